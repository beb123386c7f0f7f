"""The life of a task that was given to a colleague, in one table: open, then done or called off (R016)."""

from collections.abc import Set
from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """Where a task stands."""

    OPEN = "open"
    DONE = "done"
    CALLED_OFF = "called_off"


class Part(StrEnum):
    """What somebody is to a task; who is none of these does not know that it exists."""

    GIVER = "giver"
    ASSIGNEE = "assignee"
    MANAGER = "manager"  # stands in for every giver
    ONLOOKER = "onlooker"  # the assignee's head, and the supervisor: they see it


LEADING = frozenset({Part.GIVER, Part.MANAGER})


@dataclass(frozen=True)
class Move:
    """One step of an open task; `answers` is one that needs a wish for more time to answer."""

    by: frozenset[Part]
    target: State = State.OPEN
    answers: bool = False


MOVES = {
    "finish": Move(frozenset({Part.ASSIGNEE}), State.DONE),
    "ask_time": Move(frozenset({Part.ASSIGNEE})),
    "agree": Move(LEADING, answers=True),
    "keep": Move(LEADING, answers=True),
    "redate": Move(LEADING),
    "hand_on": Move(LEADING),
    "call_off": Move(LEADING, State.CALLED_OFF),
}


def allowed(state: State, parts: Set[Part], *, asked: bool) -> frozenset[str]:
    """The names of the moves that these parts may make; `asked` says whether more time was asked for."""
    if state != State.OPEN:
        return frozenset()
    return frozenset(name for name, move in MOVES.items() if parts & move.by and (asked or not move.answers))
