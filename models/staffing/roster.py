"""Editing the duty roster: weekly shifts, single days, leave and swaps; heads for their own people (R005, R015)."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.assignments.leaving import in_hand
from models.assignments.tables import Assignment
from models.capacity.keeping import bookings_watched
from models.estate import Project
from models.notices import tell
from models.people import Leave, Person, Shift, Side, Staff
from models.refusals import Gone, ImpossibleTime, NotYours, ReasonMissing
from models.rota import plan_of, staff_of
from models.staffing.employment import employed, note
from models.staffing.gaps import holes_watched
from models.staffing.leaders import leads, superiors
from models.staffing.plan import A_DAY
from models.staffing.reminders import watch
from models.tickets.queries import tasks_of
from models.tickets.tables import Ticket

ALL_WEEK = (1, 2, 3, 4, 5, 6, 7)
FARTHEST = timedelta(days=400)


def may_plan(by: Staff, whom: Staff) -> bool:
    """The manager and the supervisor for all, a head for the own department (R005)."""
    return leads(by, whom)


@dataclass(frozen=True)
class LeftBehind:
    """What falls into somebody's leave: jobs in hand, and open tasks with their deadline."""

    jobs: Sequence[Ticket]
    tasks: Sequence[Assignment]

    def __bool__(self) -> bool:
        return bool(self.jobs or self.tasks)


@contextmanager
def _planning(session: Session, staff_id: int, by: Person, now: datetime) -> Iterator[tuple[Staff, date]]:
    """An edit of somebody's roster as a savepoint; gives them and today. Raises Gone, TooLate, NotYours."""
    project = session.get_one(Project, by.project_id)
    with session.begin_nested(), bookings_watched(session, project, now):
        staff = employed(session, staff_id, by)
        if by.staff is None or not may_plan(by.staff, staff):
            raise NotYours(staff=staff_id)
        with holes_watched(session, project, now):
            yield staff, now.astimezone(project.zone).date()
        watch(session, project, now)


def _possible(staff: Staff, today: date, first: date, last: date | None) -> None:
    """Raises ImpossibleTime for what has passed, ends before it begins, or is farther away than anybody plans."""
    if first < today - A_DAY or first > today + FARTHEST or (last is not None and last < first):
        raise ImpossibleTime(staff=staff.person_id)


def hours_text(starts: time, ends: time) -> str:
    """Hours as plain text."""
    return f"{starts:%H:%M}-{ends:%H:%M}"


def _shift_text(shift: Shift) -> str:
    return f"{','.join(map(str, shift.weekdays))} {hours_text(shift.starts, shift.ends)}"


def add_shift(
    session: Session,
    staff_id: int,
    *,
    by: Person,
    now: datetime,
    weekdays: Sequence[int],
    hours: tuple[time, time],
    first: date,
    last: date | None = None,
) -> Shift:
    """A weekly working time from a day on, perhaps until a day."""
    with _planning(session, staff_id, by, now) as (staff, today):
        _possible(staff, today, first, last)
        if not weekdays or not set(weekdays) <= set(ALL_WEEK) or hours[0] == hours[1]:
            raise ImpossibleTime(staff=staff_id)
        shift = Shift(
            staff_id=staff_id,
            weekdays=sorted(set(weekdays)),
            starts=hours[0],
            ends=hours[1],
            valid_from=first,
            valid_until=last,
        )
        session.add(shift)
        note(session, staff, "shift", by=by, now=now, new=f"{_shift_text(shift)} {first}")
    return shift


def end_shift(session: Session, shift_id: int, *, by: Person, now: datetime, last: date) -> None:
    """A weekly working time ends with a day; the day before today is “from now on”."""
    found = session.get(Shift, shift_id)
    if found is None:
        raise Gone
    with _planning(session, found.staff_id, by, now) as (staff, today):
        shift = session.get_one(Shift, shift_id, with_for_update=True, populate_existing=True)
        if last < today - A_DAY or (shift.valid_until is not None and last > shift.valid_until):
            raise ImpossibleTime(staff=staff.person_id)
        shift.valid_until = last
        note(session, staff, "shift", by=by, now=now, old=_shift_text(shift), new=f"{last}")


def set_day(session: Session, staff_id: int, *, by: Person, now: datetime, day: date, hours: tuple[time, time]) -> None:
    """Other hours for one day; what was planned for it does not count."""
    with _planning(session, staff_id, by, now) as (staff, today):
        _possible(staff, today, day, None)
        if hours[0] == hours[1]:
            raise ImpossibleTime(staff=staff_id)
        old = _replace(session, staff, day, [hours])
        note(session, staff, "day", by=by, now=now, old=old, new=f"{day} {hours_text(*hours)}")


def _replace(session: Session, staff: Staff, day: date, spans: Sequence[tuple[time, time]]) -> str:
    """Only these hours on a day; returns what stood there."""
    project = session.get_one(Project, staff.project_id)
    planned = plan_of(session, project, day, day).shifts_on(staff.person_id, day)
    old = ", ".join(hours_text(one.starts, one.ends) for one in planned)
    for earlier in session.scalars(
        select(Shift).where(Shift.staff_id == staff.person_id, Shift.instead, Shift.valid_from == day)
    ):
        session.delete(earlier)
    session.add_all(
        Shift(
            staff_id=staff.person_id,
            weekdays=list(ALL_WEEK),
            starts=starts,
            ends=ends,
            valid_from=day,
            valid_until=day,
            instead=True,
        )
        for starts, ends in spans
    )
    session.flush()
    return old


def take_leave(
    session: Session, staff_id: int, *, by: Person, now: datetime, first: date, last: date, reason: str
) -> LeftBehind:
    """Somebody does not come for some days; returns what must go to others, of which the head is told."""
    with _planning(session, staff_id, by, now) as (staff, today):
        if not reason.strip():
            raise ReasonMissing(staff=staff_id)
        _possible(staff, today, first, last)
        leave = Leave(staff_id=staff_id, first=first, last=last, reason=reason.strip())
        session.add(leave)
        session.flush()
        note(session, staff, "leave", by=by, now=now, new=f"{first} {last}", why=reason)
        left = left_behind(session, staff, first, last, today)
        if left:
            _tell_heads(session, staff, leave, by, now)
    return left


def left_behind(session: Session, staff: Staff, first: date, last: date, today: date) -> LeftBehind:
    """The jobs of some days by their appointment, or, without one, of today; the tasks by their deadline, late ones today."""
    zone = session.get_one(Project, staff.project_id).zone

    def falls(moment: datetime | None) -> bool:
        return first <= (max(moment.astimezone(zone).date(), today) if moment else today) <= last

    return LeftBehind(
        [job for job in tasks_of(session, staff.person) if falls(job.appointed_from or job.wished_from)],
        [task for task in in_hand(session, staff) if falls(task.due_at)],
    )


def _tell_heads(session: Session, staff: Staff, leave: Leave, by: Person, now: datetime) -> None:
    project = session.get_one(Project, staff.project_id)
    for one in superiors(staff_of(session, project), staff):
        if one.person_id != by.id:
            tell(
                session,
                project_id=staff.project_id,
                person_id=one.person_id,
                side=Side.STAFF,
                kind="roster.away",
                subject=f"roster:{staff.person_id}",
                occasion=f"leave{leave.id}",
                now=now,
                facts={"staff": staff.person_id, "leave": leave.id},
            )


def end_leave(session: Session, leave_id: int, *, by: Person, now: datetime) -> None:
    """Somebody comes again: what has not begun is forgotten, what has begun ends with yesterday."""
    found = session.get(Leave, leave_id)
    if found is None:
        raise Gone
    with _planning(session, found.staff_id, by, now) as (staff, today):
        old = f"{found.first} {found.last}"
        if found.last < today:
            raise ImpossibleTime(staff=staff.person_id)
        if found.first >= today:
            session.delete(found)
        else:
            found.last = today - A_DAY
        note(session, staff, "leave", by=by, now=now, old=old, new=f"{today}")


def swap(session: Session, staff_id: int, other_id: int, *, by: Person, now: datetime, day: date) -> None:
    """Two people change places for a day; who gets nothing is off."""
    if staff_id == other_id:
        raise Gone
    with session.begin_nested():
        one, other = _turns(session, staff_id, day), _turns(session, other_id, day)
        _take_over(session, staff_id, other, other_id, by, now, day)
        _take_over(session, other_id, one, staff_id, by, now, day)


def _turns(session: Session, staff_id: int, day: date) -> list[tuple[time, time]]:
    staff = session.get(Staff, staff_id)
    if staff is None:
        raise Gone
    project = session.get_one(Project, staff.project_id)
    planned = plan_of(session, project, day, day).shifts_on(staff_id, day)
    return [(one.starts, one.ends) for one in planned]


def _take_over(
    session: Session, staff_id: int, spans: list[tuple[time, time]], of: int, by: Person, now: datetime, day: date
) -> None:
    with _planning(session, staff_id, by, now) as (staff, today):
        _possible(staff, today, day, None)
        old = _replace(session, staff, day, spans)
        partner = session.get_one(Staff, of).person.name
        if not spans:
            session.add(Leave(staff_id=staff_id, first=day, last=day, reason=partner))
        new = ", ".join(hours_text(*span) for span in spans)
        note(session, staff, "swap", by=by, now=now, old=old, new=f"{day} {new}".strip(), why=partner)
