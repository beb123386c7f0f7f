"""Conversations and what comes between: two hands at once, a blocked bot, the end of a shift, a form in the middle (R045)."""

import pytest
from sqlalchemy import select

from models.calls.tables import Call, CallKind
from models.talks.lifecycle import State
from models.talks.tables import Talk, TalkLine
from tests.people import Town
from tests.stories.test_talks import answers, begins, read, talking, the_talk

pytestmark = pytest.mark.rows("R045")


@pytest.mark.rows("R187")
async def test_two_colleagues_press_at_the_same_moment(town: Town):
    owner, one, other = town.phone("陈女士"), town.phone("孙晓芸"), town.phone("许文静")
    await begins(owner)
    await town.later(minutes=6)
    await one.says("/start")
    await one.taps("对话与留言（1）")
    await one.taps("陈女士", one.last.message_id)
    for phone in (one, other):
        town.sandbox.press(phone.user, phone.side, "我来接待", None)
    await town.settled()
    talk = the_talk(town)
    assert (talk.state, talk.version) == (State.OPEN, 2)
    assert sum("正在为您接入" in text for text in read(owner)) == 1
    first = town.look(lambda session: town.person(session, "孙晓芸").id)
    late = other if talk.holder_id == first else one
    assert "我来接待" not in late.labels
    await late.sends("b:reply:1")
    assert len(late.toast) > 8


async def test_a_double_tap_sends_an_answer_once(town: Town):
    owner, desk = await talking(town)
    await desk.says("您好，请讲。")
    for _ in range(2):
        town.sandbox.press(desk.user, desk.side, "发送给业主", desk.last.message_id)
    await town.settled()
    assert len(town.look(lambda session: session.scalars(select(TalkLine)).all())) == 1
    assert sum("郑雨：您好，请讲。" in text for text in read(owner)) == 1


async def test_an_owner_who_blocks_the_bot_is_told_by_telephone(town: Town):
    owner, desk = await talking(town)
    town.sandbox.block(owner.user, owner.side)
    await answers(desk, "您好，钥匙在前台。")
    calls = town.look(lambda session: session.scalars(select(Call).where(Call.kind == CallKind.UNREACHABLE)).all())
    assert [one.subject for one in calls] == ["talk:1"]
    await desk.says("/start")
    await desk.taps("待打电话（1）")
    await desk.taps("陈女士", desk.last.message_id)
    assert "郑雨：您好，钥匙在前台。" in desk.text


async def test_who_signs_off_leaves_the_conversation_to_the_desk(town: Town):
    desk = town.phone("郑雨")
    await desk.says("/start")
    await desk.taps("上岗签到")
    await town.until(town.at("17:10"))
    owner, desk = await talking(town)
    await answers(desk, "您好，请讲。")
    await desk.says("/start")
    await desk.taps("签退")
    assert the_talk(town).state == State.WAITING
    assert "请另一位同事继续" in owner.text


async def test_a_form_that_is_begun_meanwhile_gets_the_words_until_the_owner_goes_back(town: Town):
    owner, desk = await talking(town)
    await owner.says("/report")
    await owner.taps("我的单元内")
    await answers(desk, "请问是哪个房间？")
    assert "在对话中书写" in owner.labels
    await owner.taps("在对话中书写")
    await owner.says("茶水间")
    assert "陈女士：茶水间" in desk.find("陈女士：茶水间").text
    await owner.says("/start")
    assert "继续：报修" in owner.labels


async def test_words_outside_of_any_form_are_read_back_as_an_answer(town: Town):
    owner, desk = await talking(town)
    await desk.taps("返回对话", desk.last.message_id)
    await desk.says("好的，我请同事过来看看")
    assert "给业主的内容：好的，我请同事过来看看" in desk.text
    assert not any("请同事过来" in text for text in read(owner))
    await desk.taps("发送给业主", desk.last.message_id)
    assert "郑雨：好的，我请同事过来看看" in owner.text


async def test_the_word_of_the_button_ends_it_and_not_settled_is_gone_after(town: Town):
    owner, desk = await talking(town)
    await answers(desk, "您好，请讲。")
    await owner.says("结束对话")
    assert the_talk(town).state == State.ENDED
    await owner.taps("还没有解决", owner.last.message_id)
    assert "我们继续为您跟进" in owner.text
    assert "业主表示尚未解决" in desk.text
    assert "业主表示尚未解决" in town.phone("许文静").text
    assert the_talk(town).resolved is False
    await owner.taps("现在和工作人员对话", owner.last.message_id)
    assert len(town.look(lambda session: session.scalars(select(Talk)).all())) == 2


async def test_a_colleague_ends_it_and_the_owner_reads_goodbye(town: Town):
    owner, desk = await talking(town)
    await answers(desk, "您好，已办好。")
    await desk.taps("返回对话", desk.last.message_id)
    await desk.taps("结束对话")
    assert "感谢您的来访，祝您工作愉快，再见。" in owner.text
    await desk.sends("b:reply:1")
    assert the_talk(town).state == State.ENDED
