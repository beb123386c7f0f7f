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
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


class Part(StrEnum):
    """What somebody is to a ticket."""

    REPORTER = "reporter"
    RECEIVER = "receiver"  # the first receiver, who stays accountable (R022)
    DESK = "desk"
    HEAD = "head"  # of the department that has the job
    ASSIGNEE = "assignee"
    OFFERED = "offered"
    CALLER = "caller"  # customer service, never the performer (R027)
    SUPERVISOR = "supervisor"
    MANAGER = "manager"
    CLOCK = "clock"  # the office itself, when a duty acts


@dataclass(frozen=True)
class Move:
    """One line of the table."""

    name: str
    starts: frozenset[Status]
    target: Status
    by: frozenset[Part]
    tells: frozenset[Part]


def _move(
    name: str, starts: Iterable[Status], target: Status, *, by: Iterable[Part], tells: Iterable[Part] = ()
) -> Move:
    return Move(name, frozenset(starts), target, frozenset(by), frozenset(tells))


S, P = Status, Part
DESK = {P.DESK, P.RECEIVER, P.SUPERVISOR, P.MANAGER}
HEAD = {P.HEAD, P.SUPERVISOR, P.MANAGER}
UNDISPATCHED = {S.RECORDED, S.CLASSIFIED, S.REOPENED}
BEFORE_ARRIVAL = UNDISPATCHED | {S.SENT, S.OFFERED, S.ASSIGNED, S.ACCEPTED}
DONE = {S.PROCESSED, S.FED_BACK, S.CALLBACK}

MOVES = {
    move.name: move
    for move in (
        _move("classify", UNDISPATCHED, S.CLASSIFIED, by=DESK),
        _move("send", UNDISPATCHED, S.SENT, by=DESK, tells={P.HEAD}),
        _move("offer", {S.SENT}, S.OFFERED, by=HEAD, tells={P.OFFERED}),
        _move("assign", {S.SENT, S.OFFERED, S.ASSIGNED, S.ACCEPTED}, S.ASSIGNED, by=HEAD, tells={P.ASSIGNEE}),
        _move("take", {S.OFFERED}, S.ACCEPTED, by={P.OFFERED}, tells={P.REPORTER, P.HEAD}),
        _move("accept", {S.ASSIGNED}, S.ACCEPTED, by={P.ASSIGNEE}, tells={P.REPORTER}),
        _move("hand_back", {S.ASSIGNED, S.ACCEPTED}, S.SENT, by={P.ASSIGNEE}, tells={P.HEAD}),
        _move("arrive", {S.ACCEPTED}, S.ARRIVED, by={P.ASSIGNEE}),
        _move("finish", {S.ARRIVED}, S.PROCESSED, by={P.ASSIGNEE}, tells={P.RECEIVER}),
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
        _move("withdraw", BEFORE_ARRIVAL, S.WITHDRAWN, by={P.REPORTER}, tells={P.RECEIVER, P.HEAD, P.ASSIGNEE}),
    )
}
ENDED = frozenset({S.CLOSED, S.WITHDRAWN})
OPEN = frozenset(S) - ENDED
# Where a person is under way to the owner, or has the job in hand.
IN_HAND = frozenset({S.ASSIGNED, S.ACCEPTED, S.ARRIVED})


def allowed(status: Status, parts: Iterable[Part]) -> list[Move]:
    """The moves that somebody with these parts may make now, in the order of the table."""
    mine = frozenset(parts)
    return [move for move in MOVES.values() if status in move.starts and move.by & mine]
