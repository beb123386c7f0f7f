"""The buttons of the money of paid orders: its audit, its confirmation, refunds, and what those in charge look at (R012, R013, R062)."""

from dataclasses import dataclass

from bot.taps import Tap


@dataclass(frozen=True)
class MoneyDeed(Tap, prefix="zmd"):
    """ "audit", "receive", or "give_back" what was paid too much; `seen` is the version that the person decided on."""

    order: int
    deed: str
    seen: int


@dataclass(frozen=True)
class RefundDeed(Tap, prefix="zmf"):
    """ "approve", or paying it by "cash" or "transfer"."""

    refund: int
    deed: str
    seen: int


@dataclass(frozen=True)
class OrderRecords(Tap, prefix="zmr"):
    """Every consent and every step of an order."""

    order: int


@dataclass(frozen=True)
class ShowProofs(Tap, prefix="zmp"):
    """The pictures of the slips of its payments."""

    order: int


@dataclass(frozen=True)
class ListOrders(Tap, prefix="zml"):
    """The orders at one stage, page by page."""

    stage: str
    page: int


@dataclass(frozen=True)
class Revenue(Tap, prefix="zmv"):
    """What a month brought, so many months ago; by "item" or by "department"."""

    by: str
    months_ago: int


@dataclass(frozen=True)
class PrintOrders(Tap, prefix="zmx"):
    """A month's "ledger" of orders, or its "revenue", as a workbook."""

    paper: str
    months_ago: int
