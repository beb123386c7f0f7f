"""An owner is upset: the words stay as they are, those in charge know, and a calm reply goes only by hand (R041, R083, R102, R217)."""

import pytest
from sqlalchemy import select

from models.events import Event
from models.marks.tables import Mark, MarkKind
from models.notices import Notice
from tests.people import Town
from tests.stories.steps import accepted, report_tap, reported, to_the_words

ANGRY = "你们这帮废物，水漏了三天了没人管"
MARKED = "业主情绪激动"


def marks(town: Town) -> list[Mark]:
    return town.look(lambda session: list(session.scalars(select(Mark).order_by(Mark.id))))


@pytest.mark.rows("R041", "R083", "R217")
async def test_abuse_in_a_report_is_kept_as_it_is_marked_and_answered_by_hand(town: Town):
    owner, desk, supervisor = town.phone("陈女士"), town.phone("郑雨"), town.phone("许文静")
    await report_tap(owner, ANGRY)
    ticket = town.tickets()[0]
    assert ticket.words == ANGRY
    assert "您的报修已接收" in owner.text
    assert MARKED in supervisor.text
    assert "辱骂用语" in supervisor.text
    assert "废物" not in supervisor.text
    assert MARKED in desk.text
    assert "把经过告诉我" in desk.text
    before = len(owner.messages())
    await town.later(minutes=4)
    assert not any("把经过告诉我" in one.text for one in owner.messages()[before:])
    await desk.taps("安抚回复")
    await desk.taps("安抚：请把经过告诉我")
    assert "核对" in desk.text
    assert not any("把经过告诉我" in one.text for one in owner.messages())
    await desk.taps("发送给业主")
    assert "客服服务部郑雨：对不起，让您如此着急" in owner.text


@pytest.mark.rows("R033", "R041", "R083")
async def test_the_mark_sorts_up_in_the_lists_and_the_supervisor_takes_a_false_one_off(town: Town):
    calm, upset = town.phone("杜女士"), town.phone("陈女士")
    desk, supervisor = town.phone("郑雨"), town.phone("许文静")
    await reported(calm)
    await reported(upset, "怎么还没人来！！！")
    await desk.says("/start")
    await desk.taps("待派发")
    assert desk.labels[0].startswith("【激动】")
    assert not desk.labels[1].startswith("【激动】")
    await supervisor.says("/start")
    await supervisor.taps("情绪激动的业主（1）")
    await supervisor.taps("情绪激动")
    await supervisor.taps("标记有误")
    assert "许文静已认定为误标" in supervisor.text
    await desk.says("/start")
    await desk.taps("待派发")
    assert not any("【激动】" in label for label in desk.labels)
    assert [one.mistaken for one in marks(town)] == [True]


@pytest.mark.rows("R041", "R217")
async def test_who_reminds_us_for_the_third_time_is_put_before_the_supervisor_once(town: Town):
    owner, plumber = await accepted(town)
    supervisor = town.phone("许文静")
    for time in range(4):
        await owner.taps("请催一下")
        assert (MARKED in "".join(one.text for one in supervisor.messages())) == (time >= 2)
        await town.later(minutes=31)
    assert sum(f"<b>{MARKED}" in one.text or f"{MARKED}：" in one.text for one in supervisor.messages()) == 1
    assert MARKED not in plumber.text
    assert marks(town)[0].why == ["third"]


@pytest.mark.rows("R082", "R083")
async def test_a_mark_on_a_confidential_complaint_names_nobody(town: Town):
    owner, supervisor, desk = town.phone("方女士"), town.phone("许文静"), town.phone("郑雨")
    await owner.says("我要投诉，你们都是骗子！！！噪声太大")
    for label in ("噪声", "请酌情处理", "仅经理可见", "确认"):
        await owner.taps(label)
    mark = marks(town)[0]
    assert mark.kind == MarkKind.ABUSE
    seen = "".join(one.text for one in supervisor.messages())
    assert "骗子" not in supervisor.find("标记：").text
    assert "方女士" not in seen
    assert MARKED not in "".join(one.text for one in desk.messages())


@pytest.mark.rows("R083")
async def test_the_log_and_the_notices_of_a_mark_hold_no_words(town: Town):
    owner = town.phone("陈女士")
    await reported(owner, ANGRY)
    await owner.says("/tickets")
    logged = town.look(lambda session: [str(one.facts) for one in session.scalars(select(Event))])
    told = town.look(lambda session: [str(one.facts) for one in session.scalars(select(Notice))])
    assert not any("废物" in one for one in (*logged, *told))
    assert any("mark" in one for one in told)


@pytest.mark.rows("R083")
async def test_an_angry_owner_is_served_on(town: Town):
    owner = town.phone("陈女士")
    await to_the_words(owner)
    await owner.says("混蛋！！！")
    assert "方便的时间" in owner.text
    await owner.says("/start")
    assert "请问有什么可以帮助您" in owner.text
