"""Who writes very much in a short time is slowed down politely, and loses nothing; danger and others never wait (R220)."""

import pytest
from sqlalchemy import func, select

from bot.tables import Draft, Gathered, Inbox, InboxState
from bot.updates.flood import MOST
from models.mailbox.tables import Letter
from models.media.tables import Attachment
from models.talks.tables import Talk, TalkLine
from models.tickets.tables import Addition
from tests.people import Phone, Town
from tests.pictures import picture
from tests.stories.steps import report_tap, stranger

WAIT = "我们已收到您的消息，并全部为您保留"


def pours(phone: Phone, words: list[str]) -> None:
    """Write all this without waiting for any answer."""
    for one in words:
        phone.town.sandbox.say(phone.user, phone.side, one)


def counted(phone: Phone, words: str) -> int:
    return sum(words in one.text for one in phone.messages() if one.from_bot)


def lines(town: Town) -> list[str]:
    """Every line of every conversation."""
    return town.look(lambda session: list(session.scalars(select(TalkLine.words).order_by(TalkLine.id))))


@pytest.mark.rows("R045", "R220")
async def test_very_many_messages_are_kept_answered_once_and_handed_to_a_person(town: Town):
    owner, desk = town.phone("陈女士"), town.phone("郑雨")
    await owner.says("/person")
    await owner.taps("现在和工作人员对话")
    said = [f"第{number}件事要说" for number in range(1, MOST + 101)]
    pours(owner, said)
    await town.settled()
    assert counted(owner, WAIT) == 1
    before = len(owner.messages())
    rings = len(desk.messages())
    await town.later(seconds=30)
    assert f"随后发来的{len(said) - MOST}条消息已全部收到" in owner.text
    assert len(owner.messages()) == before + 1
    assert len(desk.messages()) <= rings + 1
    everything = "\n".join(lines(town)).split("\n")
    assert sorted(one for one in everything if one.startswith("第")) == sorted(said)  # replicas may change the order
    await owner.says("谢谢")
    assert counted(owner, WAIT) == 1


@pytest.mark.rows("R220")
async def test_what_is_filled_in_goes_on_and_the_rest_reaches_the_desk(town: Town):
    owner, desk = town.phone("陈女士"), town.phone("郑雨")
    said = [f"走廊的灯坏了{number:03}" for number in range(MOST + 70)]
    pours(owner, said)
    await town.settled()
    await town.later(minutes=1)
    assert "已全部收到" in owner.text
    talk = town.look(lambda session: session.scalars(select(Talk)).one())
    assert talk.person_id
    filled_in = town.look(lambda session: str([one.answers for one in session.scalars(select(Draft))]))
    kept = "\n".join(lines(town))
    assert owner.find("请选择楼层").text
    assert [one for one in said if one not in filled_in and one not in kept] == []
    assert any(one in kept for one in said[MOST:])
    assert "业主请求对话" in desk.text


@pytest.mark.rows("R203", "R220")
async def test_pictures_are_kept_too(town: Town):
    owner = town.phone("陈女士")
    await owner.says("/person")
    await owner.taps("现在和工作人员对话")
    for _ in range(MOST + 5):
        town.sandbox.photo(owner.user, owner.side, picture(), "")
    await town.settled()
    await town.later(minutes=1)
    shown = town.look(
        lambda session: session.scalar(
            select(func.count()).select_from(Attachment).where(Attachment.subject.startswith("talk_line:"))
        )
    )
    assert shown == MOST + 5
    assert town.look(lambda session: session.scalar(select(func.count()).select_from(Gathered))) == 0


@pytest.mark.rows("R143", "R220")
async def test_a_sealed_letter_never_overflows_to_the_desk(town: Town):
    owner = town.phone("陈女士")
    await owner.says("/start")
    await owner.taps("经理信箱")
    await owner.taps("写信")
    pours(owner, [f"只给经理看的第{number}句" for number in range(MOST + 20)])
    await town.settled()
    await town.later(minutes=4)
    assert lines(town) == []
    assert town.look(lambda session: session.scalars(select(Letter)).all()) == []
    draft = town.look(lambda session: session.scalars(select(Draft)).one())
    assert all(f"只给经理看的第{number}句" in draft.answers["words"] for number in range(MOST + 20))


@pytest.mark.rows("R220")
async def test_somebody_unknown_is_told_once_and_then_left_in_peace(town: Town):
    guest = stranger(town)
    pours(guest, ["在吗"] * (MOST + 40))
    await town.settled()
    assert counted(guest, WAIT) == 1
    assert len(guest.messages()) <= 2 * MOST + 45
    await town.later(minutes=2)
    await guest.says("着火了")
    assert "119" in guest.text


@pytest.mark.slow
@pytest.mark.rows("R098", "R220")
async def test_three_hundred_messages_in_a_minute_with_an_alarm_in_the_middle_and_somebody_else_served(town: Town):
    owner, other, room = town.phone("陈女士"), town.phone("杜女士"), town.phone("蒋磊")
    await owner.says("/person")
    await owner.taps("现在和工作人员对话")
    first = [f"前面第{number}句" for number in range(150)]
    pours(owner, first)
    town.sandbox.say(owner.user, owner.side, "茶水间着火了")
    pours(owner, [f"后面第{number}句" for number in range(10)])
    await report_tap(other)
    assert "您的报修已接收" in other.text
    assert "茶水间着火了" in room.text
    assert counted(owner, WAIT) == 1
    await owner.taps("火情或冒烟")
    ticket = next(one for one in town.tickets() if one.urgency == "U0")
    await owner.taps("先这样")
    pours(owner, [f"报警后第{number}句" for number in range(140)])
    await town.settled()
    await town.later(minutes=1)
    ticket = next(one for one in town.tickets() if one.id == ticket.id)
    added = town.look(lambda session: list(session.scalars(select(Addition.words))))
    assert all(f"报警后第{number}句" in "\n".join([ticket.words, *added]) for number in (0, 70, 139))
    kept = "\n".join(lines(town))
    assert all(one in kept for one in first)
    dead = town.look(lambda session: session.scalars(select(Inbox).where(Inbox.state == InboxState.DEAD)).all())
    assert dead == []


@pytest.mark.slow
@pytest.mark.rows("R098", "R220")
async def test_what_was_pressing_slows_nobody_down_later(town: Town):
    owner = town.phone("陈女士")
    await owner.says("茶水间着火了")
    pours(owner, ["烟很大"] * (MOST + 10))
    await town.settled()
    assert counted(owner, WAIT) == 0
    await town.later(minutes=15)
    await owner.says("走廊的灯坏了")
    assert counted(owner, WAIT) == 0
    assert "说明" in owner.text  # noted with the report, as always
