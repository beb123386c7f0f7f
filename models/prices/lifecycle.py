"""The life of one version of a price in one table: drafted, reviewed, approved, suspended for a time, replaced (R077, DOMAIN 5.7)."""

from collections.abc import Set
from dataclasses import dataclass
from enum import StrEnum

from models.knowledge.lifecycle import Part


class State(StrEnum):
    """How far a version is; from when until when it holds is said by its dates."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"  # the supervisor reads it
    REVIEWED = "reviewed"  # the manager approves it
    PUBLISHED = "published"
    REPLACED = "replaced"  # a newer version is published; this one holds until the day before that
    DROPPED = "dropped"  # a draft that nobody needs


@dataclass(frozen=True)
class Move:
    """From where, to where, by whom; and after which earlier moves of their own nobody makes it."""

    name: str
    start: State
    end: State
    by: frozenset[Part]
    apart: frozenset[str] = frozenset()


WRITES = frozenset({"draft", "write", "hand_in"})  # whose price it is
_DRAFTER, _LEADING = frozenset({Part.DRAFTER}), frozenset({Part.REVIEWER, Part.APPROVER})
_REVIEWER, _APPROVER = frozenset({Part.REVIEWER}), frozenset({Part.APPROVER})

MOVES = {
    (move.name, move.start): move
    for move in (
        Move("write", State.DRAFT, State.DRAFT, _DRAFTER),
        Move("hand_in", State.DRAFT, State.IN_REVIEW, _DRAFTER),
        Move("drop", State.DRAFT, State.DROPPED, _DRAFTER | _LEADING),
        Move("review", State.IN_REVIEW, State.REVIEWED, _REVIEWER, apart=WRITES),
        Move("publish", State.REVIEWED, State.PUBLISHED, _APPROVER, apart=WRITES | {"review"}),
        Move("send_back", State.IN_REVIEW, State.DRAFT, _REVIEWER),
        Move("send_back", State.REVIEWED, State.DRAFT, _APPROVER),
        Move("suspend", State.PUBLISHED, State.PUBLISHED, _LEADING),
        Move("suspend", State.REPLACED, State.REPLACED, _LEADING),  # as long as it holds
        Move("resume", State.PUBLISHED, State.PUBLISHED, _LEADING),
        Move("resume", State.REPLACED, State.REPLACED, _LEADING),
    )
}
NAMES = tuple(dict.fromkeys(name for name, _ in MOVES))
UNDER_WAY = frozenset({State.DRAFT, State.IN_REVIEW, State.REVIEWED})  # an item has one of these at a time
APPROVED = frozenset({State.PUBLISHED, State.REPLACED})  # read by everybody; what it says never changes any more
REASONED = frozenset({"send_back", "suspend", "resume"})  # moves that must say why


def allowed(state: State, parts: Set[Part]) -> frozenset[str]:
    """The names of the moves that these parts may make in this state."""
    return frozenset(name for (name, start), move in MOVES.items() if start == state and parts & move.by)
