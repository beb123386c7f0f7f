"""The buttons of a customer's paid orders, as typed values (R064, R075)."""

from dataclasses import dataclass

from bot.taps import Tap


@dataclass(frozen=True)
class AgreeToPrice(Tap, prefix="zoa"):
    """Yes to the price that the card shows."""

    quote: int


@dataclass(frozen=True)
class ApprovePrice(Tap, prefix="zop"):
    """Whoever speaks for the company agrees to the price that the card shows."""

    quote: int


@dataclass(frozen=True)
class AskPriceAgain(Tap, prefix="zor"):
    """A price is wanted after all; `seen` is the version that the person decided on."""

    order: int
    seen: int


@dataclass(frozen=True)
class TakeTime(Tap, prefix="zot"):
    """Yes to the time that the office proposes; `fen` is what the order comes to then."""

    order: int
    proposal: int
    fen: int


@dataclass(frozen=True)
class HowToPay(Tap, prefix="zoh"):
    """The ways in which what is owed can be paid."""

    order: int


@dataclass(frozen=True)
class PayOnline(Tap, prefix="zoi"):
    """Send the bill for a payment in Telegram."""

    order: int


@dataclass(frozen=True)
class ComplainOf(Tap, prefix="zoc"):
    """A complaint about what was ordered."""

    ticket: int
