"""The buttons of complaints, on both bots."""

from dataclasses import dataclass

from bot.taps import Tap


@dataclass(frozen=True)
class OpenComplaint(Tap, prefix="xo"):
    """A complaint's card."""

    complaint: int


@dataclass(frozen=True)
class ComplaintMove(Tap, prefix="xv"):
    """A move that needs no words; `seen` is the version that the person decided on."""

    complaint: int
    move: str
    seen: int


@dataclass(frozen=True)
class AskWithdrawComplaint(Tap, prefix="xw"):
    """Ask once more before it is taken back."""

    complaint: int


@dataclass(frozen=True)
class ShowComplaintMedia(Tap, prefix="xp"):
    """What was sent for a complaint, as messages of their own."""

    complaint: int


@dataclass(frozen=True)
class VerifyMeasure(Tap, prefix="xk"):
    """A measure was looked at, and it holds."""

    measure: int


@dataclass(frozen=True)
class PrintComplaints(Tap, prefix="xl"):
    """The complaint ledger of a month, so many months ago."""

    months_ago: int
