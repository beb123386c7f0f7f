"""The life of a version of a standard reply in one table: drafted, approved, replaced or withdrawn (R120, DOMAIN 5.7)."""

from collections.abc import Set
from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """Where a version stands; an approved one is in use until a newer one is approved."""

    DRAFT = "draft"
    APPROVED = "approved"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"


class Part(StrEnum):
    """What somebody may do with standard replies."""

    DRAFTER = "drafter"  # customer service
    LEADER = "leader"  # the supervisor and the manager


@dataclass(frozen=True)
class Move:
    """One step of a version."""

    starts: frozenset[State]
    by: frozenset[Part]
    target: State


MOVES = {
    "approve": Move(frozenset({State.DRAFT}), frozenset({Part.LEADER}), State.APPROVED),
    "withdraw": Move(frozenset({State.DRAFT, State.APPROVED}), frozenset({Part.LEADER}), State.WITHDRAWN),
}


def allowed(state: State, parts: Set[Part]) -> frozenset[str]:
    """The names of the moves that these parts may make now."""
    return frozenset(name for name, move in MOVES.items() if state in move.starts and parts & move.by)
