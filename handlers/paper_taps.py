"""The buttons of the papers about tickets, as typed values: dispatch order, reminder card, ledgers (R048, R054, R065)."""

from dataclasses import dataclass

from bot.taps import Tap


@dataclass(frozen=True)
class PrintOrder(Tap, prefix="po"):
    """The dispatch order (派工单) as a document."""

    ticket: int


@dataclass(frozen=True)
class PrintCard(Tap, prefix="pc"):
    """The reminder card (温馨提示卡) as a document."""

    ticket: int


@dataclass(frozen=True)
class PrintLedger(Tap, prefix="pl"):
    """The repair ledger of a month, so many months ago."""

    months_ago: int


@dataclass(frozen=True)
class PrintReception(Tap, prefix="pr"):
    """The reception ledger of a month, so many months ago."""

    months_ago: int
