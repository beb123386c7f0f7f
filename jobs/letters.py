"""Letters on paper: one sheet of A4 for each addressee (R149, R150)."""

import io
from collections.abc import Sequence
from dataclasses import dataclass

import xlsxwriter

from jobs.documents import A4, SHEET


@dataclass(frozen=True)
class Letter:
    """What stands on its tab, to whom it goes, and its paragraphs."""

    tab: str
    address: str
    paragraphs: Sequence[str]


def make_letters(letters: Sequence[Letter]) -> bytes:
    """A workbook with a sheet per letter; an empty one where there is nobody to write to."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, SHEET) as book:
        plain = book.add_format({"text_wrap": True, "valign": "top", "font_size": 12})
        strong = book.add_format({"bold": True, "font_size": 12})
        for number, letter in enumerate(letters, 1):
            sheet = book.add_worksheet(f"{number} {letter.tab}"[:31])
            sheet.set_paper(A4)
            sheet.fit_to_pages(1, 1)
            sheet.set_column(0, 0, 80)
            sheet.write_string(0, 0, letter.address, strong)
            for row, text in enumerate(letter.paragraphs, 2):
                sheet.write_string(row, 0, text, plain)
        if not letters:
            book.add_worksheet()
    return buffer.getvalue()
