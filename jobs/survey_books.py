"""Workbooks of several sheets for the survey: lists, and one form of A4 for each unit and part (R151, DOMAIN 5.6)."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import xlsxwriter

from jobs.documents import A4, SHEET

BOX, TALL = "□", 34  # points of a line


@dataclass(frozen=True)
class Table:
    """A sheet with a list: its name, its columns with their widths, its rows."""

    name: str
    columns: Sequence[tuple[str, int]]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True)
class Blank:
    """A form to be ticked by hand: the name of its sheet, its title, what stands above, the areas, the grades, what stands below."""

    tab: str
    title: str
    above: Sequence[str]
    areas: Sequence[str]
    grades: Sequence[str]
    below: Sequence[str]


def make_tables(tables: Sequence[Table]) -> bytes:
    """A workbook with a sheet for each list."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, SHEET) as book:
        head = book.add_format({"bold": True, "border": 1, "bg_color": "#E8EEF4"})
        cell = book.add_format({"border": 1, "text_wrap": True, "valign": "top"})
        for table in tables:
            sheet = book.add_worksheet(table.name[:31])
            sheet.set_landscape()
            sheet.fit_to_pages(1, 0)
            sheet.repeat_rows(0)
            sheet.freeze_panes(1, 0)
            for number, (title, width) in enumerate(table.columns):
                sheet.set_column(number, number, width)
                sheet.write_string(0, number, title, head)
            _write(sheet, table.rows, cell)
    return buffer.getvalue()


def _write(sheet: Any, rows: Sequence[Sequence[str]], cell: Any) -> None:
    sheet.set_paper(A4)
    for line, row in enumerate(rows, 1):
        for number, text in enumerate(row):
            sheet.write_string(line, number, text, cell)


def make_blanks(blanks: Sequence[Blank]) -> bytes:
    """A workbook with a form on each sheet; an empty one where everybody is on the bot."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, SHEET) as book:
        formats = {
            "heading": book.add_format({"bold": True, "font_size": 18, "align": "center", "valign": "vcenter"}),
            "cell": book.add_format({"border": 1, "text_wrap": True, "valign": "vcenter", "align": "center"}),
            "plain": book.add_format({"text_wrap": True, "valign": "top", "font_size": 12}),
        }
        for number, blank in enumerate(blanks, 1):
            _blank(book.add_worksheet(f"{number} {blank.tab}"[:31]), blank, formats)
        if not blanks:
            book.add_worksheet()
    return buffer.getvalue()


def _blank(sheet: Any, blank: Blank, formats: Mapping[str, Any]) -> None:
    """The title, what is said above, a line for each area with its boxes, and room for words and the signature."""
    last, first = len(blank.grades), 1 + len(blank.above)
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 1)
    sheet.set_column(0, 0, 22)
    sheet.set_column(1, last, 13)
    sheet.merge_range(0, 0, 0, last, blank.title, formats["heading"])
    for row, text in enumerate(blank.above, 1):
        sheet.merge_range(row, 0, row, last, text, formats["plain"])
        sheet.set_row(row, TALL)
    for row, area in enumerate(blank.areas, first):
        sheet.write_row(row, 0, [area, *(f"{BOX} {grade}" for grade in blank.grades)], formats["cell"])
        sheet.set_row(row, TALL)
    for row, text in enumerate(blank.below, first + len(blank.areas)):
        sheet.merge_range(row, 0, row, last, text, formats["plain"])
        sheet.set_row(row, 2 * TALL)
