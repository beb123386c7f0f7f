"""The weeks and months that reports and plans are about: a pure calendar in the office's zone (R157-R160)."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from models.refusals import Gone

A_DAY = timedelta(days=1)
FIRST_YEAR, LAST_YEAR = 2000, 2999


class PeriodKind(StrEnum):
    """How long a period is."""

    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True)
class Period:
    """A week or a month, from its first midnight to the one after it; `code` is 202538 for the 38th week, 202509 for September."""

    kind: PeriodKind
    code: int
    first: date
    after: date
    zone: ZoneInfo

    @property
    def start(self) -> datetime:
        """Its first moment."""
        return datetime.combine(self.first, time(0), self.zone)

    @property
    def end(self) -> datetime:
        """The first moment after it."""
        return datetime.combine(self.after, time(0), self.zone)

    @property
    def last(self) -> date:
        """Its last day."""
        return self.after - A_DAY

    @property
    def days(self) -> list[date]:
        """Its days, in order."""
        return [self.first + A_DAY * ahead for ahead in range((self.after - self.first).days)]

    def holds(self, moment: datetime | None) -> bool:
        """Whether a moment lies in it."""
        return moment is not None and self.start <= moment < self.end


def period_of(zone: ZoneInfo, kind: PeriodKind, moment: datetime) -> Period:
    """The week or the month in which a moment lies."""
    return period_on(zone, kind, moment.astimezone(zone).date())


def period_on(zone: ZoneInfo, kind: PeriodKind, day: date) -> Period:
    """The week or the month of a day."""
    if kind == PeriodKind.WEEK:
        year, week, weekday = day.isocalendar()
        first = day - A_DAY * (weekday - 1)
        return Period(kind, year * 100 + week, first, first + A_DAY * 7, zone)
    first = day.replace(day=1)
    after = (first + A_DAY * 31).replace(day=1)
    return Period(kind, first.year * 100 + first.month, first, after, zone)


def period_with(zone: ZoneInfo, kind: PeriodKind, code: int) -> Period:
    """The period with a code; raises Gone where there is none."""
    year, number = divmod(code, 100)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Gone
    try:
        first = date.fromisocalendar(year, number, 1) if kind == PeriodKind.WEEK else date(year, number, 1)
    except ValueError:
        raise Gone from None
    return period_on(zone, kind, first)


def before(period: Period) -> Period:
    """The period before, with which one is compared."""
    return period_on(period.zone, period.kind, period.first - A_DAY)
