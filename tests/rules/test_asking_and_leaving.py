"""The lives of questions, messages and standard replies: every role x state x move (R030, R120, R186, R197)."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from models.consulting import actions as consulting
from models.consulting.tables import SupervisorQuestion
from models.events import Event
from models.messages import actions as messages
from models.messages.tables import StaffMessage
from models.notices import Notice
from models.phrases import actions as phrases
from models.phrases.lifecycle import State as PhraseState
from models.phrases.tables import StandardReply
from models.refusals import Gone, NotYours, Refusal, TooLate
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


def told(office: Office, kind: str) -> list[int]:
    office.session.flush()
    return list(office.session.scalars(select(Notice.person_id).where(Notice.kind == kind).order_by(Notice.id)))


QUESTION_MOVES: dict[str, Callable[[Office, SupervisorQuestion, str], Any]] = {
    "answer": lambda office, one, who: consulting.answer(
        office.session, one.id, by=office.person(who), words="可以", now=office.now
    ),
    "withdraw": lambda office, one, who: consulting.withdraw(
        office.session, one.id, by=office.person(who), now=office.now
    ),
}
MAY_WITH_QUESTIONS = {("许文静", "answer"), ("周立新", "answer"), (DESK, "withdraw")}


def asked(office: Office) -> SupervisorQuestion:
    ticket = office.reported(OWNER)
    return consulting.ask(
        office.session,
        project=office.project,
        by=office.person(DESK),
        about=ticket.subject,
        words="可否",
        now=office.now,
    )


@pytest.mark.rows("R030", "R197")
@pytest.mark.parametrize("state", ["asked", "answered", "withdrawn"])
@pytest.mark.parametrize("move", QUESTION_MOVES)
@pytest.mark.parametrize("who", EVERYBODY)
def test_who_answers_and_who_takes_a_question_back(office: Office, state: str, move: str, who: str):
    one = asked(office)
    if state != "asked":
        name = {"answered": ("answer", "许文静"), "withdrawn": ("withdraw", DESK)}[state]
        QUESTION_MOVES[name[0]](office, one, name[1])
    if (who, move) in MAY_WITH_QUESTIONS and state == "asked":
        QUESTION_MOVES[move](office, one, who)
        return
    knows = who in {"许文静", "周立新", DESK}
    expected = Gone if not knows else TooLate if state != "asked" else NotYours
    with pytest.raises(expected):
        QUESTION_MOVES[move](office, one, who)
    office.session.refresh(one)
    assert one.state == state


@pytest.mark.rows("R030")
@pytest.mark.parametrize("who", ["林海涛", "杜强", "钱敏", "冯雪", "陈女士"])
def test_who_answers_no_owner_asks_no_supervisor(office: Office, who: str):
    ticket = office.reported(OWNER)
    with pytest.raises(Refusal):
        consulting.ask(
            office.session,
            project=office.project,
            by=office.person(who),
            about=ticket.subject,
            words="可否",
            now=office.now,
        )


@pytest.mark.rows("R030", "X14")
def test_a_breach_is_recorded_once_and_the_owner_told_once(office: Office):
    one = asked(office)
    consulting.time_is_up(office.session, one.id, office.now)
    assert one.held_at is None
    office.later(minutes=5)
    for _ in range(2):
        consulting.time_is_up(office.session, one.id, office.now)
    office.session.flush()
    kinds = office.session.scalars(select(Event.kind).where(Event.subject == one.subject)).all()
    assert kinds.count("question.hold") == 1
    assert told(office, "question.holding") == [office.person(OWNER).id]


def left(office: Office, to: str | None = "高建军") -> StaffMessage:
    whom = office.person(to).id if to else None
    return messages.leave(
        office.session, project=office.project, by=office.person(OWNER), to=whom, words="请转告", now=office.now
    )


MESSAGE_MOVES: dict[str, Callable[[Office, StaffMessage, str], Any]] = {
    "read": lambda office, one, who: messages.read(office.session, one.id, by=office.person(who), now=office.now),
    "answer": lambda office, one, who: messages.answer(
        office.session, one.id, by=office.person(who), words="好的", now=office.now
    ),
}
SERVICE = {"郑雨", "孙晓芸", "许文静", "周立新"}


@pytest.mark.rows("R186", "R203")
@pytest.mark.parametrize("for_desk", [False, True])
@pytest.mark.parametrize("state", ["waiting", "read", "answered"])
@pytest.mark.parametrize("move", MESSAGE_MOVES)
@pytest.mark.parametrize("who", [*EVERYBODY, "高建军"])
def test_who_reads_and_answers_a_message(office: Office, for_desk: bool, state: str, move: str, who: str):
    one = left(office, None if for_desk else "高建军")
    readers = SERVICE if for_desk else {"高建军"}
    if state != "waiting":
        MESSAGE_MOVES["read"](office, one, min(readers))
    if state == "answered":
        MESSAGE_MOVES["answer"](office, one, min(readers))
    may = {"read": state == "waiting", "answer": state != "answered"}[move]
    if who in readers and may:
        MESSAGE_MOVES[move](office, one, who)
        assert one.read_by_id is not None
        return
    knows = who in readers or who == OWNER
    expected = Gone if not knows else TooLate if not may else NotYours
    with pytest.raises(expected):
        MESSAGE_MOVES[move](office, one, who)
    office.session.refresh(one)
    assert one.state == state


def test_a_message_is_left_for_colleagues_only(office: Office):
    with pytest.raises(Gone):
        left(office, "杜女士")
    staff = office.staff("高建军")
    staff.left_at = office.now
    with pytest.raises(Gone):
        left(office)


def reply(office: Office, state: PhraseState) -> StandardReply:
    by = {"project": office.project, "by": office.person("许文静"), "now": office.now}
    one = phrases.draft(office.session, title="门禁", words="请您到前台补办，谢谢。", **by)
    if state in {PhraseState.APPROVED, PhraseState.REPLACED}:
        phrases.decide(office.session, one.id, "approve", by=office.person("许文静"), now=office.now)
    if state == PhraseState.REPLACED:
        newer = phrases.draft(office.session, code=one.code, title="门禁", words="请您补办，谢谢。", **by)
        phrases.decide(office.session, newer.id, "approve", by=office.person("许文静"), now=office.now)
    if state == PhraseState.WITHDRAWN:
        phrases.decide(office.session, one.id, "withdraw", by=office.person("许文静"), now=office.now)
    assert one.state == state
    return one


@pytest.mark.rows("R120")
@pytest.mark.parametrize("state", PhraseState)
@pytest.mark.parametrize("move", ["approve", "withdraw"])
@pytest.mark.parametrize("who", EVERYBODY)
def test_who_approves_standard_replies(office: Office, state: PhraseState, move: str, who: str):
    one = reply(office, state)
    starts = {"approve": {PhraseState.DRAFT}, "withdraw": {PhraseState.DRAFT, PhraseState.APPROVED}}[move]
    if who in {"许文静", "周立新"} and state in starts:
        phrases.decide(office.session, one.id, move, by=office.person(who), now=office.now)
        assert one.decided_by_id == office.person(who).id
        return
    knows = who in SERVICE
    expected = Gone if not knows else NotYours if who not in {"许文静", "周立新"} else TooLate
    with pytest.raises(expected):
        phrases.decide(office.session, one.id, move, by=office.person(who), now=office.now)


@pytest.mark.rows("R120")
@pytest.mark.parametrize("who", EVERYBODY)
def test_customer_service_drafts(office: Office, who: str):
    facts = {"project": office.project, "by": office.person(who), "title": "话", "words": "您好", "now": office.now}
    if who in SERVICE:
        assert phrases.draft(office.session, **facts).state == PhraseState.DRAFT
    else:
        with pytest.raises(NotYours):
            phrases.draft(office.session, **facts)
