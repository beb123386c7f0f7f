"""How the amount of a line comes about, as typed figures; amounts are whole fen, half up per line; pure (DOMAIN 4.8).

Areas count hundredths of a square metre, readings hundredths of their unit, prices and rates ten-thousandths of a yuan.
"""

import calendar
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from fractions import Fraction
from typing import Any, ClassVar

PRICE = 10_000  # in a yuan
HUNDRED = 100  # in a square metre, a kilowatt hour or a cubic metre; fen in a yuan


def half_up(fen: Fraction) -> int:
    """The nearest whole fen; half a fen is one."""
    return int((fen + Fraction(1, 2)).__floor__())


@dataclass(frozen=True)
class AreaFee:
    """Area times rate times the share of the month, as for the management fee."""

    KIND: ClassVar[str] = "area"
    area: int
    rate: int
    days: int = 0  # of the month that are paid for; 0 is the whole month
    of_days: int = 0

    @property
    def fen(self) -> int:
        """What it comes to."""
        share = Fraction(self.days, self.of_days) if self.days else Fraction(1)
        return half_up(Fraction(self.area, HUNDRED) * Fraction(self.rate, PRICE) * HUNDRED * share)


@dataclass(frozen=True)
class MeterFee:
    """The difference of two readings times the meter's ratio times the price; a meter that has turned over begins again.

    `turn` is what a whole turn of the meter counts, where it has turned over; `exchanged` what its predecessor had counted since
    the reading before; both in hundredths.
    """

    KIND: ClassVar[str] = "meter"
    before: int
    after: int
    price: int
    ratio: int = 1
    turn: int = 0
    estimated: bool = False
    exchanged: int = 0

    @property
    def usage(self) -> int:
        """What was used, in hundredths."""
        return (self.after - self.before + self.turn) * self.ratio + self.exchanged

    @property
    def fen(self) -> int:
        """What it comes to."""
        return half_up(Fraction(self.usage, HUNDRED) * Fraction(self.price, PRICE) * HUNDRED)


@dataclass(frozen=True)
class CountFee:
    """So many pieces at a rate, as for parking bays."""

    KIND: ClassVar[str] = "count"
    count: int
    rate: int

    @property
    def fen(self) -> int:
        """What it comes to."""
        return half_up(Fraction(self.count) * Fraction(self.rate, PRICE) * HUNDRED)


@dataclass(frozen=True)
class SplitFee:
    """A fee whose price changed within its days: `amount` counts hundredths of what is paid for, `parts` are days and their price.

    `amount` is an area, a usage (with its two readings, for the reader), or pieces.
    """

    KIND: ClassVar[str] = "split"
    amount: int
    parts: tuple[tuple[int, int], ...]
    of_days: int
    before: int | None = None
    after: int | None = None
    ratio: int = 1

    @property
    def fen(self) -> int:
        """What it comes to, half up once at the end."""
        priced = sum((Fraction(days * price, self.of_days) for days, price in self.parts), Fraction(0))
        return half_up(Fraction(self.amount, HUNDRED) * priced / PRICE * HUNDRED)


Formula = AreaFee | MeterFee | CountFee | SplitFee
KINDS: Mapping[str, type[Formula]] = {one.KIND: one for one in (AreaFee, MeterFee, CountFee, SplitFee)}


def details_of(formula: Formula) -> dict[str, Any]:
    """Its figures, as a line keeps them."""
    return {"kind": formula.KIND, **asdict(formula)}


def formula_of(details: Mapping[str, Any]) -> Formula | None:
    """The formula behind a line's figures; None where the amount was only imported."""
    kind = KINDS.get(details.get("kind", ""))
    figures = {name: value for name, value in details.items() if name != "kind"}
    if "parts" in figures:  # lists, as JSON has them
        figures["parts"] = tuple((days, price) for days, price in figures["parts"])
    return kind(**figures) if kind else None


def first_month(area: int, rate: int, since: date) -> AreaFee:
    """The month in which somebody moves in, from that day on, by its calendar days."""
    days = calendar.monthrange(since.year, since.month)[1]
    return AreaFee(area, rate, days - since.day + 1, days)


def last_month(area: int, rate: int, until: date) -> AreaFee:
    """The month in which somebody moves out, up to and with that day."""
    return AreaFee(area, rate, until.day, calendar.monthrange(until.year, until.month)[1])
