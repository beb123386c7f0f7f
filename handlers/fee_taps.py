"""The buttons of the units' accounts on the staff bot, as typed values (R121-R130)."""

from dataclasses import dataclass

from bot.taps import Tap


@dataclass(frozen=True)
class ShowMonth(Tap, prefix="sfm"):
    """The figures of a month, so many months ago."""

    months_ago: int


@dataclass(frozen=True)
class OpenAccount(Tap, prefix="sfa"):
    """A unit's account, at one of its sections and pages."""

    unit: int
    section: str
    page: int


@dataclass(frozen=True)
class OpenLine(Tap, prefix="sfl"):
    """One line of what a unit owes."""

    line: int


@dataclass(frozen=True)
class OpenDispute(Tap, prefix="sfq"):
    """An owner's question about a line."""

    dispute: int


@dataclass(frozen=True)
class ShowDispute(Tap, prefix="sfv"):
    """The pictures that came with it."""

    dispute: int


@dataclass(frozen=True)
class OpenAsk(Tap, prefix="sfk"):
    """Something that the manager decides."""

    ask: int


@dataclass(frozen=True)
class AskDeed(Tap, prefix="sfd"):
    """ "grant" or "withdraw", which need no words; `seen` is the version that the person decided on."""

    ask: int
    deed: str
    seen: int


@dataclass(frozen=True)
class OpenReminder(Tap, prefix="sfr"):
    """What a unit was reminded of."""

    reminder: int


@dataclass(frozen=True)
class ListFees(Tap, prefix="sfi"):
    """One of the lists, page by page: "debts", "questions", "asks", "visits", "court", "closed", "compare"."""

    which: str
    page: int


@dataclass(frozen=True)
class OpenReconciliation(Tap, prefix="sfc"):
    """What finance compares on a day."""

    number: int


@dataclass(frozen=True)
class PrintFees(Tap, prefix="sfp"):
    """A paper: "balances", "unreached", "dunning" (for all), or "bills" and "notice" of one unit."""

    paper: str
    number: int


@dataclass(frozen=True)
class GetFeeTemplate(Tap, prefix="sft"):
    """The empty workbook of a kind."""

    kind: str


@dataclass(frozen=True)
class CloseMonth(Tap, prefix="sfx"):
    """Finance closes a month, by its number: year times twelve and month; what it saw is asked before."""

    month: int
