"""An owner asks for help, and gets it: from the desk itself, from any department, from outside (R031, R032, DOMAIN 4.7)."""

import pytest

from models.tickets.kinds import TicketKind
from models.tickets.lifecycle import Status
from tests.people import Town
from tests.stories.steps import rates


@pytest.mark.rows("R019", "R031", "R043")
async def test_a_sentence_becomes_a_help_request_and_security_carries_the_table(town: Town):
    owner, desk, head, guard = (town.phone(name) for name in ("陈女士", "郑雨", "彭勇", "杜强"))
    await owner.says("请帮我搬一下会议桌")
    assert "到哪里为您服务" in owner.text
    await owner.taps("我的单元内")
    assert "请您核对" in owner.text
    assert "求助事项：帮忙搬东西" in owner.text
    assert "请帮我搬一下会议桌" in owner.text
    await owner.taps("确认")
    ticket = town.tickets()[0]
    assert ticket.kind == TicketKind.HELP
    assert ticket.number.startswith("QZ")
    assert f"您的求助已接收，单号{ticket.number}" in owner.text
    assert "有业主求助" in desk.text
    await desk.taps("派给保安部")
    await head.taps("派给杜强")
    await guard.taps("接单")
    assert f"求助 {ticket.number}" in owner.text
    await guard.taps("到达签到")
    await guard.taps("完工")
    await guard.taps("已按要求协助")
    await guard.taps("外观无明显变化")
    await guard.taps("确认完工")
    await desk.taps("反馈业主")
    assert "已按要求协助" in owner.text
    await rates(owner, 5)
    assert "谢谢" in owner.text
    assert town.tickets()[0].status in {Status.CLOSED, Status.FED_BACK}  # a share of them is called back by a person


@pytest.mark.rows("R031")
async def test_the_desk_lends_an_umbrella_itself_and_nobody_has_to_go_there(town: Town):
    owner, desk = town.phone("陈女士"), town.phone("郑雨")
    await owner.says("/person")
    await owner.taps("请人帮忙")
    await owner.taps("借用雨伞")
    await owner.says("借一把伞，五点还")
    await owner.taps("无需到场")
    assert "其他地点或无需到场" in owner.text
    await owner.taps("确认")
    await desk.taps("由我办理")
    assert "郑雨" in owner.text
    await desk.taps("无需到场，已办好")
    await desk.taps("物品已借出")
    await desk.taps("外观无明显变化")
    await desk.taps("确认完工")
    await desk.taps("反馈业主")
    assert "物品已借出，请当日归还" in owner.text
    ticket = town.tickets()[0]
    assert (ticket.status, ticket.spot, ticket.inside) == (Status.FED_BACK, "", False)


@pytest.mark.rows("R031", "R098")
async def test_an_engine_that_will_not_fire_is_no_fire(town: Town):
    owner = town.phone("陈女士")
    await owner.says("车库里我的车打不着火了，能来人看看吗")
    assert "请按下" not in owner.text
    assert "请您核对" in owner.text
    assert "车辆打火" in owner.text
    await owner.taps("确认")
    ticket = town.tickets()[0]
    assert (ticket.kind, ticket.spot, ticket.symptom_code) == (TicketKind.HELP, "garage", "12.4")
    await owner.says("引擎盖冒烟了")
    assert "119" in owner.text


@pytest.mark.rows("R032", "R180", "R188")
async def test_a_department_that_cannot_help_passes_on_with_a_reason(town: Town):
    owner, desk, head, supervisor = (town.phone(name) for name in ("陈女士", "郑雨", "彭勇", "许文静"))
    await owner.says("我的客人坐轮椅，大堂台阶上不来")
    await owner.taps("确认")
    await desk.taps("派给保安部")
    await head.taps("更多")
    await head.taps("转派其他部门")
    await head.taps("客服服务部")
    await head.says("接待同事带有坡道板")
    await head.taps("确认转派")
    assert "接待同事带有坡道板" in owner.text
    assert "客服服务部" in owner.text
    assert "请派工" in supervisor.text
    await supervisor.taps("派给")
    assert town.tickets()[0].status == Status.ASSIGNED


@pytest.mark.rows("R021", "R031")
async def test_the_desk_enters_what_a_caller_asks_for(town: Town):
    desk, owner = town.phone("郑雨"), town.phone("陈女士")
    await desk.says("/start")
    await desk.taps("代录")
    await desk.says("0301 来两个人抬一下箱子")
    await desk.taps("陈女士")
    await desk.taps("业主单元内")
    await desk.taps("办公区")
    await desk.taps("请人帮忙")
    await desk.taps("帮忙搬东西")
    await desk.taps("电话")
    assert "来两个人抬一下箱子" in desk.text
    await desk.taps("确认")
    assert town.tickets()[0].number.startswith("QZ")
    assert "您的求助已接收" in owner.text


@pytest.mark.rows("R031", "R032")
async def test_nobody_comes_within_half_an_hour_and_after_an_hour_the_supervisor_hears(town: Town):
    owner, desk, head, supervisor = (town.phone(name) for name in ("陈女士", "郑雨", "彭勇", "许文静"))
    await owner.says("我的客人坐轮椅，大堂台阶上不来")
    await owner.taps("确认")
    await desk.taps("派给保安部")
    await town.later(minutes=29)
    assert not any("无人到场" in one.text for one in head.messages())
    await town.later(minutes=2)
    assert any("已30分钟无人到场" in one.text for one in head.messages())
    assert not any("未完成" in one.text for one in supervisor.messages())
    await town.later(minutes=30)
    assert any("已1小时未完成" in one.text for one in supervisor.messages())
