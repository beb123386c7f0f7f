"""Telegram at its worst: everything twice, too many requests, and two processes on one database; the effect is always one."""

import pytest
from sqlalchemy import func, select

from models.events import Event
from models.notices import Notice, NoticeState
from models.tickets.lifecycle import Status
from tests.people import Town
from tests.stories.steps import rates, repaired, reported

ONE_MACHINE = pytest.mark.parametrize("town", [("sqlite", 1)], indirect=True, ids=["one-machine"])
TWO_MACHINES = pytest.mark.parametrize("town", [("sqlite", 2)], indirect=True, ids=["two-machines"])


async def whole_story(town: Town) -> None:
    """A repair from the report to the digest of the next morning."""
    await repaired(town)
    await town.later(hours=2, minutes=1)
    await rates(town.phone("陈女士"), 5)
    await town.until(town.at("09:01", days=1))


def posted(town: Town, name: str, words: str) -> int:
    """How often a message with these words was posted to somebody, whatever has become of it since."""
    chat = f"chat_id={town.phone(name).user}&"
    asked = [body for line in town.lines for method, body in line.asked if method == "sendMessage"]
    return sum(words in body and chat in f"{body}&" for body in asked)


def said_once(town: Town) -> None:
    """Everybody heard everything once, and every deed was done once."""
    for name, words in (
        ("陈女士", "您的报修已接收"),
        ("陈女士", "上门人员已安排好"),
        ("郑雨", "新报修"),
        ("郑雨", "请向业主反馈结果"),
        ("何志强", "请派工"),
        ("林海涛", "请接单"),
        ("陈女士", "请您从准时、态度、质量、整洁"),
        ("何志强", "早报"),
        ("周立新", "早报"),
        ("孙晓芸", "有一个回访任务"),
    ):
        assert posted(town, name, words) == 1, (name, words)
    assert [(one.status, one.version) for one in town.tickets()] == [(Status.CALLBACK, 8)]
    events = town.look(
        lambda session: session.execute(
            select(Event.kind, func.count()).where(Event.subject == "ticket:1").group_by(Event.kind)
        ).all()
    )
    assert all(count == 1 for _, count in events), events
    unsent = town.look(lambda session: session.scalars(select(Notice.state).distinct()).all())
    assert unsent == [NoticeState.SENT]


@ONE_MACHINE
async def test_every_update_twice_has_one_effect(town: Town):
    town.sandbox.faults.duplicates = True
    await whole_story(town)
    said_once(town)


@TWO_MACHINES
async def test_two_machines_on_one_database_tell_nobody_twice(town: Town):
    await whole_story(town)
    said_once(town)


@TWO_MACHINES
async def test_two_machines_and_every_update_twice(town: Town):
    town.sandbox.faults.duplicates = True
    await whole_story(town)
    said_once(town)


@ONE_MACHINE
async def test_too_many_requests_delay_the_digest_and_lose_nothing(town: Town):
    town.sandbox.faults.flood = 7
    await town.until(town.at("17:21"))
    for name in ("周立新", "许文静", "何志强", "曹桂芳", "彭勇"):
        assert sum("日报" in one.text or "晚报" in one.text for one in town.phone(name).messages()) == 1, name
    assert town.sandbox.faults.flood == 0


@ONE_MACHINE
async def test_an_answer_that_telegram_would_not_take_at_first_is_shown_after_the_pause(town: Town):
    owner = town.phone("陈女士")
    town.sandbox.faults.flood = 1
    await owner.says("/start")
    assert "陈女士，您好" in owner.text
    assert len([one for one in owner.messages() if one.from_bot]) == 1


@TWO_MACHINES
async def test_one_of_two_machines_dies_and_the_other_goes_on(town: Town):
    await reported(town.phone("陈女士"))
    dying = town.machines.pop(0)
    town.lines.pop(0)
    town.either.replicas.pop(0)
    await dying.stop()
    dying.store.close()
    desk = town.phone("郑雨")
    await desk.taps("派给工程部")
    assert "请派工" in town.phone("何志强").text
