"""The buttons of complaints, on both bots."""

from dataclasses import dataclass

from bot.taps import Tap


@dataclass(frozen=True)
class OpenComplaint(Tap, prefix="jo", for_all=True):
    """A complaint's card."""

    complaint: int


@dataclass(frozen=True)
class ComplaintMove(Tap, prefix="jv", for_all=True):
    """A move that needs no words; `seen` is the version that the person decided on."""

    complaint: int
    move: str
    seen: int


@dataclass(frozen=True)
class OwnComplaints(Tap, prefix="jm", for_all=True):
    """What somebody has told the office who has no unit any more."""


@dataclass(frozen=True)
class ShowComplaintMedia(Tap, prefix="jp"):
    """What was sent for a complaint, as messages of their own."""

    complaint: int


@dataclass(frozen=True)
class VerifyMeasure(Tap, prefix="jk"):
    """A measure was looked at, and it holds."""

    measure: int


@dataclass(frozen=True)
class OpenAnalysis(Tap, prefix="ja"):
    """What a month's complaints and enquiries say; 202509 for September 2025."""

    month: int


@dataclass(frozen=True)
class PrintAnalysis(Tap, prefix="jx"):
    """The same as a workbook."""

    month: int


@dataclass(frozen=True)
class PrintComplaints(Tap, prefix="jl"):
    """The complaint ledger of a month, so many months ago."""

    months_ago: int
