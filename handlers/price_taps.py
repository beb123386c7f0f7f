"""The buttons of the price list, as typed values (R059, R077)."""

from dataclasses import dataclass

from bot.taps import Tap


@dataclass(frozen=True)
class ListServices(Tap, prefix="zs"):
    """A page of what owners can have, by the letter of its shelf."""

    shelf: str
    page: int


@dataclass(frozen=True)
class OpenService(Tap, prefix="zi"):
    """What a service costs today, by its item."""

    item: int


@dataclass(frozen=True)
class ListPrices(Tap, prefix="zl"):
    """A page of the prices of the day, by the letter of their shelf."""

    shelf: str
    page: int


@dataclass(frozen=True)
class ListPriceWork(Tap, prefix="zw"):
    """A page of what is to be done, such as drafts, or of what is special, such as suspended ones."""

    pile: str
    page: int


@dataclass(frozen=True)
class OpenPrice(Tap, prefix="zo"):
    """A version's card."""

    edition: int


@dataclass(frozen=True)
class ListPriceVersions(Tap, prefix="zv"):
    """Every version of an item."""

    item: int


@dataclass(frozen=True)
class MovePrice(Tap, prefix="zm"):
    """A move that needs no more words; `seen` is the version that the person decided on."""

    edition: int
    move: str
    seen: int


@dataclass(frozen=True)
class ChangePrice(Tap, prefix="zc"):
    """A new version, with the terms of this one."""

    edition: int


@dataclass(frozen=True)
class WritePrice(Tap, prefix="ze"):
    """The form of a draft, filled in as it stands."""

    edition: int


@dataclass(frozen=True)
class PrintPrices(Tap, prefix="zp"):
    """The whole list as a workbook."""
