"""What a unit was charged month by month, as far back as its owners want to see it (R129)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from models.receivables.balances import Line
from models.receivables.fees import Whose
from models.receivables.ladder import later_month

YEAR = 12


@dataclass(frozen=True)
class MonthSum:
    """What was charged for a month and what of it is open, in fen; agency fees are apart (R125)."""

    period: date
    own_fen: int
    agency_fen: int
    open_fen: int

    @property
    def fen(self) -> int:
        """All of it."""
        return self.own_fen + self.agency_fen


def months_of(lines: Sequence[Line], today: date, most: int = YEAR) -> list[MonthSum]:
    """The last months up to this one, the oldest first, from the first one with a line on; none where there are no lines."""
    first = later_month(today, 1 - most, 1)
    known = [one for one in lines if first <= one.row.period <= today]
    if not known:
        return []
    start = min(one.row.period for one in known)
    every = [later_month(today, -ago, 1) for ago in reversed(range(most))]
    return [_sum(period, known) for period in every if period >= start]


def _sum(period: date, lines: Sequence[Line]) -> MonthSum:
    mine = [one for one in lines if one.row.period == period]
    agency = sum(one.row.amount_fen for one in mine if one.row.fee.whose == Whose.AGENCY)
    whole = sum(one.row.amount_fen for one in mine)
    return MonthSum(period, whole - agency, agency, sum(one.open_fen for one in mine))
