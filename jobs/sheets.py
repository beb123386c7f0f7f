"""What all workbooks share: their settings, words and times in cells, and the form of one sheet."""

import io
from collections.abc import Sequence
from datetime import datetime

import xlsxwriter

from bot.texts import Reader, Words, render
from models.catalogue import catalogue
from models.tickets.tables import Ticket

SHEET = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
A4, A5 = 9, 11


def say(reader: Reader, words: Words | None) -> str:
    """Words as they stand in a cell."""
    return "" if words is None else render(words, reader, escape=False)


def clock(reader: Reader, moment: datetime | None) -> str:
    """A moment as it stands in a cell."""
    return moment.astimezone(reader.zone).strftime("%Y-%m-%d %H:%M") if moment else ""


def where(reader: Reader, ticket: Ticket) -> str:
    """The unit and the room, or the public place and its floor."""
    code, _, floor = ticket.spot.partition("@")
    place = (catalogue().rooms if ticket.inside else catalogue().places).get(code)
    said = [ticket.unit.number if ticket.unit and ticket.inside else floor, say(reader, place.name if place else code)]
    return " ".join(part for part in said if part)


def form(title: str, rows: Sequence[tuple[str, str]], *, paper: int = A4) -> bytes:
    """A form of two columns on one sheet, for print."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, SHEET) as book:
        sheet = book.add_worksheet()
        heading = book.add_format({"bold": True, "font_size": 18, "align": "center", "valign": "vcenter"})
        label = book.add_format({"border": 1, "bold": True, "valign": "vcenter"})
        value = book.add_format({"border": 1, "text_wrap": True, "valign": "vcenter"})
        sheet.set_paper(paper)
        sheet.fit_to_pages(1, 1)
        sheet.set_column(0, 0, 20)
        sheet.set_column(1, 1, 60)
        sheet.merge_range(0, 0, 0, 1, title, heading)
        sheet.set_row(0, 40)
        for number, (name, text) in enumerate(rows, 1):
            sheet.set_row(number, 34)
            sheet.write_string(number, 0, name, label)
            sheet.write_string(number, 1, text, value)
    return buffer.getvalue()
