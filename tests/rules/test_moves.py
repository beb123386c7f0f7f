"""Every person of the office x every status x every move, against a table written from the handbook (DOMAIN 5.1, 5.7)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import pytest
from sqlalchemy import select

from models.refusals import Gone, NotYours, Refusal, TooLate
from models.tickets import actions, clarifying, helping, visits, waiting
from models.tickets.kinds import TicketKind
from models.tickets.lifecycle import MOVES, Status
from models.tickets.merging import merge
from models.tickets.moving import moving
from models.tickets.passing import take_back, transfer
from models.tickets.tables import Ticket
from models.tickets.urging import urge
from models.tickets.visit_queries import open_visit
from models.tickets.withdrawing import withdraw
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
    S.ASSIGNED, S.ACCEPTED, S.ARRIVED, S.PROCESSED, S.FED_BACK, S.CALLBACK, S.CLOSED, S.WITHDRAWN, S.MERGED,
    S.WAITING_ACCESS, S.WAITING_PART, S.OUTSIDE_FIRM,
}  # fmt: skip
PAUSED = {S.WAITING_ACCESS, S.WAITING_PART, S.OUTSIDE_FIRM}
WITH_DEPARTMENT = {S.SENT, S.OFFERED, S.ASSIGNED, S.ACCEPTED}
BEFORE_ARRIVAL = BEFORE_DISPATCH | WITH_DEPARTMENT
AFTER_DISPATCH = AFTER_ASSIGNMENT | {S.SENT, S.OFFERED, S.REOPENED}

CUSTOMER_SERVICE = {"desk", "field", "supervisor", "manager"}
INTAKE = CUSTOMER_SERVICE | {"control room by night"}
HEADS = {"head of the department", "supervisor", "manager"}


@dataclass(frozen=True)
class Line:
    """One line of the expectation: where it may start, where it ends, who may, the milestone, who is told."""

    starts: frozenset[Status]
    target: Status | None
    who: frozenset[str]
    stamp: str | None = None
    told: tuple[tuple[str, str], ...] = ()


def line(
    starts: set[Status], target: Status | None, who: set[str], stamp: str | None = None, *told: tuple[str, str]
) -> Line:
    return Line(frozenset(starts), target, frozenset(who), stamp, told)


OWNER, DESK, HEAD, PLUMBER, COLLEAGUE, SUPERVISOR = "陈女士", "郑雨", "何志强", "林海涛", "唐国平", "许文静"
OTHER_HEAD = "彭勇"
STAYS = None


def explained(move: str) -> tuple[tuple[str, str], ...]:
    """One form, both messages: to the owner, and upward (R050)."""
    return ((f"{move}.reporter", OWNER), (f"{move}.head", HEAD), (f"{move}.supervisor", SUPERVISOR))


EXPECTED = {
    "classify": line(BEFORE_DISPATCH, S.CLASSIFIED, INTAKE, "classified_at"),
    "send": line(BEFORE_DISPATCH, S.SENT, INTAKE | {"clock"}, "sent_at", ("send.head", HEAD)),
    "offer": line({S.SENT}, S.OFFERED, HEADS, None, ("offer.offered", PLUMBER), ("offer.offered", COLLEAGUE)),
    "assign": line({S.SENT, S.OFFERED, S.ASSIGNED, S.ACCEPTED}, S.ASSIGNED, HEADS, None, ("assign.assignee", PLUMBER)),
    "take": line({S.OFFERED}, S.ACCEPTED, {"offered"}, "accepted_at", ("take.reporter", OWNER), ("take.head", HEAD)),
    "accept": line({S.ASSIGNED}, S.ACCEPTED, {"assignee"}, "accepted_at", ("accept.reporter", OWNER)),
    "hand_back": line({S.ASSIGNED, S.ACCEPTED}, S.SENT, {"assignee"}, "sent_at", ("hand_back.head", HEAD)),
    "wish": line(
        BEFORE_ARRIVAL, STAYS, {"reporter"}, None,
        ("wish.receiver", DESK), ("wish.head", HEAD), ("wish.assignee", PLUMBER),
    ),
    "arrive": line({S.ACCEPTED}, S.ARRIVED, {"assignee"}, "arrived_at"),
    "appoint": line(
        {S.ASSIGNED, S.ACCEPTED}, None, INTAKE | HEADS | {"assignee"}, None,
        ("appoint.reporter", OWNER), ("appoint.assignee", PLUMBER),
    ),
    "ready": line({S.ACCEPTED}, None, {"assignee"}, None, ("ready.reporter", OWNER)),
    "delay": line({S.ACCEPTED}, None, HEADS | {"assignee"}, None, ("delay.reporter", OWNER), ("delay.head", HEAD)),
    "missed": line(
        {S.ACCEPTED}, None, {"reporter"}, None,
        ("missed.assignee", PLUMBER), ("missed.head", HEAD), ("missed.supervisor", SUPERVISOR),
    ),
    "came": line({S.ACCEPTED}, None, {"reporter"}, None, ("came.assignee", PLUMBER)),
    "knock": line({S.ARRIVED}, None, {"assignee"}, None, ("knock.reporter", OWNER)),
    "opening": line({S.ARRIVED}, None, {"reporter"}, None, ("opening.assignee", PLUMBER)),
    "opened": line({S.ARRIVED}, None, {"assignee"}),
    "leave": line(
        {S.ARRIVED}, S.WAITING_ACCESS, {"assignee"}, None, ("leave.reporter", OWNER), ("leave.receiver", DESK)
    ),
    "rebook": line(
        {S.WAITING_ACCESS, S.ARRIVED}, S.ASSIGNED, INTAKE | {"reporter"}, "assigned_at",
        ("rebook.reporter", OWNER), ("rebook.assignee", PLUMBER),
    ),
    "clarify": line({S.ARRIVED}, None, {"assignee"}, None, ("clarify.receiver", DESK)),
    "refer": line(
        {S.ARRIVED}, S.CLASSIFIED, {"assignee"}, "classified_at", ("refer.reporter", OWNER), ("refer.receiver", DESK)
    ),
    "postpone": line({S.ARRIVED}, S.ACCEPTED, {"assignee"}, "accepted_at", *explained("postpone")),
    "wait_part": line({S.ARRIVED}, S.WAITING_PART, {"assignee"}, None, *explained("wait_part")),
    "wait_firm": line({S.ARRIVED}, S.OUTSIDE_FIRM, {"assignee"}, None, *explained("wait_firm")),
    "extend": line({S.WAITING_PART, S.OUTSIDE_FIRM}, None, HEADS | {"assignee"}, None, *explained("extend")),
    "resume": line(
        {S.WAITING_PART, S.OUTSIDE_FIRM}, S.ACCEPTED, HEADS | {"assignee"}, "accepted_at",
        ("resume.reporter", OWNER), ("resume.assignee", PLUMBER),
    ),
    "finish": line({S.ARRIVED}, S.PROCESSED, {"assignee"}, "processed_at", ("finish.receiver", DESK)),
    "see_to": line(BEFORE_DISPATCH, S.ACCEPTED, INTAKE, "accepted_at", ("see_to.reporter", OWNER)),
    "settle": line({S.ACCEPTED}, S.PROCESSED, {"assignee"}, "processed_at", ("settle.receiver", DESK)),
    "feed_back": line({S.PROCESSED}, S.FED_BACK, INTAKE, "fed_back_at", ("feed_back.reporter", OWNER)),
    "reopen": line(
        {S.PROCESSED, S.FED_BACK, S.CALLBACK}, S.REOPENED, CUSTOMER_SERVICE | {"reporter"}, None,
        ("reopen.receiver", DESK), ("reopen.reporter", OWNER),
    ),
    "call": line({S.FED_BACK}, S.CALLBACK, {"clock"}),
    "close": line({S.FED_BACK, S.CALLBACK}, S.CLOSED, CUSTOMER_SERVICE | {"clock"}, "ended_at"),
    "withdraw": line(
        BEFORE_ARRIVAL | PAUSED, S.WITHDRAWN, {"reporter", "clock"}, "ended_at",
        ("withdraw.receiver", DESK), ("withdraw.head", HEAD), ("withdraw.assignee", PLUMBER),
    ),
    "merge": line(
        BEFORE_ARRIVAL | PAUSED, S.MERGED, INTAKE, "ended_at", ("merge.reporter", OWNER), ("merge.assignee", PLUMBER)
    ),
    "transfer": line(
        WITH_DEPARTMENT, S.SENT, INTAKE | {"head of the department"}, "sent_at",
        ("transfer.reporter", OWNER), ("transfer.head", OTHER_HEAD), ("transfer.assignee", PLUMBER),
    ),
    "take_back": line(
        {S.ASSIGNED, S.ACCEPTED, S.ARRIVED} | PAUSED, S.SENT, HEADS | {"clock"}, "sent_at",
        ("take_back.head", HEAD), ("take_back.former", PLUMBER), ("take_back.reporter", OWNER),
    ),
    # whether it is to be paid, and the time of a paid service: by customer service, on the spot by who stands there (R047, R076)
    "free": line(
        BEFORE_ARRIVAL | {S.ARRIVED} | PAUSED, STAYS, INTAKE | {"assignee"}, None, ("free.reporter", OWNER)
    ),
    "confirm_time": line(
        BEFORE_ARRIVAL, STAYS, INTAKE, None,
        ("confirm_time.reporter", OWNER), ("confirm_time.head", HEAD), ("confirm_time.assignee", PLUMBER),
    ),
    "urge": line(
        BEFORE_ARRIVAL | {S.ARRIVED} | PAUSED, STAYS, INTAKE | {"reporter"}, None,
        ("urge.head", HEAD), ("urge.assignee", PLUMBER), ("urge.desk", DESK),
    ),
    "split": line(BEFORE_ARRIVAL | {S.ARRIVED} | PAUSED, STAYS, INTAKE),
    "pass_on": line(BEFORE_ARRIVAL | PAUSED, STAYS, {"reporter"}),
    "complete": line({S.PROCESSED}, S.CLOSED, {"clock"}, "ended_at"),
    "call_off": line(
        BEFORE_ARRIVAL | PAUSED, S.WITHDRAWN, INTAKE, "ended_at",
        ("call_off.head", HEAD), ("call_off.assignee", PLUMBER),
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
        expected = [one for one in expected if not one[0].endswith(".assignee") or move == "assign"]
    if move in {"urge", "call_off", "wish", "confirm_time"} and status not in AFTER_DISPATCH:
        expected = [one for one in expected if not one[0].endswith(".head")]
    if move == "urge" and (
        status not in BEFORE_DISPATCH or name in {DESK, NIGHT_WATCH}
    ):  # nobody rings the bell for himself
        expected = [one for one in expected if one[0] != "urge.desk"]
    if move == "take_back" and status == S.ASSIGNED:  # nobody had been announced to the owner
        expected = [one for one in expected if one[0] != "take_back.reporter"]
    return sorted(expected)


LATER = NIGHT + timedelta(days=1)
WHY = {"reason": "订购配件", "until": LATER}
LOOKED = {"symptom_code": "1.2", "urgency": "U2"}
FACTS: dict[str, Callable[[Office], dict[str, Any]]] = {
    "classify": lambda office: {"symptom_code": "2.2", "urgency": "U2"},
    "send": lambda office: {"department": office.department()},
    "offer": lambda office: {"to": [office.staff(PLUMBER), office.staff(COLLEAGUE)]},
    "assign": lambda office: {"to": office.staff(PLUMBER)},
    "hand_back": lambda office: {"reason": "缺材料"},
    "finish": lambda office: {
        "result": "更换了阀芯",
        "cause": "老化",
        "no_photo": "无可拍摄的内容",
        "free": "保修期内",
    },
    "settle": lambda office: {"result": "已联系拖车", "no_photo": "无可拍摄的内容"},
    "appoint": lambda office: {"start": LATER},
    "wish": lambda office: {"start": LATER},
    "delay": lambda office: WHY,
    "rebook": lambda office: {"start": LATER},
    "clarify": lambda office: LOOKED,
    "refer": lambda office: LOOKED,
    **{move: lambda office: WHY for move in (*waiting.CANNOT_FINISH, "extend")},
    "merge": lambda office: {"into": office.session.scalars(select(Ticket.id).order_by(Ticket.id)).first()},
    "transfer": lambda office: {"department": office.department("security"), "reason": "属于保安部"},
    "take_back": lambda office: {"reason": "生病"},
}
# Moves with doors of their own, besides those of models.tickets.actions.
DOORS: dict[str, Callable[..., Ticket]] = {
    "merge": merge, "withdraw": withdraw, "transfer": transfer, "take_back": take_back, "urge": urge,
    **{name: vars(room)[name] for room in (visits, waiting, clarifying, helping) for name in MOVES if name in vars(room)},
    **{name: partial(waiting.cannot_finish, move=name) for name in waiting.CANNOT_FINISH},
}  # fmt: skip
# Only inside of other deeds, or only for parts of a ticket: the table is tried without a door.
WITHOUT_A_DOOR = {"call", "complete", "pass_on", "split", "call_off", "free", "confirm_time"}


def prepared(office: Office, ticket: Ticket, move: str) -> None:
    """What must have been before: the owner was asked, somebody has knocked; some moves are of help requests only."""
    if MOVES[move].of_help:
        ticket.kind = TicketKind.HELP
    visit = open_visit(office.session, ticket)
    if visit and move in {"missed", "came"}:
        visit.asked_at = MONDAY
    if visit and move in {"leave", "opening", "rebook"}:
        visit.knocked_at = MONDAY
    office.session.flush()


def make(office: Office, ticket: Ticket, move: str, name: str, now: datetime) -> None:
    """Make the move as the office's doors allow it."""
    by = None if name == CLOCK else office.person(name)
    if move in WITHOUT_A_DOOR or (by is None and move not in {"close", "take_back"}):
        with moving(office.session, ticket.id, move, by=by, now=now) as moved:
            if move == "send":
                moved.department_id = office.department().id
            return
    facts = FACTS[move](office) if move in FACTS else {}
    (DOORS.get(move) or getattr(actions, move))(office.session, ticket.id, by=by, now=now, **facts)


TABLES = ("events", "notices", "offers", "results", "visits", "pauses", "dues", "calls", "counters")
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
    prepared(office, ticket, move)
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
    target = expected.target or status
    assert ticket.status == target
    if expected.stamp:
        assert getattr(ticket, expected.stamp) == now
    assert event.kind == move
    assert event.actor_id == (None if name == CLOCK else office.person(name).id)
    assert event.at == now
    assert (event.facts["from"], event.facts["to"]) == (status, target)
    assert event.facts["version"] == ticket.version


def combinations() -> Iterator[tuple[str, str]]:
    yield from ((name, move) for name in PEOPLE for move in EXPECTED)


@pytest.mark.rows("R003", "R018", "R022", "R024", "R025", "R026", "R027", "R028", "R032", "R067")
@pytest.mark.parametrize("status", Status)
def test_everybody_tries_every_move_in_every_status(office: Office, status: Status):
    office.reported()  # something to merge with
    ticket = office.brought_to(status)
    for name, move in combinations():
        tried(office, ticket, move, name, NIGHT if name == NIGHT_WATCH else MONDAY.replace(hour=10))


@pytest.mark.rows("R031")
def test_a_repair_is_neither_seen_to_by_the_desk_nor_done_from_afar(office: Office):
    for move, status, name in (("see_to", S.RECORDED, DESK), ("settle", S.ACCEPTED, PLUMBER)):
        ticket = office.brought_to(status)
        with pytest.raises(TooLate):
            make(office, ticket, move, name, office.now)


def test_the_expectation_covers_every_move_of_the_office():
    assert set(EXPECTED) == set(MOVES)
    assert {line.target for line in EXPECTED.values()} - {STAYS} | {S.RECORDED} == set(Status)


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
