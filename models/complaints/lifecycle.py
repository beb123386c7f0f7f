"""The life of a complaint in one table: graded, a solution the owner agrees to, its result, a callback, closed (R079-R091)."""

from collections.abc import Set
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What it is (R081)."""

    COMPLAINT = "complaint"
    CRITICISM = "criticism"
    SUGGESTION = "suggestion"
    PRAISE = "praise"


class Grade(StrEnum):
    """How grave it is (DOMAIN 4.6)."""

    MINOR = "minor"
    IMPORTANT = "important"
    MAJOR = "major"


class State(StrEnum):
    """Where it stands."""

    RECORDED = "recorded"  # nobody has graded it
    HANDLED = "handled"  # somebody leads it
    PROPOSED = "proposed"  # the owner is asked whether the solution suits (R089)
    AGREED = "agreed"  # and it is carried out
    ANSWERED = "answered"  # the result is told (R086)
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"
    PASSED_ON = "passed_on"  # about the manager: the branch company has it (DOMAIN 4.6)


class Part(StrEnum):
    """What somebody is to a complaint; who is none of these does not know that it exists (R082)."""

    REPORTER = "reporter"
    LEADER = "leader"
    ASSISTANT = "assistant"  # led it before, and stays to help (R087)
    SERVICE = "service"  # desk and field of customer service
    SUPERVISOR = "supervisor"
    MANAGER = "manager"
    CLOCK = "clock"


@dataclass(frozen=True)
class Move:
    """From where, to where (None: it stays), by whom."""

    name: str
    starts: frozenset[State]
    target: State | None
    by: frozenset[Part]


OPEN = frozenset({State.RECORDED, State.HANDLED, State.PROPOSED, State.AGREED, State.PASSED_ON})
LED = frozenset({State.HANDLED, State.PROPOSED, State.AGREED})
OF_ONE_MATTER = frozenset(
    {"regrade", "lead"}
)  # moves that are made with the leading complaint of a group, and hold for all
ENDED = frozenset({State.CLOSED, State.WITHDRAWN})
IN_CHARGE = frozenset({Part.SUPERVISOR, Part.MANAGER})
OFFICE = IN_CHARGE | {Part.SERVICE}
_NOT_THE_MANAGER = frozenset({Part.SUPERVISOR, Part.SERVICE})
_REPORTER = frozenset({Part.REPORTER})
_LEADER = frozenset({Part.LEADER})
_CLOCK = frozenset({Part.CLOCK})


def _move(name: str, starts: Set[State], target: State | None, by: Set[Part]) -> Move:
    return Move(name, frozenset(starts), target, frozenset(by))


MOVES = {
    one.name: one
    for one in (
        _move("grade", {State.RECORDED}, State.HANDLED, OFFICE),
        _move("regrade", LED, None, IN_CHARGE),
        _move("lead", LED, None, IN_CHARGE),
        _move("concern", LED | {State.RECORDED}, None, OFFICE),  # whom it is about
        _move("progress", LED | {State.PASSED_ON}, None, {Part.LEADER, Part.ASSISTANT} | IN_CHARGE),
        _move("propose", {State.HANDLED}, State.PROPOSED, _LEADER),
        _move("link", {State.RECORDED, State.HANDLED}, State.HANDLED, OFFICE | _LEADER),
        _move("unlink", LED | {State.ANSWERED}, None, IN_CHARGE | _LEADER),
        _move("share", {State.HANDLED}, State.PROPOSED, _CLOCK),  # the proposal of the group, for one who came later
        _move("follow", {State.AGREED}, State.ANSWERED, _CLOCK),  # its result, for one who agreed later
        _move("agree", {State.PROPOSED}, State.AGREED, _REPORTER),
        _move("discuss", {State.PROPOSED}, State.HANDLED, _REPORTER),
        _move("decline", {State.PROPOSED}, State.HANDLED, _REPORTER),
        _move("add", OPEN | {State.ANSWERED}, None, _REPORTER),
        _move("judge", LED | {State.ANSWERED}, None, IN_CHARGE),
        _move("answer", {State.HANDLED, State.AGREED}, State.ANSWERED, _LEADER),
        _move("reply", {State.RECORDED}, State.ANSWERED, OFFICE),  # to a suggestion or to praise
        _move("pass_on", {State.PASSED_ON}, None, _NOT_THE_MANAGER),  # the branch company has it now
        _move("relay", {State.PASSED_ON}, State.ANSWERED, _NOT_THE_MANAGER),  # what the branch company has answered
        _move("content", {State.ANSWERED}, None, _REPORTER),
        _move("appeal", {State.ANSWERED}, State.HANDLED, _REPORTER),
        _move("take_up", {State.ANSWERED}, State.HANDLED, OFFICE),  # not content, they said on the telephone
        _move("close", {State.ANSWERED}, State.CLOSED, OFFICE | _CLOCK),
        _move("raise", LED | {State.RECORDED}, None, _CLOCK),  # too often, or too long: it becomes major
        _move("withdraw", OPEN, State.WITHDRAWN, _REPORTER),
    )
}


def allowed(state: State, kind: Kind, parts: Set[Part]) -> frozenset[str]:
    """The names of the moves that these parts may make now; what is no complaint is answered without due process."""
    light = kind in {Kind.SUGGESTION, Kind.PRAISE}
    kept = frozenset({"grade", "appeal", "judge", "content", "link", "concern"}) if light else frozenset({"reply"})
    return frozenset(
        move.name for move in MOVES.values() if state in move.starts and parts & move.by and move.name not in kept
    )
