"""The buttons of lost and found, on both bots, as typed values (R206)."""

from dataclasses import dataclass

from bot.taps import Tap


@dataclass(frozen=True)
class ListFound(Tap, prefix="fs"):
    """One of the lists, page by page: "items", "losses", "late", "mine"; of owners "mine" and "kept"."""

    which: str
    page: int


@dataclass(frozen=True)
class OpenItem(Tap, prefix="fi"):
    """A found thing's card."""

    item: int


@dataclass(frozen=True)
class OpenLoss(Tap, prefix="fl"):
    """A loss's card."""

    loss: int


@dataclass(frozen=True)
class ItemDeed(Tap, prefix="fd"):
    """A deed that needs no words; `seen` is the version that the person decided on."""

    item: int
    deed: str
    seen: int


@dataclass(frozen=True)
class Compare(Tap, prefix="fc"):
    """A thing and a loss beside each other."""

    item: int
    loss: int


@dataclass(frozen=True)
class TellOwner(Tap, prefix="fy"):
    """They look the same: the owner is asked to come."""

    item: int
    loss: int


@dataclass(frozen=True)
class RuleOut(Tap, prefix="fn"):
    """They are not the same."""

    item: int
    loss: int


@dataclass(frozen=True)
class ConfirmBack(Tap, prefix="fb"):
    """An owner signs: I have it back."""

    item: int
    seen: int


@dataclass(frozen=True)
class WithdrawLoss(Tap, prefix="fw"):
    """An owner has found it."""

    loss: int
    seen: int


@dataclass(frozen=True)
class ShowThing(Tap, prefix="fp"):
    """The pictures of a thing ("found") or of a loss ("loss")."""

    kind: str
    number: int


@dataclass(frozen=True)
class PrintFound(Tap, prefix="fm"):
    """The ledger of a month, so many months ago."""

    months_ago: int
