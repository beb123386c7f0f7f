"""A workbook's bytes become plain rows or clear faults; nothing in it is evaluated. For the worker process only."""

import io
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from typing import Any

from defusedxml.ElementTree import iterparse
from openpyxl import load_workbook
from openpyxl.utils import range_boundaries

from models.setup.book import Book, Found, Line
from models.setup.faults import Fault, Ill, Unreadable, Wrong
from models.setup.plain import text_of
from models.setup.sheets import BY_CODE, EXAMPLE, EXPLAINS, FAULTS, SHEETS, Column, Sheet, folded

MOST_BYTES = 20 * 2**20
MOST_UNPACKED = 60 * 2**20  # what a bomb of a few kilobytes becomes
MOST_PARTS = 1000
MOST_ROWS = 5000  # with something in them
MOST_LINES = 50_000  # with or without
MOST_COLUMNS = 40
HEADS = 5  # the header is among so many rows
MERGES = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}mergeCell"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SEALED = "EncryptedPackage".encode("utf-16-le")


def read(content: bytes, sheets: Sequence[Sheet] = SHEETS) -> Book:
    """Read a workbook for these sheets; raises Unreadable for what is none, or is too large, locked or broken."""
    _weigh(content)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _read(content, sheets)
    except Unreadable:
        raise
    except Exception as error:  # whatever a damaged or forged file makes the library stumble over
        raise Unreadable(Ill.BROKEN) from error


def _weigh(content: bytes) -> None:
    """Look at the parcel before it is opened: by what it holds, not by what it is called."""
    if content.startswith(OLE):
        raise Unreadable(Ill.ENCRYPTED if SEALED in content else Ill.OLD_WORKBOOK)
    if len(content) > MOST_BYTES:
        raise Unreadable(Ill.TOO_LARGE)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parcel:
            parts = parcel.infolist()
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise Unreadable(Ill.BROKEN if content.startswith(b"PK") else Ill.NOT_A_WORKBOOK) from error
    if "xl/workbook.xml" not in {part.filename for part in parts}:
        raise Unreadable(Ill.NOT_A_WORKBOOK)
    if any(part.flag_bits & 1 for part in parts):
        raise Unreadable(Ill.ENCRYPTED)
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise Unreadable(Ill.TOO_LARGE)


def _read(content: bytes, sheets: Sequence[Sheet]) -> Book:
    book, known = Book(), set[str]()
    opened = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
    try:
        for page in opened.worksheets:
            sheet = next((one for one in sheets if one.knows(page.title)), None)
            if sheet is None:
                if folded(page.title) not in {folded(EXPLAINS.zh), folded(EXPLAINS.en)}:
                    book.ignored.append(page.title)
            elif sheet.code in known:
                book.faults.append(Fault(sheet.code, 0, "", Wrong.SHEET_TWICE, {"title": page.title}))
            else:
                known.add(sheet.code)
                _page(book, Found(sheet, page.title), page)
        if not known and len(sheets) == 1 and (page := _any_page(opened)) is not None:
            _page(book, Found(sheets[0], page.title), page)
            return book
    finally:
        opened.close()
    if not known:
        raise Unreadable(Ill.NO_SHEET)
    return book


def _any_page(opened: Any) -> Any:
    """Where one list is wanted, its page may be called anything but like one of our other sheets; None where there is none."""
    strange = (one for one in opened.worksheets if not any(sheet.knows(one.title) for sheet in BY_CODE.values()))
    return next(strange, None)


def _page(book: Book, found: Found, page: Any) -> None:
    """One sheet: its header, its rows, and which of them are not to be taken."""
    book.sheets.append(found)
    code = found.sheet.code
    bad: dict[int, Fault] = {}
    page.reset_dimensions()
    for row, cells in enumerate(page.iter_rows(max_col=MOST_COLUMNS), 1):
        if row > MOST_LINES or len(found.grid) > MOST_ROWS + 1:
            book.faults.append(Fault(code, 0, "", Wrong.TOO_MANY_ROWS, {"most": MOST_ROWS}))
            found.sound = False
            return
        found.grid |= _kept(row, cells, bad, code)
    head = _head(book, found)
    for row, address in _merged(page, found.grid):
        bad[row] = Fault(code, row, "", Wrong.MERGED, {"address": address})
    for row in found.grid:
        if row > head:
            _line(book, found, row, bad.get(row))


def _kept(row: int, cells: Any, bad: dict[int, Fault], code: str) -> dict[int, list[str]]:
    """The row as text, if there is anything in it; formulas and errors are noted with their address."""
    texts = []
    for place, cell in enumerate(cells):
        if cell.data_type in {"f", "e"} and cell.value is not None:
            wrong = Wrong.FORMULA if cell.data_type == "f" else Wrong.BROKEN_CELL
            bad.setdefault(row, Fault(code, row, "", wrong, {"address": cell.coordinate, "place": place}))
            texts.append("")
        else:
            texts.append(text_of(cell.value, getattr(cell, "number_format", "") or ""))
    return {row: texts} if any(texts) or row in bad else {}


def _head(book: Book, found: Found) -> int:
    """Find the columns by their words: in the first row, or under a title in one of the next; returns the row."""
    rows = list(found.grid)[:HEADS]
    head = max(rows, key=lambda row: len([one for one in found.grid[row] if one and found.sheet.named(one)]), default=0)
    found.head = head
    for place, words in enumerate(found.grid.get(head, [])):
        column = found.sheet.named(words) if words else None
        if column is None:
            _unknown(book, found, place, words)
        elif column.code in found.columns:
            _unsound(book, found, column, Wrong.COLUMN_TWICE)
        else:
            found.columns[column.code] = place
    for column in found.sheet.columns:
        if column.needed and column.code not in found.columns:
            _unsound(book, found, column, Wrong.COLUMN_MISSING)
    return head


def _unknown(book: Book, found: Found, place: int, words: str) -> None:
    """A column that is none of ours; what we wrote into an earlier copy is taken out again."""
    if folded(words).startswith(folded(FAULTS.zh + FAULTS.en)):
        for texts in found.grid.values():
            texts[place] = ""
    elif words:
        book.ignored.append(f"{found.title}: {words[:30]}")


def _unsound(book: Book, found: Found, column: Column, wrong: Wrong) -> None:
    found.sound = False
    book.faults.append(Fault(found.sheet.code, 0, column.code, wrong))


def _line(book: Book, found: Found, row: int, fault: Fault | None) -> None:
    texts = found.grid[row]
    cells = {code: texts[place] for code, place in found.columns.items() if texts[place]}
    if _is_example(found.sheet, cells):
        if fault is None and _was_changed(found.sheet, cells):
            book.faults.append(Fault(found.sheet.code, row, found.sheet.key.code, Wrong.EXAMPLE))
    elif fault is not None:
        book.faults.append(fault)
    elif cells:
        found.lines.append(Line(row, cells))


def _is_example(sheet: Sheet, cells: dict[str, str]) -> bool:
    key = folded(cells.get(sheet.key.code, ""))
    return any(key.startswith(folded(word)) for word in (EXAMPLE.zh, EXAMPLE.en))


def _was_changed(sheet: Sheet, cells: dict[str, str]) -> bool:
    """Whether somebody has put data of their own into the example and left its mark."""
    given = {code: folded(text) for code, text in cells.items() if code != sheet.key.code}
    ours = [{one.code: folded(words) for one in sheet.columns[1:] if (words := _word(one, zh))} for zh in (True, False)]
    return given not in ours


def _word(column: Column, zh: bool) -> str:
    return column.example.zh if zh else column.example.en


def _merged(page: Any, grid: dict[int, list[str]]) -> Iterator[tuple[int, str]]:
    """Every row that a merged range touches, and the range; the library does not say it when it only reads."""
    last = max(grid, default=0)
    with page.parent._archive.open(page._worksheet_path) as source:
        for _event, element in iterparse(source):
            if element.tag == MERGES:
                address = element.get("ref", "")
                _, top, _, bottom = range_boundaries(address)
                yield from ((row, address) for row in range(top or 1, min(bottom or last, last) + 1) if row in grid)
            element.clear()
