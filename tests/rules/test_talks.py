"""The life of a conversation: every role x state x move, who reads it, and what is watched (R045, R188, X14)."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import select

from models.dues import Due
from models.events import Event
from models.notices import Notice
from models.people import Side
from models.refusals import Gone, NotYours, Refusal, TooLate, TooMany, WordsMissing
from models.talks import actions, by_clock
from models.talks.lifecycle import MOVES, Part, State, allowed
from models.talks.parts import may_read, parts_of
from models.talks.queries import talk_of
from models.talks.tables import Talk
from models.talks.timing import IDLE, SILENT, WAITS
from tests.rules.builders import Office

OWNER, DESK = "陈女士", "郑雨"
EVERYBODY = (
    "陈女士",
    "杜女士",
    "郑雨",
    "孙晓芸",
    "许文静",
    "周立新",
    "何志强",
    "林海涛",
    "沈涛",
    "钱敏",
    "冯雪",
    "杜强",
    "安然",
)


def begun(office: Office, state: State = State.WAITING, **more: Any) -> Talk:
    """A conversation of the usual owner, brought to where a test needs it; the usual desk has it."""
    talk = actions.open_talk(office.session, project=office.project, by=office.person(OWNER), now=office.now, **more)
    if state != State.WAITING:
        actions.take(office.session, talk.id, by=office.person(DESK), now=office.now)
    if state == State.ENDED:
        actions.end(office.session, talk.id, by=office.person(DESK), now=office.now)
    assert talk.state == state
    return talk


DEEDS: dict[str, Callable[[Office, Talk, str], Any]] = {
    "say": lambda office, talk, who: actions.say(
        office.session, talk.id, by=office.person(who), words="在吗", now=office.now
    ),
    "take": lambda office, talk, who: actions.take(office.session, talk.id, by=office.person(who), now=office.now),
    "answer": lambda office, talk, who: actions.answer(
        office.session, talk.id, by=office.person(who), words="您好", now=office.now
    ),
    "pass_on": lambda office, talk, who: actions.pass_on(
        office.session, talk.id, by=office.person(who), to=office.person("吴佳").id, why="更熟悉", now=office.now
    ),
    "put_back": lambda office, talk, who: actions.put_back(
        office.session, talk.id, by=office.person(who), now=office.now
    ),
    "end": lambda office, talk, who: actions.end(office.session, talk.id, by=office.person(who), now=office.now),
    "call_back": lambda office, talk, who: actions.call_back(
        office.session, talk.id, by=office.person(who), now=office.now
    ),
    "judge": lambda office, talk, who: actions.judge(
        office.session, talk.id, by=office.person(who), now=office.now, resolved=True
    ),
}


def dues(office: Office, talk: Talk) -> dict[str, datetime]:
    office.session.flush()
    return {
        one.kind: one.due_at for one in office.session.scalars(select(Due).where(Due.subject == talk.subject)).all()
    }


def told(office: Office, kind: str) -> list[int]:
    office.session.flush()
    return list(office.session.scalars(select(Notice.person_id).where(Notice.kind == kind).order_by(Notice.id)))


def test_every_move_has_its_deed():
    assert set(DEEDS) == set(MOVES)


@pytest.mark.rows("R045", "R188")
@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("move", MOVES)
@pytest.mark.parametrize("who", EVERYBODY)
def test_who_may_do_what_and_when(office: Office, state: State, move: str, who: str):
    talk = begun(office, state)
    parts = parts_of(office.session, office.person(who), talk)
    if move in allowed(state, parts):
        DEEDS[move](office, talk, who)
        assert talk.state == (MOVES[move].target or state)
        return
    before = (talk.state, talk.holder_id, talk.version, talk.resolved)
    expected = Gone if not parts else TooLate if state not in MOVES[move].starts else NotYours
    with pytest.raises(expected):
        DEEDS[move](office, talk, who)
    office.session.refresh(talk)
    assert (talk.state, talk.holder_id, talk.version, talk.resolved) == before


@pytest.mark.rows("R203")
@pytest.mark.parametrize(
    ("who", "state", "parts", "reads"),
    [
        ("陈女士", State.OPEN, {Part.OWNER}, True),
        ("杜女士", State.OPEN, set(), False),
        ("郑雨", State.OPEN, {Part.HOLDER, Part.DESK}, True),
        ("孙晓芸", State.OPEN, {Part.DESK}, True),
        ("许文静", State.OPEN, {Part.DESK, Part.LEADER}, True),
        ("周立新", State.ENDED, {Part.DESK, Part.LEADER}, True),
        ("沈涛", State.WAITING, {Part.DESK}, True),
        ("沈涛", State.OPEN, {Part.ONLOOKER}, False),
        ("何志强", State.WAITING, set(), False),
        ("林海涛", State.WAITING, set(), False),
        ("钱敏", State.WAITING, set(), False),
        ("冯雪", State.OPEN, set(), False),
    ],
)
def test_who_is_what_to_a_conversation(office: Office, who: str, state: State, parts: set[Part], reads: bool):
    talk = begun(office, state)
    assert parts_of(office.session, office.person(who), talk) == parts
    assert may_read(office.session, office.person(who), talk) is reads


@pytest.mark.rows("R022")
def test_the_first_receiver_of_its_ticket_reads_along(office: Office):
    ticket = office.reported(OWNER)
    ticket.first_receiver_id = office.person("何志强").id
    talk = begun(office, about=ticket.id)
    assert talk.about == ticket.subject
    assert Part.RECEIVER in parts_of(office.session, office.person("何志强"), talk)
    assert office.person("何志强").id in told(office, "talk.waiting")


@pytest.mark.rows("R205")
def test_nobody_talks_about_somebody_else_s_ticket(office: Office):
    ticket = office.reported("杜女士")
    with pytest.raises(Gone):
        begun(office, about=ticket.id)


def test_an_owner_has_one_conversation_at_a_time(office: Office):
    assert begun(office).id == begun(office).id
    talk = talk_of(office.session, office.person(OWNER))
    assert talk is not None
    actions.end(office.session, talk.id, by=office.person(OWNER), now=office.now)
    assert begun(office).id != talk.id


@pytest.mark.rows("X14")
def test_what_is_watched_follows_the_state(office: Office):
    talk = begun(office)
    assert set(dues(office, talk)) == {WAITS}
    actions.take(office.session, talk.id, by=office.person(DESK), now=office.now)
    assert set(dues(office, talk)) == {SILENT}
    actions.answer(office.session, talk.id, by=office.person(DESK), words="您好", now=office.now)
    assert set(dues(office, talk)) == {IDLE}
    actions.say(office.session, talk.id, by=office.person(OWNER), words="好", now=office.now)
    assert set(dues(office, talk)) == {SILENT}
    actions.end(office.session, talk.id, by=office.person(DESK), now=office.now)
    assert dues(office, talk) == {}


@pytest.mark.rows("X14")
def test_a_clock_that_comes_too_early_or_twice_does_nothing(office: Office):
    talk = begun(office)
    for deed in (by_clock.nobody_takes_it, by_clock.nobody_answers, by_clock.nobody_writes):
        deed(office.session, talk.id, office.now)
    assert (talk.state, talk.rings) == (State.WAITING, 0)
    office.later(minutes=5)
    by_clock.nobody_takes_it(office.session, talk.id, office.now)
    by_clock.nobody_takes_it(office.session, talk.id, office.now)
    assert talk.rings == 1
    assert len(told(office, "talk.sorry")) == 1


@pytest.mark.rows("R098")
def test_a_conversation_holds_no_words_in_its_events(office: Office):
    talk = begun(office, State.OPEN)
    actions.say(office.session, talk.id, by=office.person(OWNER), words="暗号甲", now=office.now)
    DEEDS["pass_on"](office, talk, DESK)
    office.session.flush()
    events = office.session.scalars(select(Event).where(Event.subject == talk.subject)).all()
    assert {"talk.open", "talk.take", "talk.say", "talk.pass_on"} <= {one.kind for one in events}
    assert not any("暗号" in str(one.facts) or "更熟悉" in str(one.facts) for one in events)


def test_empty_words_and_floods_are_refused(office: Office):
    talk = begun(office)
    for words, refusal in (("  ", WordsMissing), ("长" * 2001, TooMany)):
        with pytest.raises(refusal):
            actions.say(office.session, talk.id, by=office.person(OWNER), words=words, now=office.now)


def test_nobody_passes_it_to_who_cannot_talk(office: Office):
    talk = begun(office, State.OPEN)
    for to in (office.person("林海涛").id, office.person(DESK).id):
        with pytest.raises(Refusal):
            actions.pass_on(office.session, talk.id, by=office.person(DESK), to=to, why="原因", now=office.now)


@pytest.mark.rows("R083")
def test_an_upset_owner_is_told_of_once(office: Office):
    talk = begun(office, State.OPEN)
    for _ in range(2):
        actions.say(office.session, talk.id, by=office.person(OWNER), words="气死我了", now=office.now)
    assert told(office, "talk.heated") == [office.person("许文静").id]
    assert talk.state == State.OPEN


def test_both_sides_read_on_their_own_bot(office: Office):
    talk = begun(office, State.OPEN)
    actions.say(office.session, talk.id, by=office.person(OWNER), words="在吗", now=office.now)
    actions.answer(office.session, talk.id, by=office.person(DESK), words="您好", now=office.now)
    office.session.flush()
    found = office.session.execute(select(Notice.kind, Notice.side).where(Notice.subject == talk.subject)).all()
    assert {("talk.said", Side.STAFF), ("talk.answered", Side.OWNER)} <= {tuple(one) for one in found}
