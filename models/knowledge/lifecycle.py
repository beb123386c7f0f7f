"""The life of one edition of an entry in one table: drafted, reviewed by two people, published, replaced or retired (R119)."""

from collections.abc import Set
from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """How far an edition is."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"  # the supervisor reads it
    REVIEWED = "reviewed"  # the manager approves it
    PUBLISHED = "published"
    REPLACED = "replaced"  # a newer edition is published
    RETIRED = "retired"
    DROPPED = "dropped"  # a draft that nobody needs


class Part(StrEnum):
    """What somebody is to the knowledge base; whoever is none of these reads what is published (DOMAIN 5.7)."""

    DRAFTER = "drafter"
    REVIEWER = "reviewer"
    APPROVER = "approver"


@dataclass(frozen=True)
class Move:
    """From where, to where, by whom; and after which earlier moves of their own nobody makes it."""

    name: str
    start: State
    end: State
    by: frozenset[Part]
    apart: frozenset[str] = frozenset()


WRITES = frozenset({"draft", "write", "hand_in"})  # whose words it is
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
        Move("keep", State.PUBLISHED, State.PUBLISHED, _LEADING),
        Move("retire", State.PUBLISHED, State.RETIRED, _LEADING),
    )
}
NAMES = tuple(dict.fromkeys(name for name, _ in MOVES))
UNDER_WAY = frozenset({State.DRAFT, State.IN_REVIEW, State.REVIEWED})  # an entry has one of these at a time
REASONED = frozenset({"send_back", "retire"})  # moves that must say why


def allowed(state: State, parts: Set[Part]) -> frozenset[str]:
    """The names of the moves that these parts may make in this state."""
    return frozenset(name for (name, start), move in MOVES.items() if start == state and parts & move.by)
