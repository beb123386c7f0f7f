"""The buttons of the archive and of move-ins, as typed values (R103, R104)."""

from dataclasses import dataclass

from bot.taps import Tap


@dataclass(frozen=True)
class OpenPaper(Tap, prefix="ap"):
    """A paper of a unit's archive."""

    paper: int


@dataclass(frozen=True)
class ShowVersion(Tap, prefix="av"):
    """One version of a paper, as pictures and files."""

    version: int


@dataclass(frozen=True)
class OpenMoveIn(Tap, prefix="mv"):
    """The card of a move-in."""

    case: int


@dataclass(frozen=True)
class ReportDefect(Tap, prefix="md"):
    """A defect that was found while somebody moves in: the form of a report, with the unit filled in."""

    case: int
