"""What a service will cost, line by line: labour, what is missing to the minimum, the surcharge outside service hours. Pure (DOMAIN 4.4)."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from models.money import percent_of, times

ONE = 100  # hundredths of a unit


class LineKind(StrEnum):
    """What a line of an estimate, or of a price, is for."""

    LABOUR = "labour"
    MATERIAL = "material"
    MINIMUM = "minimum"  # what is missing to the least that such a job costs
    SURCHARGE = "surcharge"  # outside service hours


class Priced(Protocol):
    """What an estimate needs of an edition, in fen; no price means by quotation."""

    @property
    def price_fen(self) -> int | None:
        """Of one unit."""

    @property
    def minimum_fen(self) -> int:
        """The least that such a job costs, 0 for none."""


@dataclass(frozen=True)
class EstimateLine:
    """One line: so many hundredths at so many fen."""

    kind: LineKind
    quantity: int
    price_fen: int
    amount_fen: int


@dataclass(frozen=True)
class Estimate:
    """The lines, which add up to the total, in fen."""

    lines: tuple[EstimateLine, ...]

    @property
    def total_fen(self) -> int:
        """What is to be paid, material apart."""
        return sum(line.amount_fen for line in self.lines)


def estimate(
    priced: Priced, quantity: int, *, outside_hours: bool = False, surcharge_percent: int = 0
) -> Estimate | None:
    """What so many hundredths of a unit cost; the surcharge is on labour with its minimum. None where only a quotation can say.

    Raises ValueError for a quantity that is not positive.
    """
    if quantity <= 0:
        raise ValueError("an estimate is for something")
    if priced.price_fen is None:
        return None
    labour = times(priced.price_fen, quantity)
    lines = [EstimateLine(LineKind.LABOUR, quantity, priced.price_fen, labour)]
    if (missing := priced.minimum_fen - labour) > 0:
        lines.append(EstimateLine(LineKind.MINIMUM, ONE, missing, missing))
    extra = percent_of(max(labour, priced.minimum_fen), surcharge_percent) if outside_hours else 0
    if extra:
        lines.append(EstimateLine(LineKind.SURCHARGE, ONE, extra, extra))
    return Estimate(tuple(lines))
