"""The life of a question to the supervisor in one table: asked, answered or taken back (R030, R197)."""

from collections.abc import Set
from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """Where a question stands."""

    ASKED = "asked"
    ANSWERED = "answered"
    WITHDRAWN = "withdrawn"


class Part(StrEnum):
    """What somebody is to a question; who is none of these does not know that it exists."""

    ASKER = "asker"
    LEADER = "leader"  # the supervisor and the manager, but for who asks
    CLOCK = "clock"


@dataclass(frozen=True)
class Move:
    """One step; without a target the state stays as it is."""

    by: frozenset[Part]
    target: State | None = None


# Every step starts from a question that is open.
MOVES = {
    "answer": Move(frozenset({Part.LEADER}), State.ANSWERED),
    "withdraw": Move(frozenset({Part.ASKER}), State.WITHDRAWN),
    "hold": Move(frozenset({Part.CLOCK})),
}


def allowed(state: State, parts: Set[Part]) -> frozenset[str]:
    """The names of the moves that these parts may make now."""
    if state != State.ASKED:
        return frozenset()
    return frozenset(name for name, move in MOVES.items() if parts & move.by)
