"""Service hours on China's calendar: working days, make-up days, and time that counts only while the office is open."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import holidays

from models.estate import Project
from models.policy import Policy, policy_of
from models.policy_terms import Week

MORNING = time(9)  # of a day on which the office is closed
FAR = 400  # days after which a search for an open hour gives up


@cache
def _calendar(year: int) -> holidays.HolidayBase:
    return holidays.country_holidays("CN", years=[year])


def is_holiday(day: date) -> bool:
    """Whether the day belongs to a statutory break: a holiday, or a day off that is joined to one, as weekends are."""
    return any(_joined(day, timedelta(days=step)) for step in (-1, 1))


def _joined(day: date, step: timedelta) -> bool:
    while not is_working_day(day):
        if day in _calendar(day.year):
            return True
        day += step
    return False


def is_working_day(day: date) -> bool:
    """Whether people work on this day: weekdays and make-up days (调休), without holidays."""
    return bool(_calendar(day.year).is_working_day(day))


def is_first_working_day(day: date) -> bool:
    """Whether it is the first day of its month on which people work."""
    before = (day.replace(day=number) for number in range(1, day.day))
    return is_working_day(day) and not any(is_working_day(one) for one in before)


def month_of(local: datetime, ago: int) -> tuple[datetime, datetime]:
    """When a month began that was so many months ago, and when the next one did."""
    first = local.year * 12 + local.month - 1 - ago
    midnight = local.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    begin, after = (midnight.replace(year=month // 12, month=month % 12 + 1) for month in (first, first + 1))
    return begin, after


@dataclass(frozen=True)
class Hours:
    """The hours of one office in its own zone."""

    zone: ZoneInfo
    week: Week
    closed: frozenset[date] = frozenset()

    def of(self, day: date) -> tuple[tuple[time, time], ...]:
        """The open spans of a day, in local time; a weekend day that makes up for a holiday is as long as a Monday."""
        if day in self.closed or is_holiday(day):
            return ()
        if day.weekday() >= 5 and is_working_day(day):
            return self.week[0]
        return self.week[day.weekday()]

    def begins(self, day: date) -> datetime:
        """When the morning of a day begins: as the office opens, or at nine where it stays closed."""
        spans = self.of(day)
        return datetime.combine(day, spans[0][0] if spans else MORNING, self.zone)

    def spans(self, now: datetime) -> Iterator[tuple[datetime, datetime]]:
        """The open spans that end after now, soonest first."""
        today = now.astimezone(self.zone).date()
        for ahead in range(FAR):
            day = today + timedelta(days=ahead)
            for start, end in self.of(day):
                if (closes := datetime.combine(day, end, self.zone)) > now:
                    yield datetime.combine(day, start, self.zone), closes

    def is_open(self, now: datetime) -> bool:
        """Whether the office is open."""
        return next(self.spans(now))[0] <= now

    def opens(self, now: datetime) -> datetime:
        """Now, if the office is open, or else the moment at which it opens."""
        return max(now, next(self.spans(now))[0])

    def after(self, now: datetime, amount: timedelta) -> datetime:
        """The moment at which so much service time will have passed."""
        for start, end in self.spans(now):
            begin = max(now, start)
            if begin + amount <= end:
                return begin + amount
            amount -= end - begin
        raise ValueError("the office never opens")

    def between(self, start: datetime, end: datetime) -> timedelta:
        """How much service time lies between two moments; none if the second one is earlier."""
        total = timedelta(0)
        for opens, closes in self.spans(start):
            if (begin := max(opens, start)) >= end:
                break
            total += min(closes, end) - begin
        return total

    @property
    def day(self) -> timedelta:
        """The service time of a full day: what the handbook's limits of 24 hours and of days are counted in."""
        today = date.min
        lengths = [
            sum((datetime.combine(today, end) - datetime.combine(today, start) for start, end in spans), timedelta(0))
            for spans in self.week
        ]
        return max(lengths)


def hours_of(project: Project) -> Hours:
    """The service hours of an office."""
    policy = policy_of(project)
    return Hours(project.zone, policy.week, frozenset(policy.closed_days))


def awake(now: datetime, zone: ZoneInfo, policy: Policy) -> datetime:
    """Now, or the end of the quiet hours if an owner should not be disturbed (DOMAIN 3.2)."""
    local = now.astimezone(zone)
    day = local.date()
    if local.time() >= policy.quiet_from:
        day += timedelta(days=1)
    elif policy.quiet_until <= local.time() and not is_holiday(day):
        return now
    while is_holiday(day):
        day += timedelta(days=1)
    return datetime.combine(day, policy.quiet_until, zone)


def errand_time(now: datetime, project: Project) -> datetime:
    """Now, or when owners may next be told of fees and surveys: in the errand hours of working days, never in quiet ones (DOMAIN 3.2)."""
    moment, policy = now, policy_of(project)
    for _ in range(FAR):
        moment = awake(next(_errands(moment, project)), project.zone, policy)
        if next(_errands(moment, project)) == moment:
            return moment
    raise ValueError("the quiet hours leave no time for errands")


def _errands(now: datetime, project: Project) -> Iterator[datetime]:
    """The moments from now on at which an errand may begin, soonest first."""
    closed, today = frozenset(policy_of(project).closed_days), now.astimezone(project.zone).date()
    for ahead in range(FAR):
        day = today + timedelta(days=ahead)
        if day in closed or not is_working_day(day):
            continue
        for start, end in _errand_spans(policy_of(project)):
            if now < datetime.combine(day, end, project.zone):
                yield max(now, datetime.combine(day, start, project.zone))


def _errand_spans(policy: Policy) -> tuple[tuple[time, time], ...]:
    return (
        (policy.fees_morning_from, policy.fees_morning_until),
        (policy.fees_afternoon_from, policy.fees_afternoon_until),
    )


def working_day_from(day: date) -> date:
    """The day itself if people work on it, else the next one on which they do."""
    while not is_working_day(day):
        day += timedelta(days=1)
    return day
