"""The plan is ticked with evidence, closed tickets are looked at again, and every ledger leaves under its own name (R156, R159, R160, J34)."""

from io import BytesIO

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from models.calls.tables import Call, CallKind
from models.estate import Project
from models.events import Event
from models.plans.actions import open_plan
from models.plans.tables import PlanItem
from models.reports.periods import PeriodKind, period_of
from models.samples.actions import draw
from models.samples.tables import Sample, Verdict
from models.tickets.lifecycle import Status
from models.tickets.tables import Ticket
from tests.people import Phone, Town
from tests.pictures import picture
from tests.stories.steps import repaired, reported
from tests.stories.test_complaints import complains


async def menu(phone: Phone, *labels: str) -> str:
    """From the home screen through these buttons."""
    await phone.says("/start")
    for label in ("管理处事务", *labels):
        await phone.taps(label, phone.last.message_id)
    return phone.text


def opened(town: Town) -> None:
    """The clock has opened this week's plan."""

    def do(session) -> None:
        office = session.get_one(Project, town.person(session, "郑雨").project_id)
        open_plan(session, office, period_of(office.zone, PeriodKind.WEEK, town.clock.now()), town.clock.now())

    town.look(do)


@pytest.mark.rows("R159")
async def test_an_item_of_the_plan_is_ticked_with_a_note_a_picture_and_a_ticket(town: Town):
    desk = town.phone("郑雨")
    await reported(town.phone("陈女士"))
    opened(town)
    await town.settled()
    assert "新一期计划已开始" in desk.find("周计划").text
    await menu(desk, "周计划和月计划", "完善业主档案")
    assert "尚未完成" in desk.text
    await desk.taps("完成并说明", desk.last.message_id)
    await desk.says("补齐两户电话")
    await desk.sends_photo(picture())
    await desk.taps("继续", desk.last.message_id)
    await desk.says("bx20250915001")
    await desk.taps("确认完工", desk.last.message_id)
    assert "郑雨 完成：补齐两户电话" in desk.text
    assert "凭据：BX20250915001" in desk.text
    await desk.taps("查看照片", desk.last.message_id)
    assert any(one.kind == "photo" and one.from_bot for one in desk.messages())
    item = town.look(lambda session: session.scalars(select(PlanItem).where(PlanItem.number == 4)).one())
    assert item.done_at is not None
    await town.phone("林海涛").says("/start")
    await town.phone("林海涛").sends(f"yi:{item.id}")
    assert "补齐两户电话" not in town.phone("林海涛").text


@pytest.mark.rows("J34", "R004")
async def test_the_supervisor_looks_at_closed_tickets_again(town: Town):
    supervisor = town.phone("许文静")
    await repaired(town)

    def close(session) -> None:
        ticket = session.scalars(select(Ticket)).one()
        ticket.status, ticket.ended_at = Status.CLOSED, town.clock.now()
        session.flush()
        draw(session, ticket.project, town.clock.now(), town.clock.now())

    town.look(close)
    await town.settled()
    assert "请查看1张已办结单据" in supervisor.find("服务品质抽查").text
    await supervisor.taps("BX20250915001", supervisor.last.message_id)
    await supervisor.taps("待改进", supervisor.last.message_id)
    await supervisor.says("照片看不清")
    await supervisor.taps("确认", supervisor.last.message_id)
    assert "照片看不清" in supervisor.text
    assert town.look(lambda session: session.scalars(select(Sample.verdict)).one()) == Verdict.IMPROVE


OFFICIAL = ("业主信息登记表", "消防承诺书", "客服投诉记录表", "客服维修记录表")


@pytest.mark.rows("R156", "R204")
async def test_every_official_ledger_leaves_under_its_name_and_is_logged(town: Town):
    supervisor, manager = town.phone("许文静"), town.phone("周立新")
    await reported(town.phone("陈女士"), words="=1+1")
    await complains(town.phone("尹女士"))
    await menu(supervisor, "台账导出")
    for name in ("客服周报", "客服月报", *OFFICIAL):
        assert name in supervisor.labels
    for name in OFFICIAL:
        await menu(supervisor, "台账导出", name)
        if any(one == "2025-09" for one in supervisor.labels):
            await supervisor.taps("2025-09", supervisor.last.message_id)
        await town.settled()
        paper = [one.document for one in supervisor.messages() if one.document][-1]
        assert paper.name.startswith(name)
        sheet = load_workbook(BytesIO(paper.content)).active
        assert sheet.title == name
        if name == "客服维修记录表":
            cells = [cell for row in sheet.iter_rows() for cell in row if cell.value == "=1+1"]
            assert [cell.data_type for cell in cells] == ["s"]
    await menu(manager, "台账导出", "导出记录")
    assert "4次" in manager.text
    assert "许文静：客服维修记录表 2025-09，1行" in manager.text
    assert "许文静：客服投诉记录表 2025-09，1行" in manager.text
    logged = town.look(lambda session: session.scalars(select(Event.facts).where(Event.kind == "export")).all())
    assert [facts["paper"] for facts in logged] == [
        "owner_register",
        "fire_undertakings",
        "complaint_ledger",
        "repair_ledger",
    ]


@pytest.mark.rows("R156", "R204")
async def test_ledgers_are_for_supervisor_and_manager_and_the_log_for_the_manager(town: Town):
    desk, supervisor = town.phone("郑雨"), town.phone("许文静")
    await desk.says("/start")
    for data in ("g:ledgers", "yk:0", "yz:0:0", "yz:3:0", "yw:0", "g:reports", "yl:week:0"):
        await desk.sends(data)
    await supervisor.says("/start")
    for data in ("yw:0", "yz:99:0", "yz:2:-1", "yk:-1"):
        await supervisor.sends(data)
    assert not any(one.document for phone in (desk, supervisor) for one in phone.messages())
    assert "导出记录" not in supervisor.text
    assert town.look(lambda session: session.scalars(select(Event).where(Event.kind == "export")).all()) == []


@pytest.mark.rows("R157", "J11")
async def test_a_manager_who_has_blocked_the_bot_is_called(town: Town):
    manager = town.phone("周立新")
    await manager.says("/start")
    town.sandbox.block(manager.user, manager.side)
    await town.until(town.at("8:31", days=7))
    calls = town.look(lambda session: session.scalars(select(Call).where(Call.kind == CallKind.UNREACHABLE)).all())
    assert town.look(lambda session: town.person(session, "周立新").id) in {one.person_id for one in calls}
    assert "报告草稿已生成" in town.phone("许文静").find("要点").text
