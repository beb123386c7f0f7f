"""Monday 8:30: the week's report comes by itself, the supervisor adds what nobody can count, and the manager has it (R154, R157, R158)."""

from io import BytesIO

import pytest
from openpyxl import load_workbook
from PIL import Image

from models.events import Event
from models.reports.lifecycle import State
from models.reports.tables import Report
from tests.people import Phone, Town
from tests.stories.steps import rates, repaired, reported
from tests.stories.test_complaints import complains


def reports(town: Town) -> list[Report]:
    return town.look(lambda session: session.query(Report).order_by(Report.id).all())


async def monday(town: Town) -> None:
    """The next Monday, a minute after the report's hour."""
    await town.until(town.at("8:31", days=7))


async def writes(phone: Phone, problems: str = "新装水管返修", proposals: str = "请供应商更换阀门") -> None:
    await phone.taps("填写问题建议计划", phone.find("要点").message_id)
    await phone.says(problems)
    await phone.says(proposals)
    await phone.taps("按例行计划执行", phone.last.message_id)
    await phone.taps("保留", phone.last.message_id)


def pictures(phone: Phone) -> list[bytes]:
    return [one.content for one in phone.messages() if one.from_bot and one.kind == "photo" and one.content]


@pytest.mark.rows("R154", "R157", "R218")
async def test_a_report_comes_is_completed_submitted_and_read(town: Town):
    supervisor, manager, desk = (town.phone(one) for one in ("许文静", "周立新", "郑雨"))
    await repaired(town)
    await rates(town.phone("陈女士"), 5)
    await complains(town.phone("尹女士"))
    await monday(town)
    draft = supervisor.find("报告草稿已生成")
    for line in (
        "客服周报 2025年第38周（09-15至09-21）",
        "报修及时完成率：100%（1/1）",
        "投诉",
        "综合满意率：100%（1/1）",
    ):
        assert line in draft.text
    assert "补做" not in draft.text
    assert manager.find("报告草稿已生成").text == draft.text
    assert not any("客服周报" in one.text for one in desk.messages())
    await writes(supervisor)
    assert "请再看一遍" in supervisor.text
    await supervisor.taps("提交经理", supervisor.last.message_id)
    submitted = manager.find("报告已提交")
    assert "新装水管返修" in submitted.text
    assert "请供应商更换阀门" in submitted.text
    [one] = reports(town)
    assert one.state == State.SUBMITTED
    await manager.taps("导出表格", submitted.message_id)
    name, book = workbook(manager)
    assert name == "客服周报 2025-09-15_2025-09-21.xlsx"
    assert book.title == "客服周报"
    said = [[cell or "" for cell in row] for row in book.values]
    assert ["时效", "报修及时完成率", "100%（1/1）"] in [row[:3] for row in said]
    assert ["存在问题", "新装水管返修"] in [row[:2] for row in said]


def workbook(phone: Phone):
    document = phone.find("你要的文件").document
    return document.name, load_workbook(BytesIO(document.content)).active


@pytest.mark.rows("R157", "R218")
async def test_the_charts_are_pictures_that_a_telephone_shows(town: Town):
    await repaired(town)
    await monday(town)
    manager = town.phone("周立新")
    drawn = pictures(manager)
    assert len(drawn) == 2
    for content in drawn:
        assert Image.open(BytesIO(content)).width == 1080
    await manager.taps("图表", manager.find("要点").message_id)
    assert len(pictures(manager)) == 4


@pytest.mark.rows("R157")
async def test_every_number_opens_what_is_behind_it(town: Town):
    supervisor = town.phone("许文静")
    await reported(town.phone("陈女士"), symptom="2.2")
    await monday(town)
    draft = supervisor.find("报告草稿已生成")
    assert draft.text.index("未达目标98%") < draft.text.index("受理总数")
    await supervisor.taps("报修及时完成率 0%", draft.message_id)
    assert "未达目标98%" in supervisor.text
    await supervisor.taps("BX20250915001", supervisor.last.message_id)
    assert "BX20250915001" in supervisor.text
    await supervisor.sends(f"yc:{reports(town)[0].id}")
    await supervisor.taps("受理情况", supervisor.last.message_id)
    assert "报修：1，上期 0" in supervisor.text
    assert "来源：业户端：1" in supervisor.text


@pytest.mark.rows("R157")
async def test_a_week_without_anything_says_so(town: Town):
    await monday(town)
    draft = town.phone("周立新").find("报告草稿已生成")
    assert "受理总数：0" in draft.text
    assert "综合满意率：本期没有可统计的" in draft.text
    assert pictures(town.phone("周立新")) == []


@pytest.mark.rows("R157")
async def test_what_was_submitted_stays_as_it_was_and_a_correction_is_a_new_version(town: Town):
    supervisor, manager = town.phone("许文静"), town.phone("周立新")
    await repaired(town)
    await monday(town)
    await writes(supervisor)
    await supervisor.taps("提交经理", supervisor.last.message_id)
    [first] = reports(town)
    await rates(town.phone("陈女士"), 5)
    await supervisor.taps("更正报告", supervisor.last.message_id)
    await supervisor.says("漏计一条评价")
    await supervisor.taps("起草更正版", supervisor.last.message_id)
    assert "更正原因：漏计一条评价" in supervisor.text
    [old, new] = reports(town)
    assert (old.state, old.sections) == (State.SUBMITTED, first.sections)
    assert (new.state, new.number, new.problems) == (State.DRAFT, 2, "新装水管返修")
    await supervisor.taps("提交经理", supervisor.find("更正原因").message_id)
    [old, new] = reports(town)
    assert (old.state, new.state) == (State.REPLACED, State.SUBMITTED)
    assert old.sections == first.sections
    assert "更正原因：漏计一条评价" in manager.find("报告已提交").text


@pytest.mark.rows("R157")
async def test_it_is_not_submitted_twice_nor_without_words_nor_by_the_desk(town: Town):
    supervisor, desk = town.phone("许文静"), town.phone("郑雨")
    await monday(town)
    draft = supervisor.find("报告草稿已生成")
    await supervisor.taps("提交经理", draft.message_id)
    assert reports(town)[0].state == State.DRAFT
    await writes(supervisor)
    data = supervisor.data("提交经理")
    await desk.sends(data)
    assert reports(town)[0].state == State.DRAFT
    await supervisor.sends(data)
    await supervisor.sends(data)
    assert reports(town)[0].state == State.SUBMITTED
    submitted = town.look(lambda session: session.query(Event).filter_by(kind="report.submitted").count())
    assert submitted == 1


@pytest.mark.rows("R157")
async def test_a_week_that_is_to_come_or_lasts_has_no_report(town: Town):
    supervisor = town.phone("许文静")
    await supervisor.says("/start")
    for code in (202538, 202539):
        await supervisor.sends(f"ym:week:{code}")
        assert "还没有结束" in supervisor.toast
    for code in (202554, 202500, 1, 99999999):
        await supervisor.sends(f"ym:week:{code}")
    await supervisor.sends("ym:month:202513")
    await supervisor.sends("ym:day:202509")
    assert reports(town) == []


@pytest.mark.rows("R158", "R154")
async def test_the_month_comes_on_its_first_working_day_and_becomes_a_letter(town: Town):
    supervisor, manager = town.phone("许文静"), town.phone("周立新")
    await repaired(town)
    await town.until(town.at("9:05", days=16))  # the first of October, a holiday
    assert not any("客服月报" in one.text for one in manager.messages())
    await town.until(town.at("9:05", days=24))
    draft = supervisor.find("报告草稿已生成")
    assert "客服月报 2025年09月" in draft.text
    await supervisor.taps("填写问题建议计划", draft.message_id)
    await supervisor.taps("无突出问题", supervisor.last.message_id)
    await supervisor.says("建议增设一名维修工")
    await supervisor.taps("按例行计划执行", supervisor.last.message_id)
    await supervisor.taps("保留", supervisor.last.message_id)
    await supervisor.taps("提交经理", supervisor.last.message_id)
    await manager.taps("致分公司函", manager.find("报告已提交").message_id)
    name, sheet = workbook(manager)
    assert name == "致分公司函 2025-09.xlsx"
    assert "建议增设一名维修工" in [row[1] for row in sheet.values]
    await manager.taps("导出表格", manager.find("要点").message_id)
    name, sheet = workbook(manager)
    assert (name, sheet.title) == ("客服月报 2025-09.xlsx", "客服月报")
    assert any(row[0] == "楼宇指标" for row in sheet.values)


@pytest.mark.rows("R157")
async def test_a_monday_off_makes_the_report_and_waits_with_telling(town: Town):
    await town.until(town.at("9:00", days=21))  # the sixth of October, a holiday
    assert [one.code for one in reports(town)] == [202538, 202539, 202540]
    manager = town.phone("周立新")
    assert not any("第40周" in one.text for one in manager.messages())
    await town.until(town.at("9:05", days=24))
    assert "第40周" in manager.find("第40周").text
