"""The lives of payments, hand-overs and deposits: from where, to where, by whom (X3, R126)."""

from dataclasses import dataclass
from enum import StrEnum


class Method(StrEnum):
    """How money changes hands."""

    CASH = "cash"
    TRANSFER = "transfer"
    TELEGRAM = "telegram"


class PaymentState(StrEnum):
    """Where the money of a payment is."""

    ON_HAND = "on_hand"
    IN_TRANSIT = "in_transit"  # being handed over or deposited, transferred, or not yet settled by Telegram
    IN_TILL = "in_till"
    IN_BANK = "in_bank"
    VOID = "void"


class HandOverState(StrEnum):
    """How far a hand-over is."""

    PROPOSED = "proposed"
    DIFFERS = "differs"  # the receiver has counted another amount
    CONFIRMED = "confirmed"
    WITHDRAWN = "withdrawn"


class DepositState(StrEnum):
    """How far a deposit at the bank is."""

    STATED = "stated"
    CONFIRMED = "confirmed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class Part(StrEnum):
    """What somebody is to a hand-over."""

    GIVER = "giver"
    RECEIVER = "receiver"
    MANAGER = "manager"
    READER = "reader"  # those in charge see it


@dataclass(frozen=True)
class Deed:
    """One allowed step of a hand-over; one that is done `apart` is for none of its two sides."""

    name: str
    starts: frozenset[HandOverState]
    ends: HandOverState
    by: Part
    apart: bool = False


PROPOSED, DIFFERS = frozenset({HandOverState.PROPOSED}), frozenset({HandOverState.DIFFERS})
OPEN = PROPOSED | DIFFERS

DEEDS: dict[str, Deed] = {
    one.name: one
    for one in (
        Deed("confirm", OPEN, HandOverState.CONFIRMED, Part.RECEIVER),
        Deed("differ", OPEN, HandOverState.DIFFERS, Part.RECEIVER),
        Deed("withdraw", OPEN, HandOverState.WITHDRAWN, Part.GIVER),
        Deed("settle", DIFFERS, HandOverState.CONFIRMED, Part.MANAGER, apart=True),
    )
}
