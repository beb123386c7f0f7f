"""The life of a survey round in one table: prepared, opened, closed; or called off before it began (R151, J24)."""

from collections.abc import Set
from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """Where a round stands."""

    DRAFT = "draft"  # prepared; nobody has been asked
    OPEN = "open"
    CLOSED = "closed"
    CALLED_OFF = "called_off"


class Part(StrEnum):
    """What somebody is to the survey; who is none of these does not know how it stands."""

    LEAD = "lead"  # supervisor and manager
    SERVICE = "service"  # desk and field: hand out paper, and key it in
    HEAD = "head"  # a department's head: the averages of the own areas
    CLOCK = "clock"


@dataclass(frozen=True)
class Move:
    """From where, to where, by whom."""

    name: str
    start: State
    end: State
    by: frozenset[Part]


_LEAD, _BOTH = frozenset({Part.LEAD}), frozenset({Part.LEAD, Part.CLOCK})

MOVES = {
    (move.name, move.start): move
    for move in (
        Move("open", State.DRAFT, State.OPEN, _BOTH),
        Move("call_off", State.DRAFT, State.CALLED_OFF, _LEAD),
        Move("revive", State.CALLED_OFF, State.DRAFT, _LEAD),
        Move("close", State.OPEN, State.CLOSED, _BOTH),
    )
}
NAMES = tuple(dict.fromkeys(name for name, _ in MOVES))
UNDER_WAY = frozenset({State.DRAFT, State.OPEN})


def allowed(state: State, parts: Set[Part]) -> frozenset[str]:
    """The names of the moves that these parts may make in this state."""
    return frozenset(move.name for move in MOVES.values() if move.start == state and parts & move.by)
