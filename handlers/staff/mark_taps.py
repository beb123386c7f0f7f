"""The buttons of marks on what owners wrote, as typed values (R083)."""

from dataclasses import dataclass

from bot.taps import Tap


@dataclass(frozen=True)
class OpenMark(Tap, prefix="mk"):
    """A mark's card."""

    mark: int


@dataclass(frozen=True)
class EndMark(Tap, prefix="me"):
    """It was looked after (0), or it was a mistake (1)."""

    mark: int
    mistaken: int
