"""What people send instead of a well-made workbook, and the words that they read (R104, R205)."""

import io
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.people import Town
from tests.stories.test_import import document, sends
from tests.workbooks import contact, employee, unit, workbook


async def test_wrong_columns(town: Town):
    manager = town.phone("周立新")

    def spoiled(book: Any) -> None:
        book["单元"].cell(1, 2, "层数")
        book["联系人"].cell(1, 8, "电话")
        book.create_sheet("我的表")

    await sends(manager, workbook(spoiled, units=[unit("0907")], contacts=[contact("0301")], staff=[employee()]))
    for line in (
        "单元：整张表未采用",
        "单元：缺少“楼层”列，列名请与模板一致。本表未采用",
        "联系人：“电话”列重复，请删去一列。本表未采用",
        "未识别、未采用：单元: 层数、我的表",
        "员工：新增 1",
    ):
        assert line in manager.text
    assert "导入1行" in manager.labels
    page = load_workbook(io.BytesIO(document(manager, "已标出问题的表格")))["单元"]
    assert "缺少“楼层”列" in page.cell(1, page.max_column).value


async def test_merged_cells_a_formula_and_an_error_value(town: Town):
    manager = town.phone("周立新")

    def spoiled(book: Any) -> None:
        book["单元"].merge_cells("D2:D3")
        book["单元"]["C4"] = "=200+60"
        book["单元"]["D5"] = "#N/A"

    await sends(manager, workbook(spoiled, units=[unit(f"091{number}") for number in range(5)]))
    for line in (
        "单元第2行 D2:D3是合并单元格，请取消合并并逐行填写",
        "单元第3行 D2:D3是合并单元格",
        "单元第4行 C4是公式，请改填数值或文字",
        "单元第5行 D5是错误值，请改填数值或文字",
        "将有变化：1行",
    ):
        assert line in manager.text
    assert "导入1行" in manager.labels


async def test_none_of_its_sheets_is_one_of_ours(town: Town):
    manager = town.phone("周立新")

    def renamed(book: Any) -> None:
        book["单元"].title = "Sheet1"

    await sends(manager, workbook(renamed, units=[unit("0907")]))
    assert "没有“单元、联系人、员工、班次”任何一张工作表" in manager.text


@pytest.mark.rows("R205")
async def test_one_number_for_two_people_of_the_workbook(town: Town):
    manager = town.phone("周立新")
    await sends(manager, workbook(contacts=[contact("0301"), contact("0302", name="别人")]))
    assert "联系人第2行 电话：13800000001同时填给了别人先生（联系人第3行）" in manager.text
    assert "联系人第3行 电话：13800000001同时填给了戴强先生（联系人第2行）" in manager.text
    assert "暂时没有可导入的行" in manager.text


async def test_an_old_or_a_locked_workbook(town: Town):
    manager, ole = town.phone("周立新"), b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    await sends(manager, ole)
    assert "旧格式表格（.xls）。请在 Excel 或 WPS 中另存为 .xlsx" in manager.text
    await sends(manager, ole + "EncryptedPackage".encode("utf-16-le"))
    assert "密码" in manager.text
