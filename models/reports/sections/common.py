"""What several sections ask: rows of a period, things behind a figure, days as labels."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Protocol

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from models.reports.figures import MOST_BEHIND, Behind
from models.reports.periods import A_DAY, Period, PeriodKind


class Numbered(Protocol):
    """A record that people know by a number."""

    number: Any

    @property
    def subject(self) -> str:
        """Its name, such as "ticket:17"."""


def within(column: InstrumentedAttribute[Any], period: Period) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """Whether a moment of a row lies in the period."""
    return column >= period.start, column < period.end


def how_many(session: Session, table: Any, *wanted: ColumnElement[bool]) -> int:
    """How many rows there are."""
    return session.scalar(select(func.count()).select_from(table).where(*wanted)) or 0


def behind(found: Iterable[Numbered]) -> tuple[Behind, ...]:
    """The first of these, for a tap each."""
    return tuple((one.subject, one.number) for one in list(found)[:MOST_BEHIND])


def stretches(period: Period) -> list[tuple[str, date, date]]:
    """What a column of a chart stands for: a day of a week, a week of a month; label, first day, first day after it."""
    if period.kind == PeriodKind.WEEK:
        return [(f"{day.month}/{day.day}", day, day + A_DAY) for day in period.days]
    firsts = [period.first, *(day for day in period.days[1:] if day.weekday() == 0)]
    ends = [*firsts[1:], period.after]
    return [(_from_to(first, end - A_DAY), first, end) for first, end in zip(firsts, ends, strict=True)]


def _from_to(first: date, last: date) -> str:
    return f"{first.month}/{first.day}" if first == last else f"{first.month}/{first.day}-{last.day}"


def per_stretch(period: Period, days: Sequence[date]) -> tuple[int, ...]:
    """How many of these days lie in each column."""
    return tuple(sum(first <= day < end for day in days) for _, first, end in stretches(period))
