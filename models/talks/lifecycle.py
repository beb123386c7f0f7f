"""The life of a live conversation in one table: it waits for a colleague, is open, and ends (R045, R187, R188, X14)."""

from collections.abc import Set
from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """Where a conversation stands."""

    WAITING = "waiting"  # the desk rings
    OPEN = "open"  # a colleague has it
    ENDED = "ended"


class Part(StrEnum):
    """What somebody is to a conversation; who is none of these does not know that it exists."""

    OWNER = "owner"
    HOLDER = "holder"  # the colleague who has it
    DESK = "desk"  # who may take it: customer service, and the control room while it waits
    LEADER = "leader"  # the supervisor and the manager
    RECEIVER = "receiver"  # the first receiver of the ticket that it is about: reads along (R022)
    ONLOOKER = "onlooker"  # the control room, once it does not wait any more: sees that it is taken, and no word of it
    CLOCK = "clock"


@dataclass(frozen=True)
class Move:
    """One step; without a target the state stays as it is."""

    starts: frozenset[State]
    by: frozenset[Part]
    target: State | None = None


def _move(starts: Set[State], by: Set[Part], target: State | None = None) -> Move:
    return Move(frozenset(starts), frozenset(by), target)


GOES_ON = frozenset({State.WAITING, State.OPEN})
READERS = frozenset({Part.OWNER, Part.HOLDER, Part.DESK, Part.LEADER, Part.RECEIVER})

MOVES = {
    "say": _move(GOES_ON, {Part.OWNER}),
    "take": _move({State.WAITING}, {Part.DESK}, State.OPEN),
    "answer": _move({State.OPEN}, {Part.HOLDER}),
    "pass_on": _move({State.OPEN}, {Part.HOLDER, Part.LEADER}),
    "put_back": _move({State.OPEN}, {Part.HOLDER, Part.LEADER, Part.CLOCK}, State.WAITING),
    "end": _move(GOES_ON, {Part.OWNER, Part.HOLDER, Part.LEADER, Part.CLOCK}, State.ENDED),
    "call_back": _move(GOES_ON, {Part.OWNER, Part.CLOCK}, State.ENDED),
    "judge": _move({State.ENDED}, {Part.OWNER}),
}


def allowed(state: State, parts: Set[Part]) -> frozenset[str]:
    """The names of the moves that these parts may make now."""
    return frozenset(name for name, move in MOVES.items() if state in move.starts and parts & move.by)
