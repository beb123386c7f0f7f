"""The buttons of paid orders, on both bots."""

from dataclasses import dataclass

from bot.taps import Tap


@dataclass(frozen=True)
class OpenOrder(Tap, prefix="oo"):
    """An order's own card: its money, step by step."""

    order: int
