"""The life of a message for a colleague in one table: it waits, is read, perhaps answered (R186)."""

from collections.abc import Set
from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """Where a message stands."""

    WAITING = "waiting"
    READ = "read"
    ANSWERED = "answered"


class Part(StrEnum):
    """What somebody is to a message; who is none of these does not know that it exists."""

    OWNER = "owner"
    RECIPIENT = "recipient"  # the colleague for whom it was left
    DESK = "desk"  # customer service: where it was left for the desk, or nobody has read it in its time
    CLOCK = "clock"


@dataclass(frozen=True)
class Move:
    """One step; without a target the state stays as it is."""

    starts: frozenset[State]
    by: frozenset[Part]
    target: State | None = None


OFFICE = frozenset({Part.RECIPIENT, Part.DESK})

MOVES = {
    "read": Move(frozenset({State.WAITING}), OFFICE, State.READ),
    "answer": Move(frozenset({State.WAITING, State.READ}), OFFICE, State.ANSWERED),
    "to_desk": Move(frozenset({State.WAITING}), frozenset({Part.CLOCK})),
}


def allowed(state: State, parts: Set[Part]) -> frozenset[str]:
    """The names of the moves that these parts may make now."""
    return frozenset(name for name, move in MOVES.items() if state in move.starts and parts & move.by)
