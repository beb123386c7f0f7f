"""One-time codes on paper: a QR picture for one contact, and cards on A4 to print and cut for many (R205)."""

import io
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import segno
import xlsxwriter
from sqlalchemy.orm import Session
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from bot.documents import Maker
from bot.texts import Reader, T, Words, render
from jobs.documents import A4, SHEET
from models.access.codes import spelled
from models.estate import Project
from models.people import Person

PER_PAGE = 4  # cards one under the other
LINES = 6  # rows of one card
QR_PIXELS = 6  # of one module
ROW_HEIGHT, LAST_ROW = 26, 40


def _say(reader: Reader, words: Words) -> str:
    return render(words, reader, escape=False)


def _target(bot: str, code: str) -> str:
    """What the QR code says: the link, or the code alone where the bot's name is not known."""
    return f"https://t.me/{bot}?start={code}" if bot else code


def _picture(bot: str, code: str) -> io.BytesIO:
    buffer = io.BytesIO()
    segno.make(_target(bot, code), micro=False, error="m").save(buffer, kind="png", scale=QR_PIXELS, border=2)
    buffer.seek(0)
    return buffer


def code_card(
    session: Session, project: Project, facts: Mapping[str, Any], reader: Reader, now: datetime
) -> tuple[str, bytes]:
    """The QR code of one contact, to be shown on a screen or sent on."""
    card = facts["cards"][0]
    name = _say(reader, T("paper", "Code {units}", units=" ".join(card["units"])))
    return f"{name}.png", _picture(facts["bot"], card["code"]).getvalue()


def code_sheet(
    session: Session, project: Project, facts: Mapping[str, Any], reader: Reader, now: datetime
) -> tuple[str, bytes]:
    """Cards to cut: building, unit or staff number, name, how to, QR code, typed code and until when it is good."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, SHEET) as book:
        sheet = book.add_worksheet()
        sheet.set_paper(A4)
        sheet.set_margins(left=0.5, right=0.5, top=0.5, bottom=0.5)
        sheet.set_column(0, 0, 58)
        sheet.set_column(1, 1, 26)
        sheet.fit_to_pages(1, 0)
        styles = _styles(book)
        for number, card in enumerate(facts["cards"]):
            person = session.get_one(Person, card["person"])
            _card(
                sheet,
                number * LINES,
                _lines(reader, project, person, card),
                _picture(facts["bot"], card["code"]),
                styles,
            )
        sheet.set_h_pagebreaks([row * LINES for row in range(PER_PAGE, len(facts["cards"]), PER_PAGE)])
    name = _say(reader, T("paper", "Code cards"))
    return f"{name}.xlsx", buffer.getvalue()


def _styles(book: xlsxwriter.Workbook) -> dict[str, Format]:
    plain = {"valign": "vcenter", "text_wrap": True, "left": 3, "indent": 1}
    return {
        "head": book.add_format({**plain, "bold": True, "font_size": 16, "top": 3}),
        "plain": book.add_format({**plain, "font_size": 12}),
        "code": book.add_format({**plain, "bold": True, "font_size": 18, "font_name": "Consolas"}),
        "last": book.add_format({**plain, "font_size": 10, "bottom": 3}),
        "top": book.add_format({"top": 3, "right": 3}),
        "side": book.add_format({"right": 3}),
        "foot": book.add_format({"bottom": 3, "right": 3}),
    }


def _lines(reader: Reader, project: Project, person: Person, card: Mapping[str, Any]) -> list[str]:
    until = datetime.fromisoformat(card["until"]).astimezone(reader.zone)
    return [
        _say(reader, project.name),
        _say(reader, _whose(person, card)),
        _say(
            reader, T("paper", "Scan the picture with your phone, or open our service in Telegram and send this code:")
        ),
        spelled(card["code"]),
        _say(
            reader,
            T(
                "paper",
                "Good once, until {day}. It is for you alone, please keep it safe.",
                day=f"{until:%Y-%m-%d %H:%M}",
            ),
        ),
        _say(
            reader,
            T(
                "paper",
                "Service desk {desk}, control room day and night {room}.",
                desk=project.desk_phone,
                room=project.control_room_phone,
            ),
        ),
    ]


def _whose(person: Person, card: Mapping[str, Any]) -> Words:
    """A colleague with the staff number, or a contact with the units."""
    if card.get("number"):
        return T("paper", "{name}, staff number {number}", name=person.name, number=card["number"])
    return T("paper", "Unit {units}, {name}", units=" ".join(card["units"]), name=person.called)


def _card(sheet: Worksheet, top: int, said: list[str], picture: io.BytesIO, styles: Mapping[str, Format]) -> None:
    """One card: words on the left, the QR code on the right, a dotted line to cut along."""
    looks = ("head", "plain", "plain", "code", "plain", "last")
    for offset, (text, look) in enumerate(zip(said, looks, strict=True)):
        last = offset == LINES - 1
        sheet.set_row(top + offset, LAST_ROW if last else ROW_HEIGHT)
        sheet.write_string(top + offset, 0, text, styles[look])
        sheet.write_blank(top + offset, 1, None, styles["foot" if last else "side" if offset else "top"])
    options = {
        "image_data": picture,
        "x_offset": 12,
        "y_offset": 8,
        "x_scale": 0.62,
        "y_scale": 0.62,
        "object_position": 1,
    }
    sheet.insert_image(top, 1, "code.png", options)


DOCUMENTS: Mapping[str, Maker] = {"code_card": code_card, "code_sheet": code_sheet}
