"""Who is on duty: shifts against the clock, the intake desk, and who answers an owner (R009, R014, R015)."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.estate import Project
from models.hours import is_holiday, is_working_day
from models.people import Role, Shift, Staff

# The order in which the office looks for somebody to receive an owner: desk, field, by night the control room.
INTAKE = (Role.CS_DESK, Role.CS_FIELD, Role.CONTROL_ROOM, Role.CS_SUPERVISOR, Role.MANAGER)


MONDAY, SUNDAY = 1, 7


def covers(shift: Shift, local: datetime) -> bool:
    """Whether a shift covers a local time, also one that began yesterday."""
    today, clock = works_on(shift, local.date()), local.time()
    if shift.starts < shift.ends:
        return today and shift.starts <= clock < shift.ends
    yesterday = works_on(shift, local.date() - timedelta(days=1))
    return (today and clock >= shift.starts) or (yesterday and clock < shift.ends)


def works_on(shift: Shift, day: date) -> bool:
    """Whether a shift begins on a day: a holiday is manned like a Sunday, a make-up day (调休) like a Monday."""
    if (shift.valid_from and day < shift.valid_from) or (shift.valid_until and day > shift.valid_until):
        return False
    if is_holiday(day):
        return SUNDAY in shift.weekdays
    if day.isoweekday() > 5 and is_working_day(day):
        return MONDAY in shift.weekdays
    return day.isoweekday() in shift.weekdays


def staff_of(session: Session, project: Project) -> Sequence[Staff]:
    """Everybody employed now, by number."""
    wanted = select(Staff).where(Staff.project_id == project.id, Staff.left_at.is_(None)).order_by(Staff.number)
    return session.scalars(wanted).all()


def on_duty(session: Session, project: Project, now: datetime) -> list[Staff]:
    """Everybody whose shift covers this moment, by number."""
    local = now.astimezone(project.zone)
    shifts = session.scalars(
        select(Shift).join(Staff, Staff.person_id == Shift.staff_id).where(Staff.project_id == project.id)
    )
    present = {shift.staff_id for shift in shifts if covers(shift, local)}
    return [one for one in staff_of(session, project) if one.person_id in present]


def nobody_receives(session: Session, project: Project, now: datetime) -> bool:
    """Whether the roster has a hole: nobody is on duty who could receive an owner (R015)."""
    return not any(one.role in INTAKE for one in on_duty(session, project, now))


def intake_desk(session: Session, project: Project, now: datetime) -> list[Staff]:
    """Who receives now: the first group of the intake order that has somebody on duty, or else all of the last."""
    present = on_duty(session, project, now)
    for role in INTAKE:
        if found := [one for one in present if one.role == role]:
            return found
    return [one for one in staff_of(session, project) if one.role == Role.MANAGER]
