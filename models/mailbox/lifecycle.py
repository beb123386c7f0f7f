"""The lives of the mailbox in two tables: a weekly opening, and a letter that nobody but the manager reads (R143, R144)."""

from collections.abc import Set
from dataclasses import dataclass
from enum import StrEnum


class OpeningState(StrEnum):
    """Where a weekly opening stands."""

    DUE = "due"
    LATE = "late"  # the supervisor has been told: others may open it by now
    MISSED = "missed"  # the next one has come
    EMPTY = "empty"  # opened, and nothing was in it
    OPENED = "opened"
    PASSED = "passed"  # the letters are with the manager


class LetterState(StrEnum):
    """Where a letter stands."""

    SEALED = "sealed"
    OPENED = "opened"  # counted, and on its way to the manager
    WITH_MANAGER = "with_manager"
    ANSWERED = "answered"
    SETTLED = "settled"


class Part(StrEnum):
    """What somebody is to an opening or a letter; who is none of these does not know that it exists."""

    DESK = "desk"
    SUPERVISOR = "supervisor"
    MANAGER = "manager"
    SENDER = "sender"
    OPENING = "opening"  # moves all of its letters at once
    CLOCK = "clock"


@dataclass(frozen=True)
class OpeningMove:
    """From where, to where, by whom; `empty` is where it ends that found nothing in the box."""

    name: str
    start: OpeningState
    end: OpeningState
    by: frozenset[Part]
    empty: OpeningState | None = None

    def ends(self, letters: int) -> OpeningState:
        """Where it ends, with so many letters in the box."""
        return self.end if letters or self.empty is None else self.empty


@dataclass(frozen=True)
class LetterMove:
    """The same of a letter; one that is `unasked` ends a letter to which no reply is wished."""

    name: str
    start: LetterState
    end: LetterState
    by: frozenset[Part]
    unasked: bool = False


READ = (LetterState.WITH_MANAGER, LetterState.ANSWERED, LetterState.SETTLED)  # the states in which the manager reads it
WAITING = frozenset({OpeningState.DUE, OpeningState.LATE})
OPENS = {
    OpeningState.DUE: frozenset({Part.DESK}),
    OpeningState.LATE: frozenset({Part.DESK, Part.SUPERVISOR, Part.MANAGER}),
}
_CLOCK, _MANAGER = frozenset({Part.CLOCK}), frozenset({Part.MANAGER})
_SENDER, _OPENING = frozenset({Part.SENDER}), frozenset({Part.OPENING})

OPENING_MOVES = {
    (move.name, move.start): move
    for move in (
        *(OpeningMove("open", state, OpeningState.OPENED, by, OpeningState.EMPTY) for state, by in OPENS.items()),
        OpeningMove("alarm", OpeningState.DUE, OpeningState.LATE, _CLOCK),
        *(OpeningMove("miss", state, OpeningState.MISSED, _CLOCK) for state in OPENS),
        OpeningMove("pass_on", OpeningState.OPENED, OpeningState.PASSED, frozenset({Part.SUPERVISOR, Part.MANAGER})),
    )
}
LETTER_MOVES = {
    (move.name, move.start): move
    for move in (
        LetterMove("unseal", LetterState.SEALED, LetterState.OPENED, _OPENING),
        LetterMove("hand_over", LetterState.OPENED, LetterState.WITH_MANAGER, _OPENING),
        LetterMove("answer", LetterState.WITH_MANAGER, LetterState.ANSWERED, _MANAGER),
        LetterMove("settle", LetterState.WITH_MANAGER, LetterState.SETTLED, _MANAGER, unasked=True),
        *(LetterMove(name, state, state, _MANAGER) for name in ("task", "plan_call", "called") for state in READ),
        LetterMove("helps", LetterState.ANSWERED, LetterState.SETTLED, _SENDER),
        LetterMove("more", LetterState.ANSWERED, LetterState.WITH_MANAGER, _SENDER),
    )
}
OPENING_NAMES = tuple(dict.fromkeys(name for name, _ in OPENING_MOVES))
LETTER_NAMES = tuple(dict.fromkeys(name for name, _ in LETTER_MOVES))


def opening_moves(state: OpeningState, parts: Set[Part]) -> frozenset[str]:
    """The names of the moves that these parts may make with an opening in this state."""
    return frozenset(name for (name, start), move in OPENING_MOVES.items() if start == state and parts & move.by)


def letter_moves(state: LetterState, parts: Set[Part], *, wants_reply: bool) -> frozenset[str]:
    """The same of a letter; one to which a reply is wished is not settled without it."""
    found = (move for move in LETTER_MOVES.values() if move.start == state and parts & move.by)
    return frozenset(move.name for move in found if not (move.unasked and wants_reply))
