"""The workbook of the register: an empty template, the register in the same form, and a marked copy of what was sent."""

import io
from collections.abc import Mapping, Sequence
from typing import Any

import xlsxwriter

from bot.texts import Reader, T, Words, render
from bot.workbook_words import in_the_row
from models.setup.book import Book, Found
from models.setup.faults import Fault
from models.setup.register import Values
from models.setup.sheets import BANK, BOOKS, EXAMPLE, EXPLAINS, FAULTS, OPENED, REGISTER, SHEETS, Column, Kind, Sheet
from models.setup.values import said

SAFE = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
DOWN_TO = 5000  # rows that have lists to choose from
WIDEST = 60

OF_REGISTER: Sequence[Words] = (
    T("paper", "Fill in the sheets Units, Contacts, Staff and Shifts, and send the file to the work bot."),
    T("paper", "Nothing is changed by sending it: first you see what would happen, then you decide."),
    T("paper", "Columns marked * must be filled in for whatever is new. Other columns may be left out."),
    T("paper", "Each row is one unit, one contact, one employee, or one working time; leave no cells merged, use no formulas."),
    T("paper", "An empty cell leaves what is registered as it is; a dash (-) empties it."),
    T("paper", "A row that is not in the workbook is not deleted. Who leaves is ended in the bot."),
    T("paper", "Rows that begin with “{example}” are not taken.", example=EXAMPLE),
    T("paper", "Unit numbers, staff numbers and telephones are text: 0301 keeps its zero."),
    T("paper", "Areas are whole square metres; a fraction is rounded."),
    T("paper", "One person in several units has one row for each, with the same telephone."),
    T("paper", "The shifts of an employee are replaced by the rows of that employee; without rows they stay."),
    T("paper", "New staff get their invitation in the bot afterwards."),
)  # fmt: skip
CHECKED_FIRST = T("paper", "Nothing is changed by sending it: first you see what would happen, then you decide.")
EXPLANATIONS: Mapping[str, Sequence[Words]] = {
    REGISTER: OF_REGISTER,
    OPENED: (
        T("paper", "Each row is one fee of one unit for one month. Fill in the sheet Receivables, and send it to the work bot."),
        CHECKED_FIRST,
        T("paper", "What is opened already stays as it is: the same file sent twice opens nothing twice."),
        T("paper", "Amounts are yuan with at most two decimals; use no formulas. Closed months take nothing in."),
        T("paper", "Rows that begin with “{example}” are not taken.", example=EXAMPLE),
    ),
    BANK: (
        T("paper", "Each row is one payment that has come to the bank, with the unit, the number of its payment notice, or of its receipt."),
        CHECKED_FIRST,
        T("paper", "The reference is the bank's own number of the payment: the same one is taken over once."),
        T("paper", "Rows that begin with “{example}” are not taken.", example=EXAMPLE),
    ),
}  # fmt: skip


def template(reader: Reader, kind: str = REGISTER) -> bytes:
    """The empty template of a kind of workbook, with one example in each sheet."""
    zh = _is_chinese(reader)
    example = {sheet.code: [_example(sheet, zh)] for sheet in BOOKS[kind]}
    return _book(reader, example, kind, as_example=True)


def filled(reader: Reader, lines: Mapping[str, Sequence[Values]]) -> bytes:
    """The same form with the register in it."""
    zh = _is_chinese(reader)
    rows = {
        sheet.code: [[said(one, line.get(one.code, ""), zh=zh) for one in sheet.columns] for line in lines[sheet.code]]
        for sheet in SHEETS
    }
    return _book(reader, rows)


def _is_chinese(reader: Reader) -> bool:
    return reader.language.startswith("zh")


def _example(sheet: Sheet, zh: bool) -> list[str]:
    first, *rest = [one.example.zh if zh else one.example.en for one in sheet.columns]
    return [f"{EXAMPLE.zh if zh else EXAMPLE.en} {first}", *rest]


class Pen:
    """The formats of one workbook."""

    def __init__(self, book: Any) -> None:
        text = {"num_format": "@", "valign": "top"}
        self.text = book.add_format(text)
        self.wrapped = book.add_format({**text, "text_wrap": True})
        self.head = book.add_format(
            {"bold": True, "border": 1, "bg_color": "#E8EEF4", "text_wrap": True, "valign": "top"}
        )
        self.example = book.add_format({**text, "italic": True, "font_color": "#808080"})
        self.wrong = book.add_format({**text, "bg_color": "#FFD9D9"})
        self.fault = book.add_format({**text, "text_wrap": True, "font_color": "#B00000"})


def _book(
    reader: Reader, rows: Mapping[str, Sequence[Sequence[str]]], kind: str = REGISTER, *, as_example: bool = False
) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, SAFE) as book:
        pen = Pen(book)
        for sheet in BOOKS[kind]:
            page = book.add_worksheet(_say(reader, sheet.name))
            _heads(page, pen, sheet, reader)
            for number, texts in enumerate(rows[sheet.code], 1):
                for place, text in enumerate(texts):
                    page.write_string(number, place, text, pen.example if as_example else pen.text)
        _explain(book, pen, reader, kind)
    return buffer.getvalue()


def _heads(page: Any, pen: Pen, sheet: Sheet, reader: Reader) -> None:
    """Headings in both languages, text as the form of every cell, and lists where there is a choice."""
    for place, column in enumerate(sheet.columns):
        page.set_column(place, place, column.width, pen.text)
        page.write_string(0, place, column.header + (" *" if column.needed else ""), pen.head)
        if column.kind == Kind.CHOICE:
            page.data_validation(1, place, DOWN_TO, place, _choices(column, reader))
    page.set_row(0, 32)
    page.freeze_panes(1, 1)


def _choices(column: Column, reader: Reader) -> dict[str, Any]:
    words = [_say(reader, both) for both in column.choices.values()]
    hint = _say(reader, T("paper", "Please choose from the list."))
    return {
        "validate": "list",
        "source": words,
        "error_type": "warning",
        "error_title": column.name.zh,
        "error_message": hint,
    }


def _explain(book: Any, pen: Pen, reader: Reader, kind: str) -> None:
    page = book.add_worksheet(_say(reader, EXPLAINS))
    page.set_column(0, 0, 20, pen.wrapped)
    page.set_column(1, 1, 90, pen.wrapped)
    for number, words in enumerate(EXPLANATIONS[kind]):
        page.write_string(number, 0, f"{number + 1}", pen.text)
        page.write_string(number, 1, _say(reader, words), pen.wrapped)
    at = len(EXPLANATIONS[kind]) + 1
    for column in (one for sheet in BOOKS[kind] for one in sheet.columns if one.choices and one.kind != Kind.DAYS):
        allowed = "、".join(f"{both.zh} {both.en}" for both in column.choices.values())
        page.write_string(at, 0, column.header, pen.head)
        page.write_string(at, 1, allowed, pen.wrapped)
        at += 1


def marked(reader: Reader, book: Book, faults: Sequence[Fault]) -> bytes:
    """What was sent, row by row, with the cells marked that are wrong and a column that says why."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, SAFE) as made:
        pen = Pen(made)
        for found in book.sheets:
            mine = [one for one in faults if one.sheet == found.sheet.code]
            _marked_page(made.add_worksheet(_say(reader, found.sheet.name)), pen, found, mine, reader)
    return buffer.getvalue()


def _marked_page(page: Any, pen: Pen, found: Found, faults: Sequence[Fault], reader: Reader) -> None:
    head, width = found.head or 1, max((_width(texts) for texts in found.grid.values()), default=0)
    for row, texts in found.grid.items():
        mine = [one for one in faults if one.row == row]
        wrong = {found.columns.get(one.column, one.facts.get("place")) for one in mine}
        for place, text in enumerate(texts[:width]):
            format_ = pen.head if row == head else pen.wrong if place in wrong else pen.text
            page.write_string(row - 1, place, text, format_)
        if mine:
            page.write_string(row - 1, width, "\n".join(_say(reader, in_the_row(one)) for one in mine), pen.fault)
    whole = [_say(reader, in_the_row(one)) for one in faults if not one.row]
    page.write_string(head - 1, width, "\n".join([f"{FAULTS.zh} {FAULTS.en}", *whole]), pen.head)
    for place in range(width):
        page.set_column(place, place, 16, pen.text)
    page.set_column(width, width, WIDEST, pen.fault)
    page.freeze_panes(head, 1)


def _width(texts: Sequence[str]) -> int:
    """How many cells of a row are in use."""
    return max((place for place, text in enumerate(texts, 1) if text), default=0)


def _say(reader: Reader, words: Words) -> str:
    return render(words, reader, escape=False)
