"""Which price holds on which day: that of the unit's contract, else the general one; a gap is told, never guessed (R131). Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Price:
    """A price in ten-thousandths of a yuan for so many pieces, from a day until a day, both included."""

    price: int
    since: date
    until: date | None = None
    count: int = 1
    own: bool = False  # of the unit's contract

    def holds(self, day: date) -> bool:
        """Whether it holds on a day."""
        return self.since <= day and (self.until is None or day <= self.until)


class PriceGap(Exception):
    """No price holds on `day`: nothing is charged before somebody has said what it costs."""

    def __init__(self, day: date) -> None:
        super().__init__(day)
        self.day = day


@dataclass(frozen=True)
class Stretch:
    """So many days at one price for so many pieces."""

    days: int
    price: int
    count: int


def price_on(prices: Iterable[Price], day: date) -> Price:
    """The one that holds: the contract's before the general one, the newest before older ones. Raises PriceGap."""
    holding = [one for one in prices if one.holds(day)]
    if not holding:
        raise PriceGap(day)
    return max(holding, key=lambda one: (one.own, one.since))


def stretches(prices: Sequence[Price], first: date, last: date) -> list[Stretch]:
    """The days from the first to the last, both included, by what holds on them. Raises PriceGap."""
    found: list[Stretch] = []
    day = first
    while day <= last:
        now = price_on(prices, day)
        if found and (found[-1].price, found[-1].count) == (now.price, now.count):
            found[-1] = Stretch(found[-1].days + 1, now.price, now.count)
        else:
            found.append(Stretch(1, now.price, now.count))
        day += DAY
    return found
