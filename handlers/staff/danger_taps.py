"""The buttons under words of danger, as typed values (R098)."""

from dataclasses import dataclass

from bot.taps import Tap


@dataclass(frozen=True)
class RaiseForThem(Tap, prefix="ef"):
    """A colleague raises the alarm for somebody who wrote of danger."""

    note: int
    symptom: str


@dataclass(frozen=True)
class NoAlarmNeeded(Tap, prefix="en"):
    """A colleague has called, and there is no danger."""

    note: int
