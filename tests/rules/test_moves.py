"""Every person of the office x every status x every move, against a table written from the handbook (DOMAIN 5.1, 5.7)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pytest

from models.refusals import Gone, NotYours, Refusal, TooLate
from models.tickets import actions
from models.tickets.lifecycle import MOVES, Status
from models.tickets.moving import moving
from models.tickets.tables import Ticket
from tests.rules.builders import MONDAY, NIGHT, Office

# The office's clock, and everybody who may come near a ticket; each stands for a role of DOMAIN 5.7.
CLOCK = "the clock"
NIGHT_WATCH = "沈涛"  # the control room at night, when it is the intake desk (R014)
PEOPLE = {
    "陈女士": "the reporter",
    "刘先生": "another contact of the same unit",
    "周立新": "manager",
    "许文静": "supervisor",
    "郑雨": "desk",  # and first receiver
    "孙晓芸": "field",
    "钱敏": "cashier",
    "冯雪": "finance",
    "安然": "admin",
    "何志强": "head of the department",
    "曹桂芳": "head of another department",
    "彭勇": "head of security",
    "林海涛": "technician",  # whom the head offers and gives the job
    "唐国平": "colleague",  # to whom it is offered too
    "高建军": "technician of another trade",
    "邓秀英": "cleaner",
    "韩木生": "gardener",
    "杜强": "guard",
    "蒋磊": "control room by day",
    NIGHT_WATCH: "control room by night",
    CLOCK: "clock",
}

S = Status
BEFORE_DISPATCH = {S.RECORDED, S.CLASSIFIED, S.REOPENED}
# From when on somebody of the department has anything to do with it, and which statuses come after an assignment.
AFTER_ASSIGNMENT = {
    S.ASSIGNED, S.ACCEPTED, S.ARRIVED, S.PROCESSED, S.FED_BACK, S.CALLBACK, S.CLOSED, S.WITHDRAWN,
}  # fmt: skip
AFTER_DISPATCH = AFTER_ASSIGNMENT | {S.SENT, S.OFFERED, S.REOPENED}

CUSTOMER_SERVICE = {"desk", "field", "supervisor", "manager"}
INTAKE = CUSTOMER_SERVICE | {"control room by night"}
HEADS = {"head of the department", "supervisor", "manager"}


@dataclass(frozen=True)
class Line:
    """One line of the expectation: where it may start, where it ends, who may, the milestone, who is told."""

    starts: frozenset[Status]
    target: Status
    who: frozenset[str]
    stamp: str | None = None
    told: tuple[tuple[str, str], ...] = ()


def line(starts: set[Status], target: Status, who: set[str], stamp: str | None = None, *told: tuple[str, str]) -> Line:
    return Line(frozenset(starts), target, frozenset(who), stamp, told)


OWNER, DESK, HEAD, PLUMBER, COLLEAGUE = "陈女士", "郑雨", "何志强", "林海涛", "唐国平"
EXPECTED = {
    "classify": line(BEFORE_DISPATCH, S.CLASSIFIED, INTAKE, "classified_at"),
    "send": line(BEFORE_DISPATCH, S.SENT, INTAKE | {"clock"}, "sent_at", ("send.head", HEAD)),
    "offer": line({S.SENT}, S.OFFERED, HEADS, None, ("offer.offered", PLUMBER), ("offer.offered", COLLEAGUE)),
    "assign": line({S.SENT, S.OFFERED, S.ASSIGNED, S.ACCEPTED}, S.ASSIGNED, HEADS, None, ("assign.assignee", PLUMBER)),
    "take": line({S.OFFERED}, S.ACCEPTED, {"offered"}, "accepted_at", ("take.reporter", OWNER), ("take.head", HEAD)),
    "accept": line({S.ASSIGNED}, S.ACCEPTED, {"assignee"}, "accepted_at", ("accept.reporter", OWNER)),
    "hand_back": line({S.ASSIGNED, S.ACCEPTED}, S.SENT, {"assignee"}, "sent_at", ("hand_back.head", HEAD)),
    "arrive": line({S.ACCEPTED}, S.ARRIVED, {"assignee"}, "arrived_at"),
    "finish": line({S.ARRIVED}, S.PROCESSED, {"assignee"}, "processed_at", ("finish.receiver", DESK)),
    "feed_back": line({S.PROCESSED}, S.FED_BACK, INTAKE, "fed_back_at", ("feed_back.reporter", OWNER)),
    "reopen": line(
        {S.PROCESSED, S.FED_BACK, S.CALLBACK}, S.REOPENED, CUSTOMER_SERVICE | {"reporter"}, None,
        ("reopen.receiver", DESK), ("reopen.reporter", OWNER),
    ),
    "call": line({S.FED_BACK}, S.CALLBACK, {"clock"}),
    "close": line({S.FED_BACK, S.CALLBACK}, S.CLOSED, CUSTOMER_SERVICE | {"clock"}, "ended_at"),
    "withdraw": line(
        BEFORE_DISPATCH | {S.SENT, S.OFFERED, S.ASSIGNED, S.ACCEPTED}, S.WITHDRAWN, {"reporter"}, "ended_at",
        ("withdraw.receiver", DESK), ("withdraw.head", HEAD), ("withdraw.assignee", PLUMBER),
    ),
}  # fmt: skip


def is_what(name: str, status: Status) -> set[str]:
    """What somebody is to the ticket in this status, in the handbook's words; empty for a stranger to it."""
    role = PEOPLE[name]
    if role == "the reporter":
        return {"reporter"}
    if role in INTAKE or role == "clock":
        return {role}
    if role == "head of the department" and status in AFTER_DISPATCH:
        return {role}
    if status == S.OFFERED and role in {"technician", "colleague"}:
        return {"offered"}
    return {"assignee"} if role == "technician" and status in AFTER_ASSIGNMENT else set()


def refusal(name: str, status: Status, move: str) -> type[Refusal] | None:
    """What the office should answer; None where the move is allowed."""
    parts = is_what(name, status)
    if not parts:
        return Gone
    if not parts & EXPECTED[move].who:
        return NotYours
    return None if status in EXPECTED[move].starts else TooLate


def told(name: str, status: Status, move: str) -> list[tuple[str, str]]:
    """Who should hear of it: nobody of a department that has not got the job, no assignee before there is one."""
    expected = list(EXPECTED[move].told)
    if move == "take":
        expected.append(("take.others", COLLEAGUE if name == PLUMBER else PLUMBER))
    if status not in AFTER_DISPATCH:
        expected = [one for one in expected if one[0] != "withdraw.head"]
    if status not in AFTER_ASSIGNMENT:
        expected = [one for one in expected if one[0] != "withdraw.assignee"]
    return sorted(expected)


FACTS: dict[str, Callable[[Office], dict[str, Any]]] = {
    "classify": lambda office: {"symptom_code": "2.2", "urgency": "U2"},
    "send": lambda office: {"department": office.department()},
    "offer": lambda office: {"to": [office.staff(PLUMBER), office.staff(COLLEAGUE)]},
    "assign": lambda office: {"to": office.staff(PLUMBER)},
    "hand_back": lambda office: {"reason": "缺材料"},
    "finish": lambda office: {"result": "更换了阀芯"},
}


def make(office: Office, ticket: Ticket, move: str, name: str, now: datetime) -> None:
    """Make the move as the office's doors allow it."""
    by = None if name == CLOCK else office.person(name)
    if move == "call" or (by is None and move != "close"):  # no door of its own for people, or none for the clock
        with moving(office.session, ticket.id, move, by=by, now=now) as moved:
            if move == "send":
                moved.department_id = office.department().id
            return
    facts = FACTS[move](office) if move in FACTS else {}
    getattr(actions, move)(office.session, ticket.id, by=by, now=now, **facts)


TABLES = ("events", "notices", "offers", "results", "dues", "calls", "counters")
EVERYTHING = ", ".join(f"(SELECT count(*) FROM {name}), (SELECT max(rowid) FROM {name})" for name in TABLES)


def snapshot(office: Office, ticket: Ticket) -> tuple[Any, ...]:
    """The ticket's whole row, and every other table that a move may touch."""
    run = office.session.connection().exec_driver_sql
    return tuple(run(f"SELECT *, {EVERYTHING} FROM tickets WHERE id = ?", (ticket.id,)).one())


def tried(office: Office, ticket: Ticket, move: str, name: str, now: datetime) -> None:
    """One combination, undone again at the end."""
    status, expected = ticket.status, refusal(name, ticket.status, move)
    where = f"{name} ({PEOPLE[name]}): {move} from {status}"
    savepoint = office.session.begin_nested()
    before, version = snapshot(office, ticket), ticket.version
    if expected is not None:
        with pytest.raises(Refusal) as refused:
            make(office, ticket, move, name, now)
        assert type(refused.value) is expected, where
        office.session.flush()
        assert snapshot(office, ticket) == before, f"{where} left traces"
    else:
        logged, newest = len(office.events(ticket)), office.notices()
        make(office, ticket, move, name, now)
        check(office, ticket, move, name, status, now)
        assert ticket.version == version + 1, where
        assert len(office.events(ticket)) == logged + 1, where
        assert office.told(ticket, after=newest) == told(name, status, move), where
    savepoint.rollback()
    office.session.expire(ticket)


def check(office: Office, ticket: Ticket, move: str, name: str, status: Status, now: datetime) -> None:
    """State, milestone and log of an allowed move."""
    expected, event = EXPECTED[move], office.events(ticket)[-1]
    assert ticket.status == expected.target
    if expected.stamp:
        assert getattr(ticket, expected.stamp) == now
    assert event.kind == move
    assert event.actor_id == (None if name == CLOCK else office.person(name).id)
    assert event.at == now
    assert (event.facts["from"], event.facts["to"]) == (status, expected.target)
    assert event.facts["version"] == ticket.version


def combinations() -> Iterator[tuple[str, str]]:
    yield from ((name, move) for name in PEOPLE for move in EXPECTED)


@pytest.mark.rows("R003", "R018", "R022", "R024", "R025", "R026", "R027", "R028", "R032", "R067")
@pytest.mark.parametrize("status", Status)
def test_everybody_tries_every_move_in_every_status(office: Office, status: Status):
    ticket = office.brought_to(status)
    for name, move in combinations():
        tried(office, ticket, move, name, NIGHT if name == NIGHT_WATCH else MONDAY.replace(hour=10))


def test_the_expectation_covers_every_move_of_the_office():
    assert set(EXPECTED) == set(MOVES)
    assert {line.target for line in EXPECTED.values()} | {S.RECORDED} == set(Status)


@pytest.mark.rows("R014", "R022")
def test_whoever_received_first_keeps_the_duties_of_the_desk(office: Office):
    office.now = NIGHT
    ticket = office.reported()
    assert ticket.first_receiver.person.name == NIGHT_WATCH
    actions.classify(
        office.session,
        ticket.id,
        by=office.person(NIGHT_WATCH),
        now=office.later(hours=13),
        symptom_code="2.2",
        urgency="U2",
    )
    with pytest.raises(Gone):
        actions.classify(
            office.session, ticket.id, by=office.person("蒋磊"), now=office.now, symptom_code="2.2", urgency="U2"
        )


@pytest.mark.rows("R001", "R205")
@pytest.mark.parametrize("name", ["周立新", "许文静", "郑雨", "何志强", "林海涛"])
def test_whoever_has_left_has_no_part_in_anything(office: Office, name: str):
    ticket = office.brought_to(S.ASSIGNED)
    office.staff(name).left_at = office.now
    for move in EXPECTED:
        with pytest.raises(Gone):
            make(office, ticket, move, name, office.now)
