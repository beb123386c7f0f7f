"""The life of a found thing in one table: from where, to where, by whom (R206)."""

from dataclasses import dataclass
from enum import StrEnum


class ItemState(StrEnum):
    """Where a found thing stands."""

    KEPT = "kept"
    CLAIMED = "claimed"  # somebody says that it is theirs
    RETURNED = "returned"
    POLICE = "police"  # handed to the police
    DISPOSED = "disposed"  # the keep days are over, and nobody came


class LossState(StrEnum):
    """Where a loss stands that an owner has reported."""

    OPEN = "open"
    TOLD = "told"  # something like it is here, and the owner was asked to come
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"  # the owner has found it, or misses it no more


class Part(StrEnum):
    """What somebody is to a found thing."""

    FINDER = "finder"  # the colleague who registered it
    READER = "reader"  # receives at night: sees it, and does nothing with it
    SERVICE = "service"  # customer service and the manager
    IN_CHARGE = "in_charge"  # supervisor and manager
    CLAIMANT = "claimant"  # the owner who is asked to confirm that they have it back


@dataclass(frozen=True)
class Deed:
    """One allowed step; one that is done `apart` is not for the finder, who must not give the thing away alone."""

    name: str
    starts: frozenset[ItemState]
    ends: ItemState | None  # None stays where it is
    by: frozenset[Part]
    apart: bool = False


OPEN = frozenset({ItemState.KEPT, ItemState.CLAIMED})
ENDED = frozenset(ItemState) - OPEN
MISSED = frozenset({LossState.OPEN, LossState.TOLD})

_KEPT, _CLAIMED = frozenset({ItemState.KEPT}), frozenset({ItemState.CLAIMED})
_SERVICE, _IN_CHARGE = frozenset({Part.SERVICE}), frozenset({Part.IN_CHARGE})

DEEDS: dict[str, Deed] = {
    one.name: one
    for one in (
        Deed("hand_in", OPEN, None, _SERVICE),
        Deed("claim", _KEPT, ItemState.CLAIMED, _SERVICE),
        Deed("unclaim", _CLAIMED, ItemState.KEPT, _SERVICE),
        Deed("ask", _CLAIMED, None, _SERVICE, apart=True),
        Deed("unask", _CLAIMED, None, _SERVICE),
        Deed("confirm", _CLAIMED, ItemState.RETURNED, frozenset({Part.CLAIMANT})),
        Deed("give_back", _CLAIMED, ItemState.RETURNED, _SERVICE, apart=True),
        Deed("slip", frozenset({ItemState.RETURNED}), None, _SERVICE),
        Deed("police", _KEPT, ItemState.POLICE, _IN_CHARGE),
        Deed("dispose", _KEPT, ItemState.DISPOSED, _IN_CHARGE),
    )
}
