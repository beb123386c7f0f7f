"""The buttons of the manager's mailbox, on both bots, as typed values (R143)."""

from dataclasses import dataclass

from bot.taps import Tap


@dataclass(frozen=True)
class OpenLetter(Tap, prefix="lt"):
    """A letter's card: for its sender, or for the manager."""

    letter: int


@dataclass(frozen=True)
class OwnLetters(Tap, prefix="hw"):
    """What one has written oneself, page by page."""

    page: int


@dataclass(frozen=True)
class LetterHelps(Tap, prefix="lh"):
    """The reply helps; `seen` is the version that the owner read."""

    letter: int
    seen: int


@dataclass(frozen=True)
class SettleLetter(Tap, prefix="le"):
    """Read, and no reply was wished."""

    letter: int
    seen: int


@dataclass(frozen=True)
class ShowLetter(Tap, prefix="lp"):
    """The pictures of a letter."""

    letter: int


@dataclass(frozen=True)
class ListLetters(Tap, prefix="ll"):
    """The manager's letters: those to be answered (1), or all others (0), page by page."""

    open_ones: int
    page: int


@dataclass(frozen=True)
class OpenOpening(Tap, prefix="mx"):
    """A weekly opening."""

    opening: int


@dataclass(frozen=True)
class OpeningDeed(Tap, prefix="mxd"):
    """Open the box, or pass its letters on; `seen` is the version that the person decided on."""

    opening: int
    deed: str
    seen: int


@dataclass(frozen=True)
class ListOpenings(Tap, prefix="mxl"):
    """Every opening, page by page."""

    page: int


@dataclass(frozen=True)
class PrintOpenings(Tap, prefix="mp"):
    """The record of the openings of a year as a workbook."""

    years_ago: int
