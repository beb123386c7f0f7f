"""A workbook is read by its content and never evaluated; whatever is odd about it is named with its place."""

import io
from datetime import date, datetime, time
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.styles import numbers

from bot.texts import LANGUAGES, Reader
from jobs import workbook as writing
from models.demo import opening
from models.setup import reading
from models.setup.faults import Ill, Unreadable, Wrong
from models.setup.reading import read
from models.setup.sheets import SHEETS, UNITS
from tests.workbooks import contact, saved, unit, workbook, zipped

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
BOMB = zipped(xl__workbook_xml=b"<workbook/>", xl__worksheets__sheet1_xml=b" " * (70 * 2**20))


def faults(content: bytes) -> list[tuple[str, int, str, Wrong]]:
    return [(one.sheet, one.row, one.column, one.wrong) for one in read(content).faults]


@pytest.mark.parametrize(
    ("content", "ill"),
    [
        (b"", Ill.NOT_A_WORKBOOK),
        ("单元号,楼层\n0301,3\n".encode(), Ill.NOT_A_WORKBOOK),
        (b"\xff\xd8\xff\xe0" + bytes(2000), Ill.NOT_A_WORKBOOK),
        (b"%PDF-1.7\n" + bytes(2000), Ill.NOT_A_WORKBOOK),
        (zipped(word__document_xml=b"<document/>"), Ill.NOT_A_WORKBOOK),
        (OLE, Ill.OLD_WORKBOOK),
        (OLE + "EncryptedPackage".encode("utf-16-le"), Ill.ENCRYPTED),
        (b"PK\x03\x04 cut off", Ill.BROKEN),
        (workbook(units=[unit()])[:-900], Ill.BROKEN),
        (zipped(xl__workbook_xml=b"<workbook/>"), Ill.BROKEN),
        (zipped(xl__workbook_xml=b'<!DOCTYPE a [<!ENTITY b "c">]><workbook>&b;</workbook>'), Ill.BROKEN),
        (BOMB, Ill.TOO_LARGE),
        (b"PK" + bytes(21 * 2**20), Ill.TOO_LARGE),
        (saved(Workbook()), Ill.NO_SHEET),
    ],
    ids=lambda one: one.value if isinstance(one, Ill) else None,
)
def test_what_is_no_workbook_of_ours_is_told_from_its_content(content: bytes, ill: Ill):
    with pytest.raises(Unreadable) as found:
        read(content)
    assert found.value.ill == ill


def test_a_bomb_is_small_until_it_is_opened():
    assert len(BOMB) < 2**20


def test_headings_may_stand_in_any_order_and_language():
    def mixed(book: Workbook) -> None:
        page = book.create_sheet("units ")
        page.append(["STATUS", " 业 主 ", "Unit", "面积 Area m2", "Floor 楼层*", "我的备注"])
        page.append(["let", "甲公司", "0301", "260", "3", "自己看"])

    found = read(workbook(mixed))
    assert found.lines("units")[0].cells == {
        "status": "let",
        "owner_name": "甲公司",
        "number": "0301",
        "area_m2": "260",
        "floor": "3",
    }
    assert (found.ignored, found.faults) == (["units : 我的备注"], [])


def test_a_title_above_the_headings_is_no_heading():
    def titled(book: Workbook) -> None:
        page = book["单元"]
        page.insert_rows(1)
        page["A1"] = "业主信息登记表"
        page.merge_cells("A1:J1")

    found = read(workbook(titled, units=[unit()]))
    assert [line.row for line in found.lines("units")] == [3]
    assert found.faults == []


@pytest.mark.parametrize("code", [one.code for one in UNITS.columns if one.needed])
def test_a_missing_column_stops_its_sheet_and_no_other(code: str):
    def without(book: Workbook) -> None:
        book["单元"].delete_cols(UNITS.codes.index(code) + 1)

    content = workbook(without, units=[unit()], contacts=[contact()])
    assert faults(content) == [("units", 0, code, Wrong.COLUMN_MISSING)]
    assert read(content).lines("units") == []
    assert len(read(content).lines("contacts")) == 1


def test_a_column_or_a_sheet_that_is_there_twice_is_named():
    def doubled(book: Workbook) -> None:
        book["单元"].cell(1, 11, "Floor")
        book.create_sheet("Contacts").append(["单元号"])

    content = workbook(doubled, units=[unit()], contacts=[contact()])
    assert faults(content) == [("units", 0, "floor", Wrong.COLUMN_TWICE), ("contacts", 0, "", Wrong.SHEET_TWICE)]
    assert len(read(content).lines("contacts")) == 1


def test_merged_cells_are_named_and_their_rows_not_taken():
    def merged(book: Workbook) -> None:
        book["单元"].merge_cells("D3:D4")

    found = read(workbook(merged, units=[unit("0901"), unit("0902"), unit("0903"), unit("0904")]))
    assert [(one.row, one.wrong, one.facts["address"]) for one in found.faults] == [
        (3, Wrong.MERGED, "D3:D4"),
        (4, Wrong.MERGED, "D3:D4"),
    ]
    assert [line.row for line in found.lines("units")] == [2, 5]


@pytest.mark.parametrize("formula", ["=1+1", '=HYPERLINK("x")', "=WEBSERVICE(A1)", "=cmd|' /C calc'!A0"])
def test_a_formula_is_named_and_never_taken(formula: str):
    found = read(workbook(units=[unit(owner_name=formula), unit("0902")]))
    assert [(one.row, one.wrong, one.facts["address"]) for one in found.faults] == [(2, Wrong.FORMULA, "D2")]
    assert [line.row for line in found.lines("units")] == [3]


def test_an_error_value_is_named():
    assert faults(workbook(units=[unit(owner_name="#N/A")])) == [("units", 2, "", Wrong.BROKEN_CELL)]


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("  青禾\u200b软件\n有限_x000D_公司 ", "青禾软件 有限 公司"),
        (301, "301"),
        (301.0, "301"),
        (180.5, "180.5"),
        (True, "yes"),
        (datetime(2025, 1, 31), "2025-01-31"),  # noqa: DTZ001
        (date(2025, 1, 31), "2025-01-31"),
        (datetime(2025, 1, 31, 8, 30), "2025-01-31 08:30"),  # noqa: DTZ001
        (time(8, 30), "08:30"),
        ("x" * 600, "x" * 600),
    ],
    ids=str,
)
def test_whatever_a_cell_holds_becomes_plain_text(written: Any, read_as: str):
    assert read(workbook(units=[unit(note=written)])).lines("units")[0].cells["note"] == read_as


def test_a_number_that_shows_its_zeros_keeps_them():
    def formatted(book: Workbook) -> None:
        book["单元"]["A2"] = 301
        book["单元"]["A2"].number_format = "0000"

    assert read(workbook(formatted, units=[unit()])).lines("units")[0].cells["number"] == "0301"


def test_empty_rows_are_skipped_even_if_they_are_formatted():
    def formatted(book: Workbook) -> None:
        for row in range(3, 300):
            book["单元"].cell(row, 1).number_format = numbers.FORMAT_TEXT
            book["单元"].cell(row, 2, "  ")
        book["单元"].cell(400, 1, "0902")

    assert [line.row for line in read(workbook(formatted, units=[unit()])).lines("units")] == [2, 400]


def test_more_rows_than_the_limit_are_not_taken_and_the_reading_stops_there(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(reading, "MOST_ROWS", 20)
    content = workbook(units=[unit(str(number)) for number in range(60)], contacts=[contact()])
    found = read(content)
    assert faults(content) == [("units", 0, "", Wrong.TOO_MANY_ROWS)]
    assert found.lines("units") == []
    assert len(found.sheets[0].grid) < 30
    assert len(found.lines("contacts")) == 1


@pytest.mark.slow
def test_twenty_thousand_rows_are_answered_politely():
    content = workbook(units=[unit(str(number)) for number in range(20_000)])
    assert faults(content) == [("units", 0, "", Wrong.TOO_MANY_ROWS)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_template_itself_says_nothing(language: str):
    found = read(writing.template(Reader(language, opening().tzinfo)))
    assert (found.faults, found.ignored) == ([], [])
    assert [len(found.lines(sheet.code)) for sheet in SHEETS] == [0, 0, 0, 0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_template_keeps_numbers_as_text_and_offers_lists(language: str):
    book = load_workbook(io.BytesIO(writing.template(Reader(language, opening().tzinfo))))
    for sheet, page in zip(SHEETS, book.worksheets, strict=False):
        assert page.column_dimensions["A"].width
        assert page["A2"].number_format == "@"
        assert len(page.data_validations.dataValidation) == len([one for one in sheet.columns if one.kind == "choice"])
    assert len(book.worksheets) == 5


def test_an_example_that_somebody_filled_in_is_not_lost_silently():
    content = workbook(units=[unit("示例 0901"), unit("0902")])
    assert faults(content) == [("units", 2, "number", Wrong.EXAMPLE)]
    assert [line.row for line in read(content).lines("units")] == [3]
