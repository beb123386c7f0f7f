"""What becomes of a receivable, of a question about it, of an extension and of a write-off: pure tables (R123, R129, DOMAIN 5.7)."""

from dataclasses import dataclass
from enum import StrEnum


class Standing(StrEnum):
    """How a line stands at a moment; only a due one is asked for (DOMAIN 3.2)."""

    DUE = "due"
    PAID = "paid"
    DISPUTED = "disputed"
    EXTENDED = "extended"
    LEGAL = "legal"


class DebtorKind(StrEnum):
    """Why somebody does not pay, as the office sees it (N20)."""

    UNKNOWN = "unknown"
    DISSATISFIED = "dissatisfied"  # the service is put right first
    HARDSHIP = "hardship"  # one or two months more
    UNWILLING = "unwilling"  # the legal list, in the end


class DisputeState(StrEnum):
    """How far an owner's question about a line is."""

    OPEN = "open"
    ANSWERED = "answered"  # explained or corrected; the owner may ask once more
    ENDED = "ended"


class AskState(StrEnum):
    """How far something is that the manager has to decide: an extension, a write-off, the legal list."""

    ASKED = "asked"  # by the owner; nobody has looked at it yet
    PROPOSED = "proposed"
    GRANTED = "granted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class Part(StrEnum):
    """What somebody is to such a matter."""

    OWNER = "owner"  # a contact of the unit who sees its bills
    SERVICE = "service"  # field customer service and the supervisor
    MANAGER = "manager"


@dataclass(frozen=True)
class Move:
    """One allowed step: from, to, by whom."""

    name: str
    starts: frozenset[AskState]
    ends: AskState
    by: frozenset[Part]


ASKED, PROPOSED = frozenset({AskState.ASKED}), frozenset({AskState.PROPOSED})
OPEN_ASKS = ASKED | PROPOSED

MOVES: dict[str, Move] = {
    one.name: one
    for one in (
        Move("propose", ASKED, AskState.PROPOSED, frozenset({Part.SERVICE})),
        Move("grant", OPEN_ASKS, AskState.GRANTED, frozenset({Part.MANAGER})),
        Move("decline", OPEN_ASKS, AskState.DECLINED, frozenset({Part.MANAGER})),
        Move("withdraw", OPEN_ASKS, AskState.WITHDRAWN, frozenset({Part.OWNER, Part.SERVICE})),
    )
}
