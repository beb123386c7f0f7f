"""The manager sets the office up from a workbook: template, check, faults, correction, import, and again (R001-R003, R104, R108)."""

import io
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlalchemy import func, select

from models.estate import Unit
from models.events import Event
from models.people import Contact, Person, Staff
from models.setup.tables import ImportPiece, ImportRun, ImportState
from tests.people import Phone, Town
from tests.workbooks import contact, employee, filled_in, shift, unit, workbook


async def opens(manager: Phone) -> str:
    """To the page of workbooks."""
    await manager.says("/start")
    await manager.taps("管理处")
    return await manager.taps("导入导出资料")


async def sends(manager: Phone, content: bytes, name: str = "资料.xlsx") -> str:
    """Send a workbook, from wherever one is."""
    return await manager.sends_document(name, content)


def document(phone: Phone, words: str) -> bytes:
    """The newest document whose caption has these words."""
    return phone.find(words).document.content


def count(town: Town, table: Any, *where: Any) -> int:
    return town.look(lambda session: session.scalar(select(func.count()).select_from(table).where(*where)))


def state(town: Town) -> ImportState:
    """The newest import."""
    return town.look(lambda session: session.scalars(select(ImportRun.state).order_by(ImportRun.id.desc())).first())


@pytest.mark.rows("R001", "R002", "R003", "R104", "R108", "R182")
async def test_from_the_template_to_an_office_that_knows_its_people(town: Town):
    manager = town.phone("周立新")
    assert "先核对给你看，你同意后才改动" in await opens(manager)
    await manager.taps("空白模板")
    template = document(manager, "你要的文件")
    content = filled_in(
        template,
        units=[unit("0907"), unit("0908", floor="九")],
        contacts=[contact("0907"), contact("0908", phone="13800000003", name="阮")],
        staff=[employee()],
        shifts=[shift()],
    )
    await sends(manager, content)
    assert "表格核对完毕" in manager.text
    for line in (
        "单元：新增 1、有误 1",
        "员工：新增 1",
        "联系人：新增 1、有误 1",
        "单元第4行 楼层：请填写数字，如 25",
        "联系人第4行 单元号：单元0908尚未登记",
    ):
        assert line in manager.text
    assert count(town, Unit, Unit.number == "0907") == 0
    marked = document(manager, "已标出问题的表格")
    page = load_workbook(io.BytesIO(marked))["单元"]
    assert page.cell(4, page.max_column).value == "楼层：请填写数字，如 25"
    assert page.cell(4, 2).fill.fgColor.rgb == "FFFFD9D9"
    corrected = load_workbook(io.BytesIO(marked))
    corrected["单元"].cell(4, 2).value = 9
    buffer = io.BytesIO()
    corrected.save(buffer)
    await sends(manager, buffer.getvalue())
    assert "有误" not in manager.text
    await manager.taps("导入6行")
    await town.later(seconds=1)
    assert "导入完成" in manager.text
    assert "新增5，改动1" in manager.text
    assert "请发邀请给他们" in manager.text
    assert count(town, Unit, Unit.number.in_(["0907", "0908"])) == 2
    assert count(town, Person, Person.phone == "13800000003") == 1
    await sends(manager, buffer.getvalue())
    assert "资料与现有登记完全一致，无需导入" in manager.text
    assert not any("导入" in label for label in manager.labels)


@pytest.mark.rows("R108", "R204")
async def test_the_register_goes_out_in_the_same_form_and_is_logged(town: Town):
    supervisor, manager = town.phone("许文静"), town.phone("周立新")
    await opens(supervisor)
    assert supervisor.labels == ["导出现有资料", "管理处事务"]
    await supervisor.taps("导出现有资料")
    content = document(supervisor, "你要的文件")
    assert supervisor.find("你要的文件").document.name == "业主信息登记表 2025-09-15.xlsx"
    logged = town.look(lambda session: session.scalars(select(Event).where(Event.kind == "register.export")).one())
    assert logged.actor_id == town.look(lambda session: town.person(session, "许文静").id)
    await sends(manager, content)
    assert "单元：未变 97" in manager.text
    assert "无需导入" in manager.text


@pytest.mark.parametrize(
    ("content", "zh", "en"),
    [
        (b"\xff\xd8\xff\xe0" + bytes(500), "文件内容不是 Excel 表格", "no Excel workbook"),
        ("单元号,楼层\n0301,3\n".encode(), "文件内容不是 Excel 表格", "no Excel workbook"),
        (workbook(units=[unit()])[:-900], "表格已损坏", "damaged"),
        (workbook(units=[]), "表格只有表头", "besides the headings"),
    ],
    ids=["picture", "csv", "cut off", "empty"],
)
async def test_whatever_else_is_sent_is_answered_in_both_languages(town: Town, content: bytes, zh: str, en: str):
    manager = town.phone("周立新")
    await sends(manager, content)
    assert zh in manager.text
    assert manager.labels == ["发送表格", "主菜单"]
    await manager.says("/language")
    await manager.taps("English")
    await sends(manager, content)
    assert en in manager.text


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("资料.csv", "单元号\n0301\n".encode(), ".xlsx"),
        ("资料.pdf", b"%PDF-1.7", ".xlsx"),
        ("资料.xlsx", bytes(25 * 2**20), "太大"),
    ],
    ids=["csv", "pdf", "25 MB"],
)
async def test_another_kind_of_file_or_a_very_large_one_is_not_even_fetched(
    town: Town, name: str, content: bytes, said: str
):
    manager = town.phone("周立新")
    await opens(manager)
    await manager.taps("发送表格")
    await manager.says("马上发")
    assert ".xlsx" in manager.text
    await sends(manager, content, name)
    assert said in manager.text
    assert count(town, ImportRun) == 0
    await sends(manager, workbook(units=[unit("0907")]))
    assert "导入1行" in manager.labels


async def test_a_workbook_may_simply_be_sent_and_a_picture_may_not(town: Town):
    manager, supervisor = town.phone("周立新"), town.phone("许文静")
    await manager.says("/start")
    await sends(manager, workbook(units=[unit("0907")]))
    assert "导入1行" in manager.labels
    await manager.sends_document("照片.pdf", b"%PDF-1.7")
    assert "谢谢" in manager.text
    await sends(supervisor, workbook(units=[unit("0907")]))  # who opens receivables sends lists of those
    assert not any("导入" in one for one in supervisor.labels)
    assert count(town, ImportRun, ImportRun.kind == "register") == 1


@pytest.mark.slow
async def test_twenty_thousand_rows_are_too_many_at_once(town: Town):
    manager = town.phone("周立新")
    await sends(manager, workbook(units=[unit(str(number)) for number in range(20_000)], contacts=[contact("0301")]))
    assert "单元：整张表未采用" in manager.text
    assert "单元：超过5000行，请分成几份发送" in manager.text
    assert "导入1行" in manager.labels


@pytest.mark.rows("R205")
async def test_a_phone_of_two_people_names_both(town: Town):
    manager = town.phone("周立新")
    await sends(manager, workbook(contacts=[contact("0302", name="程", phone="10000000005")]))
    assert "联系人第2行 电话：10000000005登记的是陈女士" in manager.text
    assert "暂时没有可导入的行" in manager.text


@pytest.mark.parametrize("name", ["郑雨", "何志强", "林海涛", "冯雪"])
async def test_a_colleague_has_no_way_in(town: Town, name: str):
    colleague = town.phone(name)
    await colleague.says("/start")
    assert not any("导入导出" in label for label in colleague.labels)
    for data in ("g:workbooks", "gw:register_export", "gw:register_template", "ia:1:1", "ic:1:1", "b:import:0"):
        await colleague.sends(data)
    await town.settled()
    assert not any(one.document for one in colleague.messages())
    assert count(town, ImportRun) == 0


async def test_a_supervisor_exports_and_imports_nothing(town: Town):
    manager, supervisor = town.phone("周立新"), town.phone("许文静")
    await sends(manager, workbook(units=[unit("0907")]))
    await supervisor.says("/start")
    for data in ("gw:register_template", "ia:1:2", "ic:1:2", "b:import:0"):
        await supervisor.sends(data)
    assert not any(one.document for one in supervisor.messages())
    assert state(town) == ImportState.CHECKED


async def test_a_double_tap_imports_once(town: Town):
    manager = town.phone("周立新")
    await sends(manager, workbook(units=[unit("0907")]))
    data, message = manager.data("导入1行"), manager.last.message_id
    for _ in range(2):
        town.sandbox.tap(manager.user, manager.side, message, data)
    await town.settled()
    await town.later(seconds=1)
    assert "新增1，改动0" in manager.text
    await manager.sends(data, message)
    assert count(town, Unit, Unit.number == "0907") == 1


async def test_the_power_goes_between_the_check_and_the_decision_and_again_before_the_first_piece(town: Town):
    manager = town.phone("周立新")
    await sends(manager, workbook(units=[unit(str(number)) for number in range(9000, 9250)]))
    await town.crash()
    await town.add_machine()
    await manager.taps("导入250行")
    await town.crash()
    await town.add_machine()
    await town.later(minutes=1)
    assert "新增250，改动0" in manager.text
    assert count(town, Unit, Unit.number.like("9___")) == 250


async def test_nobody_decides_for_a_day(town: Town):
    manager = town.phone("周立新")
    await sends(manager, workbook(units=[unit("0907")]))
    card = manager.find("表格核对完毕")
    data = manager.data("导入1行")
    await town.later(hours=25)
    assert state(town) == ImportState.EXPIRED
    await manager.sends(data, card.message_id)
    assert manager.find("核对结果已过期").message_id == card.message_id
    assert count(town, Unit, Unit.number == "0907") == 0
    assert count(town, ImportPiece) == 0


async def test_the_manager_thinks_better_of_it(town: Town):
    manager = town.phone("周立新")
    await sends(manager, workbook(units=[unit("0907")]))
    await manager.taps("取消导入")
    assert "已取消，资料未改动" in manager.text
    assert (state(town), count(town, Unit, Unit.number == "0907")) == (ImportState.CANCELLED, 0)


@pytest.mark.rows("R205")
async def test_new_colleagues_are_registered_and_have_no_access_yet(town: Town):
    manager = town.phone("周立新")
    await sends(manager, workbook(staff=[employee()], shifts=[shift()]))
    await manager.taps("导入2行")
    await town.later(seconds=1)
    staff = town.look(lambda session: session.scalars(select(Staff).where(Staff.number == "E101")).one())
    assert staff.person.name == "石磊"
    assert count(town, Contact, Contact.person_id == staff.person_id) == 0
