"""Which times are free for a visit: somebody of the trade is on duty, and nothing else is kept for them (R047, R067)."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.capacity.busy import Ignored, busy_times, ignored, on_duty_times
from models.capacity.needs import Need
from models.capacity.tables import Hold
from models.capacity.windows import STEP, Window, holds_whole, starts_in, without
from models.estate import Department, Project
from models.hours import Hours, hours_of
from models.people import Person, Staff
from models.policy import policy_of
from models.slots import NOTICE
from models.staffing.plan import A_DAY
from models.tickets.queries import ALL_ROUNDER, fitness, team_of

OFFERED = 8
NEAREST = 4


@dataclass(frozen=True, order=True)
class FreeSpan:
    """A time that can be offered, in the office's zone; `outside_hours` where the service desk is closed for a part of it."""

    start: datetime
    end: datetime
    outside_hours: bool = False


@dataclass(frozen=True)
class Picture:
    """The free time of everybody who could do it, the best choice first, as one look at the database shows it."""

    lasts: timedelta
    hours: Hours
    until: datetime
    windows: dict[int, list[Window]]

    def spans(self) -> list[FreeSpan]:
        """Every time that is free, soonest first."""
        free = {start for mine in self.windows.values() for window in mine for start in starts_in(window, self.lasts)}
        return [self.span(start) for start in sorted(free) if start < self.until]

    def span(self, start: datetime) -> FreeSpan:
        """The time that begins at a moment."""
        local, end = (moment.astimezone(self.hours.zone) for moment in (start, start + self.lasts))
        return FreeSpan(local, end, is_outside(self.hours, local, end))

    def nearest(self, wanted: datetime, since: datetime, most: int) -> list[FreeSpan]:
        """The free times nearest to one that is wished, of those from a moment on, soonest first."""
        found = [one for one in self.spans() if one.start >= since]
        return sorted(sorted(found, key=lambda one: (abs(one.start - wanted), one.start))[:most])

    def takers(self, start: datetime) -> list[int]:
        """Who is free for the whole of it, the best choice first."""
        span = (start, start + self.lasts)
        return [one for one, mine in self.windows.items() if start < self.until and holds_whole(mine, span)]


def is_outside(hours: Hours, start: datetime, end: datetime) -> bool:
    """Whether the service desk is closed for a part of a time."""
    day = start.astimezone(hours.zone).date()
    spans = [tuple(datetime.combine(day, edge, hours.zone) for edge in span) for span in hours.of(day)]
    return not holds_whole(((one, two) for one, two in spans), (start, end))


def department_of(session: Session, project: Project, need: Need) -> Department | None:
    """The department that has to do it."""
    wanted = select(Department).where(Department.project_id == project.id, Department.code == need.department_code)
    return session.scalar(wanted)


def who_could(session: Session, project: Project, need: Need) -> list[Staff]:
    """Who of the department knows the trade, those of the trade before all-rounders, by number."""
    department = department_of(session, project, need)
    team = team_of(session, department) if department else ()
    able = [one for one in team if fitness(one, need.trade) <= ALL_ROUNDER]
    return sorted(able, key=lambda one: (fitness(one, need.trade), one.number))


def look(session: Session, project: Project, need: Need, now: datetime, since: datetime, but: Ignored) -> Picture:
    """Everybody's free time from a moment to the last day that can be booked; the same few queries, however many times there are."""
    policy, able = policy_of(project), who_could(session, project, need)
    last = now.astimezone(project.zone).date() + timedelta(days=policy.service_days_ahead)
    until = datetime.combine(last + A_DAY, time(), project.zone)
    people, gap = [one.person_id for one in able], timedelta(minutes=policy.service_gap_minutes)
    duty = on_duty_times(session, project, people, since, until)
    taken = busy_times(session, people, since - gap, now, but)
    able.sort(key=lambda one: (fitness(one, need.trade), len(taken[one.person_id]), one.number))
    windows = {one.person_id: _after(since, without(duty[one.person_id], taken[one.person_id], gap)) for one in able}
    return Picture(need.lasts(policy.service_visit_minutes), hours_of(project), until, windows)


def _after(since: datetime, windows: list[Window]) -> list[Window]:
    return [(max(start, since), end) for start, end in windows if end > since]


def is_free(session: Session, project: Project, staff_id: int, span: Window, now: datetime, but: Ignored) -> bool:
    """Whether somebody is on duty for the whole of a time, and free."""
    gap = timedelta(minutes=policy_of(project).service_gap_minutes)
    duty = on_duty_times(session, project, [staff_id], *span)[staff_id]
    taken = busy_times(session, [staff_id], span[0] - gap, now, but)[staff_id]
    return holds_whole(without(duty, taken, gap), span)


def free_starts(
    session: Session,
    project: Project,
    need: Need,
    now: datetime,
    *,
    most: int = OFFERED,
    after: datetime | None = None,
    ignoring: str | Hold | None = None,
    thinking: Person | None = None,
) -> list[FreeSpan]:
    """The next times for a visit, at least an hour from now; `after` one of them, the later ones.

    What is kept for the subject (or the hold) `ignoring`, and what the person `thinking` holds, counts as free.
    """
    since = max(now + NOTICE, after + STEP) if after else now + NOTICE
    return look(session, project, need, now, since, _but(session, ignoring, thinking)).spans()[:most]


def free_on(
    session: Session,
    project: Project,
    need: Need,
    now: datetime,
    day: date,
    *,
    ignoring: str | Hold | None = None,
    thinking: Person | None = None,
) -> list[FreeSpan]:
    """All times that begin on a day, in the office's zone."""
    since = max(now + NOTICE, datetime.combine(day, time(), project.zone))
    found = look(session, project, need, now, since, _but(session, ignoring, thinking)).spans()
    return [one for one in found if one.start.date() == day]


def nearest(
    session: Session,
    project: Project,
    need: Need,
    now: datetime,
    wanted: datetime,
    *,
    most: int = NEAREST,
    ignoring: str | Hold | None = None,
    thinking: Person | None = None,
) -> list[FreeSpan]:
    """The times nearest to one that is wished, soonest first."""
    but = _but(session, ignoring, thinking)
    return look(session, project, need, now, now + NOTICE, but).nearest(wanted, now + NOTICE, most)


def _but(session: Session, ignoring: str | Hold | None, thinking: Person | None) -> Ignored:
    if isinstance(ignoring, Hold):
        return ignored(session, hold=ignoring, thinking=thinking)
    return ignored(session, subject=ignoring or "", thinking=thinking)
