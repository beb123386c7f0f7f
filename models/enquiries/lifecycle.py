"""The life of an enquiry in one table: answered by the knowledge base, or by a person, until the owner says that it helped (R037)."""

from collections.abc import Set
from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """What is waited for, or how it ended."""

    OFFERED = "offered"  # some answers may fit: the owner chooses
    SHOWN = "shown"  # an answer of the knowledge base was shown: did it help?
    WITH_DESK = "with_desk"
    ESCALATED = "escalated"  # with those in charge (R038)
    ANSWERED = "answered"  # a person has answered: did it help?
    RESOLVED = "resolved"
    CLOSED = "closed"  # ended, and nobody has said whether it helped


class Part(StrEnum):
    """What somebody is to an enquiry; whoever is none of these does not know that it exists."""

    ASKER = "asker"
    DESK = "desk"  # customer service and control room
    LEADING = "leading"  # supervisor and manager
    CLOCK = "clock"


@dataclass(frozen=True)
class Move:
    """From where, to where, by whom."""

    name: str
    start: State
    end: State
    by: frozenset[Part]


_ASKER, _CLOCK, _DESK = frozenset({Part.ASKER}), frozenset({Part.CLOCK}), frozenset({Part.DESK})
_LEADING = frozenset({Part.LEADING})

MOVES = {
    (move.name, move.start): move
    for move in (
        Move("choose", State.OFFERED, State.SHOWN, _ASKER),
        Move("resolve", State.SHOWN, State.RESOLVED, _ASKER),
        Move("resolve", State.ANSWERED, State.RESOLVED, _ASKER),
        Move("to_person", State.OFFERED, State.WITH_DESK, _ASKER),
        Move("to_person", State.SHOWN, State.WITH_DESK, _ASKER),
        Move("unresolved", State.ANSWERED, State.ESCALATED, _ASKER),
        Move("take", State.WITH_DESK, State.WITH_DESK, _DESK | _LEADING),
        Move("take", State.ESCALATED, State.ESCALATED, _LEADING),
        Move("answer", State.WITH_DESK, State.ANSWERED, _DESK | _LEADING),
        Move("answer", State.ESCALATED, State.ANSWERED, _LEADING),
        Move("escalate", State.WITH_DESK, State.ESCALATED, _DESK),
        Move("withdraw", State.WITH_DESK, State.CLOSED, _ASKER),
        Move("withdraw", State.ESCALATED, State.CLOSED, _ASKER),
        Move("rest", State.OFFERED, State.CLOSED, _CLOCK),
        Move("rest", State.SHOWN, State.CLOSED, _CLOCK),
        Move("rest", State.ANSWERED, State.CLOSED, _CLOCK),
    )
}
NAMES = tuple(dict.fromkeys(name for name, _ in MOVES))
ENDED = frozenset({State.RESOLVED, State.CLOSED})
WITH_PERSON = frozenset({State.WITH_DESK, State.ESCALATED})  # the office owes an answer
ASKS_OWNER = frozenset({State.OFFERED, State.SHOWN, State.ANSWERED})  # the owner has the next word


def allowed(state: State, parts: Set[Part]) -> frozenset[str]:
    """The names of the moves that these parts may make in this state."""
    return frozenset(name for (name, start), move in MOVES.items() if start == state and parts & move.by)
