"""The life of a ticket as a table: from where, to where, by whom, and who hears of it (R025-R028, DOMAIN 5.1)."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Status(StrEnum):
    """Where a ticket is."""

    RECORDED = "recorded"
    CLASSIFIED = "classified"
    SENT = "sent"
    OFFERED = "offered"
    ASSIGNED = "assigned"
    ACCEPTED = "accepted"
    ARRIVED = "arrived"
    PROCESSED = "processed"
    FED_BACK = "fed_back"
    CALLBACK = "callback"
    REOPENED = "reopened"
    WAITING_ACCESS = "waiting_access"  # nobody opened; the owner chooses another time (R070)
    WAITING_PART = "waiting_part"
    OUTSIDE_FIRM = "outside_firm"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"
    MERGED = "merged"  # the matter goes on under another number


class Part(StrEnum):
    """What somebody is to a ticket."""

    REPORTER = "reporter"
    JOINED = "joined"  # reported the same public fault later (DOMAIN 5.2)
    RECEIVER = "receiver"  # the first receiver, who stays accountable (R022)
    DESK = "desk"
    HEAD = "head"  # of the department that has the job
    ASSIGNEE = "assignee"
    OFFERED = "offered"
    TEAM = "team"  # on duty in the department whose group shows the job (R204)
    CALLER = "caller"  # customer service, never the performer (R027)
    SUPERVISOR = "supervisor"
    MANAGER = "manager"
    CLOCK = "clock"  # the office itself, when a duty acts


@dataclass(frozen=True)
class Move:
    """One line of the table; without a target the ticket stays where it is, and the deed is only logged and told."""

    name: str
    starts: frozenset[Status]
    target: Status | None
    by: frozenset[Part]
    tells: frozenset[Part]
    of_help: bool = False  # only of a help request (R031)


def _move(
    name: str,
    starts: Iterable[Status],
    target: Status | None,
    *,
    by: Iterable[Part],
    tells: Iterable[Part] = (),
    of_help: bool = False,
) -> Move:
    return Move(name, frozenset(starts), target, frozenset(by), frozenset(tells), of_help)


S, P = Status, Part
DESK = {P.DESK, P.RECEIVER, P.SUPERVISOR, P.MANAGER}
HEAD = {P.HEAD, P.SUPERVISOR, P.MANAGER}
UNDISPATCHED = {S.RECORDED, S.CLASSIFIED, S.REOPENED}
WITH_DEPARTMENT = {S.SENT, S.OFFERED, S.ASSIGNED, S.ACCEPTED}
BEFORE_ARRIVAL = UNDISPATCHED | WITH_DEPARTMENT
# The three states in which the clock rests, and nothing else makes it rest (DOMAIN 4.7).
PAUSED = frozenset({S.WAITING_ACCESS, S.WAITING_PART, S.OUTSIDE_FIRM})
AWAITED = {S.WAITING_PART, S.OUTSIDE_FIRM}
DONE = {S.PROCESSED, S.FED_BACK, S.CALLBACK}
TO_DO = BEFORE_ARRIVAL | {S.ARRIVED} | PAUSED

MOVES = {
    move.name: move
    for move in (
        # the desk
        _move("classify", UNDISPATCHED, S.CLASSIFIED, by=DESK),
        _move("send", UNDISPATCHED, S.SENT, by={*DESK, P.CLOCK}, tells={P.HEAD}),
        _move("merge", BEFORE_ARRIVAL | PAUSED, S.MERGED, by=DESK, tells={P.REPORTER, P.ASSIGNEE}),
        _move("split", TO_DO, None, by=DESK),  # another department does a part of it (R044)
        _move("free", TO_DO, None, by=DESK | {P.ASSIGNEE}, tells={P.REPORTER}),  # looked at, and not to be paid (R047)
        # of a paid service whose time a person agrees with its customer (R076)
        _move("confirm_time", BEFORE_ARRIVAL, None, by=DESK, tells={P.REPORTER, P.HEAD, P.ASSIGNEE}),
        _move("see_to", UNDISPATCHED, S.ACCEPTED, by=DESK, tells={P.REPORTER}, of_help=True),  # the desk itself helps
        # the department
        _move("offer", {S.SENT}, S.OFFERED, by=HEAD, tells={P.OFFERED}),
        _move("assign", WITH_DEPARTMENT, S.ASSIGNED, by=HEAD, tells={P.ASSIGNEE}),
        _move("take", {S.OFFERED, S.SENT}, S.ACCEPTED, by={P.OFFERED, P.TEAM}, tells={P.REPORTER, P.HEAD}),
        _move("accept", {S.ASSIGNED}, S.ACCEPTED, by={P.ASSIGNEE}, tells={P.REPORTER}),
        _move("hand_back", {S.ASSIGNED, S.ACCEPTED}, S.SENT, by={P.ASSIGNEE}, tells={P.HEAD}),
        _move("transfer", WITH_DEPARTMENT, S.SENT, by=HEAD | DESK, tells={P.REPORTER, P.HEAD, P.ASSIGNEE}),
        _move(
            "take_back", {S.ASSIGNED, S.ACCEPTED, S.ARRIVED} | PAUSED, S.SENT, by=HEAD | {P.CLOCK}, tells={P.HEAD}
        ),  # whoever had it has left the office, or cannot come
        # the visit
        _move("appoint", {S.ASSIGNED, S.ACCEPTED}, None, by=HEAD | DESK | {P.ASSIGNEE}, tells={P.REPORTER, P.ASSIGNEE}),
        _move(
            "wish", BEFORE_ARRIVAL, None, by={P.REPORTER}, tells={P.RECEIVER, P.HEAD, P.ASSIGNEE}
        ),  # another time: agreed only once the office has agreed
        _move("ready", {S.ACCEPTED}, None, by={P.ASSIGNEE}, tells={P.REPORTER}),
        _move("delay", {S.ACCEPTED}, None, by=HEAD | {P.ASSIGNEE}, tells={P.REPORTER, P.HEAD}),
        _move("missed", {S.ACCEPTED}, None, by={P.REPORTER}, tells={P.ASSIGNEE, P.HEAD, P.SUPERVISOR}),
        _move("came", {S.ACCEPTED}, None, by={P.REPORTER}, tells={P.ASSIGNEE}),
        _move("arrive", {S.ACCEPTED}, S.ARRIVED, by={P.ASSIGNEE}),
        _move("clarify", {S.ARRIVED}, None, by={P.ASSIGNEE}, tells={P.RECEIVER}),
        _move("refer", {S.ARRIVED}, S.CLASSIFIED, by={P.ASSIGNEE}, tells={P.REPORTER, P.RECEIVER}),
        _move("knock", {S.ARRIVED}, None, by={P.ASSIGNEE}, tells={P.REPORTER}),
        _move("opening", {S.ARRIVED}, None, by={P.REPORTER}, tells={P.ASSIGNEE}),
        _move("opened", {S.ARRIVED}, None, by={P.ASSIGNEE}),
        _move("leave", {S.ARRIVED}, S.WAITING_ACCESS, by={P.ASSIGNEE}, tells={P.REPORTER, P.RECEIVER}),
        _move(
            "rebook",
            {S.WAITING_ACCESS, S.ARRIVED},  # also while somebody waits at the closed door
            S.ASSIGNED,
            by=DESK | {P.REPORTER},
            tells={P.REPORTER, P.ASSIGNEE},
        ),
        _move("postpone", {S.ARRIVED}, S.ACCEPTED, by={P.ASSIGNEE}, tells={P.REPORTER, P.HEAD, P.SUPERVISOR}),
        _move("wait_part", {S.ARRIVED}, S.WAITING_PART, by={P.ASSIGNEE}, tells={P.REPORTER, P.HEAD, P.SUPERVISOR}),
        _move("wait_firm", {S.ARRIVED}, S.OUTSIDE_FIRM, by={P.ASSIGNEE}, tells={P.REPORTER, P.HEAD, P.SUPERVISOR}),
        _move("extend", AWAITED, None, by=HEAD | {P.ASSIGNEE}, tells={P.REPORTER, P.HEAD, P.SUPERVISOR}),
        _move("resume", AWAITED, S.ACCEPTED, by=HEAD | {P.ASSIGNEE}, tells={P.REPORTER, P.ASSIGNEE}),
        _move("finish", {S.ARRIVED}, S.PROCESSED, by={P.ASSIGNEE}, tells={P.RECEIVER}),
        _move("settle", {S.ACCEPTED}, S.PROCESSED, by={P.ASSIGNEE}, tells={P.RECEIVER}, of_help=True),  # from afar
        # the owner hears, and says whether it is well
        _move("feed_back", {S.PROCESSED}, S.FED_BACK, by=DESK, tells={P.REPORTER}),
        _move(
            "reopen",
            DONE,
            S.REOPENED,
            by={P.REPORTER, P.CALLER, P.SUPERVISOR, P.MANAGER},
            tells={P.RECEIVER, P.REPORTER},
        ),
        _move("call", {S.FED_BACK}, S.CALLBACK, by={P.CLOCK}),
        _move("close", {S.FED_BACK, S.CALLBACK}, S.CLOSED, by={P.CLOCK, P.CALLER, P.SUPERVISOR, P.MANAGER}),
        # one department's part of a ticket (R044)
        _move("complete", {S.PROCESSED}, S.CLOSED, by={P.CLOCK}),
        _move("call_off", BEFORE_ARRIVAL | PAUSED, S.WITHDRAWN, by=DESK, tells={P.HEAD, P.ASSIGNEE}),
        _move(
            "withdraw",
            BEFORE_ARRIVAL | PAUSED,
            S.WITHDRAWN,
            by={P.REPORTER, P.CLOCK},
            tells={P.RECEIVER, P.HEAD, P.ASSIGNEE},
        ),
        _move("pass_on", BEFORE_ARRIVAL | PAUSED, None, by={P.REPORTER}),  # to the next who reported the same
        # at any time while there is something to do
        _move("urge", TO_DO, None, by=DESK | {P.REPORTER, P.JOINED}, tells={P.ASSIGNEE, P.HEAD}),
    )
}
ENDED = frozenset({S.CLOSED, S.WITHDRAWN, S.MERGED})
OPEN = frozenset(S) - ENDED
# Where a person is under way to the owner, or has the job in hand.
IN_HAND = frozenset({S.ASSIGNED, S.ACCEPTED, S.ARRIVED})


def allowed(status: Status, parts: Iterable[Part], *, of_help: bool = False) -> list[Move]:
    """The moves that somebody with these parts may make now, in the order of the table; some only of a help request."""
    mine = frozenset(parts)
    possible = [move for move in MOVES.values() if status in move.starts and move.by & mine]
    return [move for move in possible if of_help or not move.of_help]
