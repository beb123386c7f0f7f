"""The buttons of collecting and handing over money, as typed values (R126)."""

from dataclasses import dataclass

from bot.taps import Tap


@dataclass(frozen=True)
class OpenPayment(Tap, prefix="cp"):
    """A payment's card."""

    payment: int


@dataclass(frozen=True)
class OpenHandOver(Tap, prefix="ch"):
    """A hand-over's card."""

    handover: int


@dataclass(frozen=True)
class OpenDeposit(Tap, prefix="cd"):
    """A deposit's card."""

    deposit: int


@dataclass(frozen=True)
class HandOverDeed(Tap, prefix="cv"):
    """A deed on a hand-over that needs no words; `seen` is the version that the person decided on."""

    handover: int
    deed: str
    seen: int


@dataclass(frozen=True)
class SeePayment(Tap, prefix="cy"):
    """Finance has found it in the bank."""

    payment: int


@dataclass(frozen=True)
class SeeDeposit(Tap, prefix="cz"):
    """The same of a deposit."""

    deposit: int


@dataclass(frozen=True)
class WithdrawDeposit(Tap, prefix="cb"):
    """Who has stated it takes it back."""

    deposit: int


@dataclass(frozen=True)
class ListCash(Tap, prefix="cl"):
    """One of the lists, page by page: "mine", "owed", "count", "transfers", "deposits", "holders", "differences"."""

    which: str
    page: int


@dataclass(frozen=True)
class OpenHolder(Tap, prefix="cw"):
    """What one colleague has on hand."""

    staff: int


@dataclass(frozen=True)
class ShowSlip(Tap, prefix="cx"):
    """The pictures of a "payment" or a "deposit"."""

    kind: str
    number: int


@dataclass(frozen=True)
class PrintCash(Tap, prefix="cm"):
    """The ledger of a month, so many months ago."""

    months_ago: int
