"""The life of an announcement in one table: drafted, approved by another person, sent, and how it ends (R149, R195)."""

from collections.abc import Set
from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """Where an announcement stands."""

    DRAFT = "draft"
    RETURNED = "returned"  # with a comment, to be revised
    DISCARDED = "discarded"
    SCHEDULED = "scheduled"
    SENDING = "sending"
    SENT = "sent"
    ENDED = "ended"  # what was shut off is back
    CORRECTED = "corrected"  # another one has taken its place
    CALLED_OFF = "called_off"


class Part(StrEnum):
    """What somebody is to an announcement that is not out yet; who is none of these does not know that it exists."""

    DRAFTER = "drafter"
    SERVICE = "service"  # desk, field, supervisor and manager
    LEAD = "lead"  # supervisor and manager
    CLOCK = "clock"


@dataclass(frozen=True)
class Move:
    """From where, to where, by whom; one that is `apart` is not for the drafter, one of a `shutoff` for no other kind."""

    name: str
    start: State
    end: State
    by: frozenset[Part]
    apart: bool = False
    shutoff: bool = False


_DRAFTER, _LEAD = frozenset({Part.DRAFTER}), frozenset({Part.LEAD})
_SERVICE, _CLOCK = frozenset({Part.SERVICE}), frozenset({Part.CLOCK})
OPEN_DRAFTS = (State.DRAFT, State.RETURNED)
TO_COME = frozenset({*OPEN_DRAFTS, State.SCHEDULED, State.SENDING})
OUT = frozenset({State.SENDING, State.SENT, State.ENDED, State.CORRECTED, State.CALLED_OFF})

MOVES = {
    (move.name, move.start): move
    for move in (
        *(Move("revise", state, State.DRAFT, _DRAFTER) for state in OPEN_DRAFTS),
        Move("send_back", State.DRAFT, State.RETURNED, _LEAD, apart=True),
        Move("approve", State.DRAFT, State.SCHEDULED, _LEAD, apart=True),
        *(Move("discard", state, State.DISCARDED, _DRAFTER | _LEAD) for state in OPEN_DRAFTS),
        *(Move("call_off", state, State.CALLED_OFF, _LEAD) for state in (State.SCHEDULED, State.SENDING, State.SENT)),
        Move("start", State.SCHEDULED, State.SENDING, _CLOCK),
        Move("nobody", State.SCHEDULED, State.CALLED_OFF, _CLOCK),
        Move("arrive", State.SENDING, State.SENT, _CLOCK),
        Move("correct", State.SENT, State.SENT, _SERVICE),
        Move("replace", State.SENT, State.CORRECTED, _CLOCK),
        Move("end", State.SENT, State.ENDED, _SERVICE, shutoff=True),
    )
}
NAMES = tuple(dict.fromkeys(name for name, move in MOVES if Part.CLOCK not in MOVES[name, move].by))


def allowed(state: State, parts: Set[Part], *, shutoff: bool) -> frozenset[str]:
    """The names of the moves that these parts may make in this state."""
    found = (move for move in MOVES.values() if move.start == state and parts & move.by)
    return frozenset(
        move.name for move in found if not (move.apart and Part.DRAFTER in parts) and (shutoff or not move.shutoff)
    )
