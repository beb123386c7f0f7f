"""The life of a report in one table: a draft of the clock, words of the supervisor, submitted, replaced by a correction (R157, R158)."""

from dataclasses import dataclass
from enum import StrEnum

from models.people import Role


class State(StrEnum):
    """Where a report stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"  # its numbers and words never change any more
    REPLACED = "replaced"  # a corrected one was submitted


@dataclass(frozen=True)
class Move:
    """From where, to where, by whom; without roles only by the office itself."""

    start: State
    target: State
    by: frozenset[Role]


IN_CHARGE = frozenset({Role.CS_SUPERVISOR, Role.MANAGER})

MOVES = {
    "count": Move(State.DRAFT, State.DRAFT, frozenset()),
    "recount": Move(State.DRAFT, State.DRAFT, IN_CHARGE),
    "write": Move(State.DRAFT, State.DRAFT, IN_CHARGE),
    "submit": Move(State.DRAFT, State.SUBMITTED, IN_CHARGE),
    "correct": Move(State.SUBMITTED, State.SUBMITTED, IN_CHARGE),
    "letter": Move(State.SUBMITTED, State.SUBMITTED, IN_CHARGE),
    "replace": Move(State.SUBMITTED, State.REPLACED, frozenset()),
}


def allowed(state: State, role: Role) -> frozenset[str]:
    """The names of the moves that somebody may make now."""
    return frozenset(name for name, move in MOVES.items() if move.start == state and role in move.by)
