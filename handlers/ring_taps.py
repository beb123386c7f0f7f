"""The buttons of the three rings, as typed values (R184)."""

from dataclasses import dataclass

from bot.taps import Tap


@dataclass(frozen=True)
class SayRings(Tap, prefix="rg"):
    """The call was picked up within three rings (1), or later (0)."""

    ticket: int
    in_time: int
