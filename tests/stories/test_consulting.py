"""请示主管: a colleague asks before answering, and the owner does not wait in the dark (R030, R197, X14)."""

import pytest
from sqlalchemy import select

from models.consulting.lifecycle import State
from models.consulting.tables import SupervisorQuestion
from models.events import Event
from tests.people import Phone, Town
from tests.stories.steps import reported
from tests.stories.test_talks import read, talking

pytestmark = pytest.mark.rows("R030", "R197", "X14")


async def asks(desk: Phone, words: str = "装修押金可以分两次交吗") -> str:
    await desk.taps("请示主管")
    return await desk.says(words)


async def asked_about_ticket(town: Town) -> tuple[Phone, Phone, Phone]:
    """The desk has asked about a ticket; owner, desk and supervisor."""
    owner, desk, boss = town.phone("陈女士"), town.phone("郑雨"), town.phone("许文静")
    await reported(owner)
    await asks(desk)
    return owner, desk, boss


def question(town: Town) -> SupervisorQuestion:
    return town.look(lambda session: session.get_one(SupervisorQuestion, 1))


def breaches(town: Town) -> int:
    return town.look(lambda session: len(session.scalars(select(Event).where(Event.kind == "question.hold")).all()))


async def test_an_answer_in_time_reaches_the_colleague_and_the_owner_hears_nothing(town: Town):
    owner, desk, boss = await asked_about_ticket(town)
    number = town.tickets()[0].number
    assert "如9月15日 周一 09:05前没有答复，将请业主稍候" in desk.text
    card = boss.find("同事请示")
    assert f"关于{number}" in card.text
    assert "请示内容：装修押金可以分两次交吗" in card.text
    assert "请在9月15日 周一 09:05前答复" in card.text
    await boss.says("/start")
    assert "对话与留言（1）" in boss.labels
    await boss.taps("对话与留言（1）")
    await boss.taps("请示 郑雨", boss.last.message_id)
    await boss.taps("答复请示", boss.last.message_id)
    await boss.says("可以，请说明时间")
    assert "已答复，并已通知同事" in boss.text
    assert "许文静答复：可以，请说明时间" in desk.find("请示已有答复").text
    await town.later(minutes=10)
    assert not any("向主管核实" in text for text in read(owner))
    assert breaches(town) == 0
    await desk.says(number)
    assert "许文静答复：可以，请说明时间" in desk.text


async def test_without_an_answer_the_owner_is_told_once_until_when(town: Town):
    owner, desk, boss = await asked_about_ticket(town)
    await town.later(minutes=6)
    assert (
        "对不起，让您久等了。您的事情我们正在向主管核实，最迟9月15日 周一 09:35给您答复"
        in owner.find("向主管核实").text
    )
    assert "请示超时未答复" in town.phone("周立新").text
    assert "请示尚未答复" in desk.text
    assert breaches(town) == 1
    await town.later(minutes=30)
    assert sum("向主管核实" in text for text in read(owner)) == 1
    await boss.taps("答复请示")
    await boss.says("可以分两次")
    assert "许文静答复：可以分两次" in desk.find("请示已有答复").text
    assert (question(town).state, breaches(town)) == (State.ANSWERED, 1)


async def test_about_a_conversation(town: Town):
    owner, desk = await talking(town)
    boss = town.phone("许文静")
    await owner.says("押金可以分次交吗")
    await desk.taps("返回对话")
    await asks(desk)
    assert "陈女士：押金可以分次交吗" in boss.find("同事请示").text
    await town.later(minutes=5)
    assert "向主管核实" in owner.find("向主管核实").text


async def test_with_nobody_of_the_supervisors_there_the_manager_is_asked(town: Town):
    await town.until(town.at("22:00"))
    owner, room = town.phone("陈女士"), town.phone("沈涛")
    await reported(owner)
    await asks(room)
    assert "同事请示" in town.phone("周立新").text


async def test_what_has_settled_itself_is_taken_back(town: Town):
    owner, desk, boss = await asked_about_ticket(town)
    await desk.taps("撤回请示")
    await town.later(minutes=6)
    assert "已撤回" in boss.find("请示主管").text
    assert not any("向主管核实" in text for text in read(owner))


async def test_a_technician_has_no_such_button(town: Town):
    owner = town.phone("陈女士")
    await reported(owner)
    await town.phone("郑雨").taps("派给工程部")
    await town.phone("何志强").taps("派给林海涛")
    assert "请示主管" not in town.phone("林海涛").labels
    await town.phone("林海涛").sends("b:consult:1")
    assert not town.look(lambda session: session.scalars(select(SupervisorQuestion)).all())
