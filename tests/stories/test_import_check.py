"""Before anything is done the manager reads row by row what would happen; and what happens is what was read (R108, R111, R204)."""

import io

import pytest
from openpyxl import load_workbook
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.tables import Document
from models.estate import Unit
from models.notices import Notice, tell
from models.people import Person, Role
from models.setup.tables import ImportPiece, ImportRun, ImportState
from tests.people import Phone, Town
from tests.stories.test_import import count, document, sends, state
from tests.workbooks import contact, employee, shift, unit, workbook

LIST = "逐行核对清单："
CHEN = {"unit": "0301", "name": "陈", "honorific": "女士", "phone": "13800000020"}


def the_list(phone: Phone) -> list[list[str]]:
    """The lines of the newest list."""
    page = load_workbook(io.BytesIO(document(phone, LIST))).active
    return [[cell or "" for cell in row] for row in page.iter_rows(values_only=True)]


def notes(town: Town) -> list[str]:
    wanted = select(Unit.note).where(Unit.number.in_(["0301", "0302"])).order_by(Unit.number)
    return town.look(lambda session: list(session.scalars(wanted)))


def writes(town: Town, note: str) -> None:
    """Somebody writes another note into the first unit's file."""

    def meanwhile(session: Session) -> None:
        session.scalars(select(Unit).where(Unit.number == "0301")).one().note = note

    town.look(meanwhile)


def read(phone: Phone, words: str) -> int:
    """In how many messages of the bot the words stand now."""
    return sum(words in one.text for one in phone.messages() if one.from_bot)


@pytest.mark.rows("R108", "R111")
async def test_what_would_change_is_read_row_by_row(town: Town):
    manager = town.phone("周立新")
    await sends(
        manager,
        workbook(
            units=[unit("0907"), {"number": "0301", "note": "-"}, {"number": "0302"}],
            contacts=[contact("0907"), CHEN],
            staff=[employee(), {"number": "E010", "role": "部门主管"}],
            shifts=[shift(), shift("E009", weekdays="周六", ends="12:00"), shift("E010")],
        ),
    )
    for line in (
        "将有变化：8行",
        "单元第2行 0907：新增（楼层 9、面积 220、业主 康宁保险经纪、状态 自用）",
        "单元第3行 0301：备注 按时缴费，意见调查表已交回 改为 空",
        "联系人第2行 0907 戴强先生：新增（身份 行政、电话 …0001）",
        "联系人第3行 0301 陈女士：电话 …0005 改为 …0020",
        "员工第3行 E010 林海涛：岗位 维修工 改为 部门主管",
        "班次第2行 E101 石磊：新增（周一至周五 08:30-17:30）",
        "班次第3行 E009 高建军：周一至周五 08:30-17:30 改为 周六 08:30-12:00",
    ):
        assert line in manager.text
    assert "13800000020" not in manager.text
    assert the_list(manager)[0] == ["工作表", "行", "变化", "对象", "栏目", "改动前", "改动后"]
    for line in (
        ["单元", "3", "改动", "0301", "备注", "按时缴费，意见调查表已交回", ""],
        ["联系人", "3", "改动", "0301 陈女士", "电话", "10000000005", "13800000020"],
        ["班次", "3", "改动", "E009 高建军", "", "周一至周五 08:30-17:30", "周六 08:30-12:00"],
        ["单元", "4", "未变", "0302", "", "", ""],
    ):
        assert line in the_list(manager)


async def test_shifts_that_end_are_named(town: Town):
    manager = town.phone("周立新")
    await sends(manager, workbook(shifts=[shift("E009", weekdays="周六"), shift("E009", weekdays="周日")]))
    assert "停用（周一至周五 08:30-17:30）、新增（周六 08:30-17:30）、新增（周日 08:30-17:30）" in manager.text
    assert ["班次", "2", "停用", "E009 高建军", "", "周一至周五 08:30-17:30", ""] in the_list(manager)


async def test_a_known_person_whom_a_new_row_describes_otherwise_is_a_change_too(town: Town):
    manager = town.phone("周立新")
    row = contact("0302", name="陈", honorific="小姐", phone="10000000005")
    await sends(manager, workbook(contacts=[row]))
    assert "联系人第2行 0302 陈小姐：新增（身份 行政、电话 …0005）、称呼 女士 改为 小姐" in manager.text


async def test_of_many_changes_the_card_has_the_first_and_the_list_all(town: Town):
    manager = town.phone("周立新")
    await sends(manager, workbook(units=[unit(str(number)) for number in range(9000, 9030)]))
    assert manager.text.count("新增（") == 10
    assert "另有20行" in manager.text
    assert len(the_list(manager)) == 31
    await manager.says("/language")
    await manager.taps("English")
    await sends(manager, workbook(units=[unit("0907")]))
    assert "Units, row 2, 0907: new (Floor 9, Area m2 220, Owner 康宁保险经纪, Status self-used)" in manager.text


async def test_many_changes_of_long_entries_leave_the_question_readable(town: Town):
    manager = town.phone("周立新")
    texts = {"owner_name": 60, "occupier_name": 60, "rates": 200, "emergency_contact": 120, "keys": 200, "note": 500}
    long = {code: "长" * most for code, most in texts.items()}
    await sends(manager, workbook(units=[{"number": f"{floor:02d}01", **long} for floor in range(3, 15)]))
    assert manager.text.count("、另有2项") == 10
    assert manager.text.endswith("是否导入无误的行？")
    assert sum("长" * 24 in "".join(line) for line in the_list(manager)) == 12 * 6


@pytest.mark.rows("R204")
async def test_the_list_is_forgotten_as_soon_as_it_has_arrived(town: Town):
    manager = town.phone("周立新")
    await sends(manager, workbook(contacts=[contact("0301")]))
    assert document(manager, LIST)
    kept = select(Document.name).where(Document.content.is_not(None))
    assert town.look(lambda session: list(session.scalars(kept))) == []
    run = select(ImportRun.found)
    assert "戴强" in str(town.look(lambda session: session.scalars(run).one()))
    await manager.taps("取消导入")
    assert "戴强" not in str(town.look(lambda session: session.scalars(run).one()))


@pytest.mark.rows("R204")
@pytest.mark.parametrize(("role", "lists"), [(Role.MANAGER, 2), (Role.DEPT_HEAD, 1)])
async def test_who_may_import_no_more_gets_no_list(town: Town, role: Role, lists: int):
    manager = town.phone("周立新")
    await sends(manager, workbook(contacts=[contact("0301")]))

    def once_more(session: Session) -> None:
        town.person(session, "周立新").staff.role = role
        first = session.scalars(select(Notice).where(Notice.kind == "import.listed")).one()
        session.get_one(Document, first.facts["document"]).content = b"names"
        whose = {"project_id": first.project_id, "person_id": first.person_id, "side": first.side}
        tell(
            session, **whose, kind=first.kind, subject=first.subject, occasion="2", now=first.sent_at, facts=first.facts
        )

    town.look(once_more)
    await town.settled()
    assert read(manager, LIST) == lists


async def test_the_check_and_the_result_come_once(town: Town):
    manager = town.phone("周立新")
    await sends(manager, workbook(units=[unit("0907")]))
    assert (read(manager, "新增 1"), read(manager, "将有变化")) == (1, 1)
    await manager.taps("导入1行")
    await town.later(seconds=1)
    await town.later(minutes=2)
    assert (read(manager, "新增1，改动0"), read(manager, "正在导入"), read(manager, "新增 1")) == (1, 0, 0)
    assert [one.text for one in manager.messages() if one.from_bot][-2] == "导入资料：资料.xlsx"
    asked = [words for line in town.lines for _, words in line.asked]
    assert [sum(what in words for words in asked) for what in ("将有变化", "新增1，改动0")] == [1, 1]


async def test_what_is_registered_already_is_said_first_and_offers_nothing(town: Town):
    manager = town.phone("周立新")
    await sends(manager, workbook(units=[{"number": "0301", "floor": 3}], contacts=[{**CHEN, "phone": "10000000005"}]))
    assert "资料.xlsx\n资料与现有登记完全一致，无需导入。\n单元：未变 1\n联系人：未变 1" in manager.text
    assert manager.labels == ["发送表格", "主菜单"]
    assert read(manager, LIST) == 0
    run = town.look(lambda session: session.scalars(select(ImportRun)).one())
    await manager.sends(f"ia:{run.id}:{run.version}")
    assert state(town) == ImportState.CHECKED
    await town.later(hours=25)
    assert "资料与现有登记完全一致，无需导入" in manager.find("导入资料：").text


class TestOvertaken:
    """Between the check and the decision the register has changed."""

    @pytest.mark.rows("R111")
    async def test_nothing_is_done_and_the_new_check_is_shown(self, town: Town):
        manager = town.phone("周立新")
        await sends(manager, workbook(units=[{"number": "0301", "note": "甲"}, {"number": "0302", "note": "乙"}]))
        before = notes(town)
        writes(town, "丙")
        await manager.taps("导入2行")
        await town.later(seconds=1)
        assert "核对之后登记资料有变，尚未导入" in manager.text
        assert "与上次核对有出入：单元第2行。" in manager.text
        assert "单元第2行 0301：备注 丙 改为 甲" in manager.text
        assert ["单元", "2", "改动", "0301", "备注", "丙", "甲"] in the_list(manager)
        assert notes(town) == ["丙", before[1]]
        await manager.taps("导入2行")
        await town.later(seconds=1)
        assert "新增0，改动2" in manager.text
        assert notes(town) == ["甲", "乙"]

    async def test_what_has_nothing_to_do_with_the_workbook_does_not_matter(self, town: Town):
        manager = town.phone("周立新")
        await sends(manager, workbook(units=[{"number": "0302", "note": "乙"}]))
        writes(town, "丙")
        await manager.taps("导入1行")
        await town.later(seconds=1)
        assert "新增0，改动1" in manager.text

    async def test_if_somebody_did_it_all_there_is_nothing_left(self, town: Town):
        manager = town.phone("周立新")
        await sends(manager, workbook(units=[{"number": "0301", "note": "甲"}]))
        writes(town, "甲")
        await manager.taps("导入1行")
        assert "核对之后登记资料有变，尚未导入" in manager.text
        assert "资料与现有登记完全一致，无需导入" in manager.text
        assert manager.labels == ["发送表格", "主菜单"]

    async def test_the_new_check_waits_a_day_like_the_first(self, town: Town):
        manager = town.phone("周立新")
        await sends(manager, workbook(units=[{"number": "0301", "note": "甲"}]))
        await town.later(hours=20)
        writes(town, "丙")
        await manager.taps("导入1行")
        await town.later(hours=20)
        assert state(town) == ImportState.CHECKED
        await town.later(hours=5)
        assert (state(town), count(town, ImportPiece)) == (ImportState.EXPIRED, 0)

    @pytest.mark.rows("R205")
    async def test_a_number_that_became_somebody_elses_gives_nobody_access(self, town: Town):
        manager = town.phone("周立新")
        await sends(manager, workbook(contacts=[contact("0302")]))

        def meanwhile(session: Session) -> None:
            town.person(session, "陈女士").phone = "13800000001"

        town.look(meanwhile)
        await manager.taps("导入1行")
        await town.later(seconds=1)
        assert "13800000001登记的是陈女士" in manager.text
        assert count(town, Person, Person.name == "戴强") == 0

    async def test_the_power_goes_while_it_is_looked_at_once_more(self, town: Town):
        manager = town.phone("周立新")
        await sends(manager, workbook(units=[{"number": "0301", "note": "甲"}]))
        writes(town, "丙")
        data, message = manager.data("导入1行"), manager.last.message_id
        town.sandbox.tap(manager.user, manager.side, message, data)
        await town.crash()
        await town.add_machine()
        await town.later(minutes=1)
        assert read(manager, "核对之后登记资料有变，尚未导入") == 1
        assert notes(town)[0] == "丙"
