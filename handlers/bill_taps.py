"""The buttons of an owner's fees and bills, as typed values (R123, R129)."""

from dataclasses import dataclass

from bot.taps import Tap


@dataclass(frozen=True)
class OpenAccount(Tap, prefix="ofu"):
    """What a unit owes, and the ways on."""

    unit: int


@dataclass(frozen=True)
class OpenBill(Tap, prefix="ofb"):
    """A payment notice with its lines."""

    bill: int


@dataclass(frozen=True)
class OpenUnbilled(Tap, prefix="ofm"):
    """The lines of a unit that stand on no notice yet."""

    unit: int


@dataclass(frozen=True)
class EarlierBills(Tap, prefix="ofe"):
    """The notices of a unit, paid ones too."""

    unit: int


@dataclass(frozen=True)
class ShowYear(Tap, prefix="ofh"):
    """The last twelve months as a picture."""

    unit: int


@dataclass(frozen=True)
class PrintBill(Tap, prefix="ofn"):
    """The payment notice on paper."""

    bill: int


@dataclass(frozen=True)
class WaysToPay(Tap, prefix="ofw"):
    """How the fees of a unit can be paid."""

    unit: int


@dataclass(frozen=True)
class OwnPayments(Tap, prefix="ofp"):
    """What was paid for a unit."""

    unit: int


@dataclass(frozen=True)
class OpenReceipt(Tap, prefix="ofr"):
    """A payment with its receipt, and what it was for."""

    payment: int


@dataclass(frozen=True)
class OpenQuestion(Tap, prefix="ofq"):
    """What was asked about a line, and the answer."""

    dispute: int


@dataclass(frozen=True)
class EndQuestion(Tap, prefix="ofd"):
    """The answer is clear, or the question is taken back."""

    dispute: int


@dataclass(frozen=True)
class WithdrawAsk(Tap, prefix="ofx"):
    """A wish for more time is taken back; `seen` is the version that the person decided on."""

    ask: int
    seen: int
