"""Buttons that somebody forged, kept too long, found with somebody else, or tapped twice: one effect at most, and kind words."""

import pytest
from sqlalchemy import func, select

from models.events import Event
from models.notices import Notice
from models.tickets.lifecycle import Status
from tests.people import Phone, Town
from tests.stories.steps import dispatch, repaired, reported, to_the_read_back, to_the_words

FORGED = (
    "",
    ":",
    "x",
    "t",
    "t:",
    "t:one",
    "t:1:2",
    "t:-1",
    "t:0",
    "t:4000000000",
    "t:99999999999999999999999",
    "t:1\0",
    "t:１",
    "g:nowhere",
    "g:desk",
    "b:nothing:1",
    "b:finish:1",
    "b:rate:99999999999999",
    "m:1:nonsense:1",
    "m:1:withdraw:99999999999999999999",
    "m:1:accept:1",
    "f:0:pick:inside",
    "f:-1:confirm:",
    "f:99999999999999999999:pick:inside",
    "f:0:go_on:report",
    "f:0:go_on:rate:abc",
    "f:0:anew:report:\0",
    "la:xx",
    "la:en:zh",
    "a:1:1:1",
    "s:1:1",
    "o:1:1",
    "c:1",
    "po:1",
    "pl:-1",
    "😀" * 16,
    "x" * 64,
)


def facts(town: Town) -> tuple[int, int, list[tuple[str, int]]]:
    """What must stay as it is: events, notices, and where every ticket stands."""
    events, notices = town.look(
        lambda session: [session.scalar(select(func.count()).select_from(kept)) for kept in (Event, Notice)]
    )
    return events, notices, [(one.status, one.version) for one in town.tickets()]


def ways_on(phone: Phone) -> list[str]:
    """The buttons that a person sees; there must be some."""
    assert phone.labels, f"{phone.name} is left without a button: {phone.text!r}"
    return phone.labels


@pytest.mark.rows("R181", "R205")
async def test_forged_buttons_of_an_owner_change_nothing_and_are_answered_kindly(town: Town):
    await reported(town.phone("陈女士"))
    forger = town.phone("刘先生")
    await forger.says("/start")
    before = facts(town)
    for data in FORGED:
        await forger.sends(data)
        assert "刘先生，您好" in forger.text, data
        assert "报修" in ways_on(forger), data
        assert "BX2025" not in forger.text
    assert facts(town) == before
    assert all("谢谢" in one.text for one in town.sandbox.toasts(forger.user, forger.side))


async def test_forged_buttons_of_a_technician_change_nothing(town: Town):
    await reported(town.phone("陈女士"))
    forger = town.phone("高建军")
    await forger.says("/start")
    before = facts(town)
    for data in FORGED:
        await forger.sends(data)
        assert "高建军" in forger.text, data
        assert any("我的任务" in label for label in ways_on(forger))
        assert "陈女士" not in forger.text
    assert facts(town) == before


@pytest.mark.rows("R205")
async def test_an_owner_cannot_reach_the_ticket_of_another(town: Town):
    await reported(town.phone("陈女士"), words="茶水间水龙头")
    neighbour = town.phone("刘先生")
    await neighbour.says("/start")
    for count, data in enumerate(("t:1", "w:1", "m:1:withdraw:1", "b:rate:1"), 1):
        await neighbour.sends(data)
        assert len(town.sandbox.toasts(neighbour.user, neighbour.side)) == count
        assert "对不起，您的名下没有这个单据" in neighbour.toast
        assert "水龙头" not in neighbour.text
        assert "我的单据" in ways_on(neighbour)
    assert town.tickets()[0].status == Status.RECORDED


@pytest.mark.rows("R203")
async def test_a_technician_cannot_touch_the_job_of_another(town: Town):
    await reported(town.phone("陈女士"))
    await dispatch(town)
    other = town.phone("高建军")
    await other.says("/start")
    attempts = ("t:1", "m:1:accept:3", "m:1:arrive:3", "b:finish:1", "b:hand_back:1", "pp:1", "po:1")
    for count, data in enumerate(attempts, 1):
        await other.sends(data)
        assert len(town.sandbox.toasts(other.user, other.side)) == count
        assert "此单与你无关" in other.toast
        assert "我的任务（0）" in other.labels
        assert "滴水" not in other.text
    assert town.tickets()[0].status == Status.ASSIGNED


async def test_the_head_of_another_department_cannot_assign(town: Town):
    await reported(town.phone("陈女士"))
    await town.phone("郑雨").taps("派给工程部")
    cleaner = town.phone("曹桂芳")
    await cleaner.says("/start")
    await cleaner.sends(town.phone("何志强").data("派给林海涛"))
    assert "此单与你无关" in cleaner.toast
    assert town.tickets()[0].assignee_id is None


@pytest.mark.rows("R180", "R181")
async def test_a_button_of_an_earlier_step_shows_the_present_one(town: Town):
    owner = town.phone("陈女士")
    await owner.says("/start")
    await owner.taps("报修")
    old = owner.data("我的单元内")
    await owner.taps("公共区域")
    assert "请选择具体位置" in owner.text
    await owner.sends(old)
    assert "这一步已经过了" in owner.toast
    assert "请选择具体位置" in owner.text
    assert "大堂" in owner.labels
    assert "会议室" not in owner.labels


async def test_a_button_of_an_earlier_form_leads_home(town: Town):
    owner = town.phone("陈女士")
    await to_the_read_back(owner)
    confirm = owner.data("确认")
    await owner.taps("取消")
    assert "已为您取消" in owner.toast
    await owner.sends(confirm)
    assert "这一步已经过了" in owner.toast
    assert "报修" in owner.labels
    assert town.tickets() == []


@pytest.mark.rows("R180")
async def test_buttons_of_a_finished_ticket_say_how_it_stands(town: Town):
    owner, plumber = town.phone("陈女士"), town.phone("林海涛")
    await reported(owner)
    withdraw = owner.data("撤回")
    await dispatch(town)
    accept = plumber.data("接单")
    await owner.sends(withdraw)
    await owner.taps("确认撤回")
    assert "已撤回" in owner.text
    await plumber.sends(accept)
    assert "已有进展" in plumber.toast
    await owner.sends("m:1:withdraw:9")
    assert "对不起，此事项已有新的进展" in owner.toast
    assert town.tickets()[0].status == Status.WITHDRAWN


async def test_confirming_many_times_at_once_makes_one_ticket(town: Town):
    owner = town.phone("陈女士")
    await to_the_read_back(owner)
    data, message = owner.data("确认"), owner.last.message_id
    for _ in range(5):
        town.sandbox.tap(owner.user, owner.side, message, data)
    await town.settled()
    assert len(town.tickets()) == 1
    assert sum("您的报修已接收" in one.text for one in owner.messages()) == 1
    assert "谢谢" in owner.toast
    assert ways_on(owner)


async def test_a_technician_taps_twice_with_wet_hands(town: Town):
    plumber, owner = town.phone("林海涛"), town.phone("陈女士")
    await reported(owner)
    await dispatch(town)
    data, message = plumber.data("接单"), plumber.last.message_id
    for _ in range(2):
        town.sandbox.tap(plumber.user, plumber.side, message, data)
    await town.settled()
    assert town.tickets()[0].status == Status.ACCEPTED
    assert sum("上门人员已安排好" in one.text for one in owner.messages()) == 1
    assert "到达签到" in plumber.labels
    assert "已有进展" in plumber.toast


async def test_two_desks_dispatch_at_the_same_moment(town: Town):
    await reported(town.phone("陈女士"))
    first, second = town.phone("郑雨"), town.phone("许文静")
    await second.says("/start")
    await second.taps("待派发（1）")
    await second.taps("U3")
    for desk in (first, second):
        town.sandbox.press(desk.user, desk.side, "派给工程部")
    await town.settled()
    assert town.tickets()[0].version == 2
    assert sum("请派工" in one.text for one in town.phone("何志强").messages()) == 1
    assert [bool(town.sandbox.toasts(desk.user, desk.side)) for desk in (first, second)].count(True) == 1


@pytest.mark.rows("R067")
async def test_two_who_lead_give_the_same_ticket_to_different_people_at_the_same_moment(town: Town):
    await reported(town.phone("陈女士"))
    await town.phone("郑雨").taps("派给工程部")
    head, supervisor = town.phone("何志强"), town.phone("许文静")
    await supervisor.says("BX20250915001")
    wanted = {"林海涛": head, "唐国平": supervisor}
    for leading in wanted.values():
        await leading.taps("选其他人", leading.last.message_id)
    for name, leading in wanted.items():
        label = next(one for one in leading.labels if one.startswith(name))
        town.sandbox.press(leading.user, leading.side, label, leading.last.message_id)
    await town.settled()
    rung = [name for name in wanted if any("请接单" in one.text for one in town.phone(name).messages())]
    assert len(rung) == 1
    assert town.tickets()[0].status == Status.ASSIGNED
    for leading in wanted.values():  # both read who has it, and the later one also that it was not their choice
        assert f"承办：{rung[0]}" in leading.text
    [late] = [leading for name, leading in wanted.items() if name != rung[0]]
    assert "刚刚有变化" in late.toast


async def test_an_edit_of_something_else_leaves_the_open_form_its_buttons(town: Town):
    owner = town.phone("陈女士")
    hello = town.sandbox.say(owner.user, owner.side, "你好")
    await town.settled()
    await to_the_words(owner)
    town.sandbox.edit(owner.user, owner.side, hello.message_id, "您好")
    await town.settled()
    assert "您修改了之前的消息" in owner.text
    assert "请用一两句话说明情况" in owner.text
    assert "无需说明，下一步" in ways_on(owner)


async def test_buttons_that_outlived_a_callback_are_refused_kindly(town: Town):
    owner = town.phone("陈女士")
    await repaired(town)
    rate = owner.data("评价本次服务")
    await owner.taps("评价本次服务")
    for label in ("已解决", "5", "5", "5", "5", "提交"):
        await owner.taps(label, owner.last.message_id)
    await owner.sends(rate)
    assert "对不起，此事项已有新的进展" in owner.toast
    assert "报修 BX20250915001" in owner.text
