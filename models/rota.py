"""Who is on duty: shifts against the clock, the intake desk, and who answers an owner (R009, R014, R015)."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models.estate import Project
from models.hours import hours_of
from models.people import Leave, Role, Shift, Staff
from models.policy import policy_of
from models.policy_terms import Intake
from models.staffing.plan import A_DAY, Plan

# The order in which the office looks for somebody to receive an owner: desk, field, by night the control room.
INTAKE = (Role.CS_DESK, Role.CS_FIELD, Role.CONTROL_ROOM, Role.CS_SUPERVISOR, Role.MANAGER)
# The groups that receive as their own work; the two last ones only stand in.
RECEIVERS = frozenset({Role.CS_DESK, Role.CS_FIELD, Role.CONTROL_ROOM})
ROLE_OF = {Intake.DESK: Role.CS_DESK, Intake.FIELD: Role.CS_FIELD, Intake.CONTROL_ROOM: Role.CONTROL_ROOM}


def staff_of(session: Session, project: Project) -> Sequence[Staff]:
    """Everybody employed now, by number."""
    wanted = select(Staff).where(Staff.project_id == project.id, Staff.left_at.is_(None)).order_by(Staff.number)
    return session.scalars(wanted).all()


def plan_of(session: Session, project: Project, first: date, last: date) -> Plan:
    """The roster of everybody employed now, for what begins between two days, the night before included."""
    employed = (Staff.project_id == project.id, Staff.left_at.is_(None))
    ends, begins = or_(Shift.valid_until.is_(None), Shift.valid_until >= first - A_DAY), Shift.valid_from <= last
    shifts = select(Shift).join(Staff, Staff.person_id == Shift.staff_id).where(*employed, ends)
    leaves = select(Leave).join(Staff, Staff.person_id == Leave.staff_id).where(*employed)
    return Plan(
        project.zone,
        session.scalars(shifts.where(or_(Shift.valid_from.is_(None), begins)).order_by(Shift.id)),
        session.scalars(leaves.where(Leave.last >= first - A_DAY, Leave.first <= last).order_by(Leave.id)),
    )


def with_shifts(session: Session, project: Project, day: date) -> set[int]:
    """Who has any shift that holds on a day or later; whoever is new has none yet."""
    coming = or_(Shift.valid_until.is_(None), Shift.valid_until >= day)
    wanted = select(Shift.staff_id).join(Staff, Staff.person_id == Shift.staff_id)
    return set(session.scalars(wanted.where(Staff.project_id == project.id, coming)))


def on_duty(session: Session, project: Project, now: datetime) -> list[Staff]:
    """Everybody whose shift covers this moment and who is not on leave, by number."""
    today = now.astimezone(project.zone).date()
    present = plan_of(session, project, today, today).present(now)
    return [one for one in staff_of(session, project) if one.person_id in present]


def nobody_receives(session: Session, project: Project, now: datetime) -> bool:
    """Whether the roster has a hole: nobody is on duty who could receive an owner (R015)."""
    return not any(one.role in INTAKE for one in on_duty(session, project, now))


def receiving_order(project: Project, now: datetime) -> tuple[Role, ...]:
    """The group whose hour it is, then the others as they stand in for each other (R009, R014)."""
    local = now.astimezone(project.zone).time()
    open_now = hours_of(project).is_open(now)
    group = next(
        (one.group for one in policy_of(project).intake if one.covers(local)),
        Intake.DESK if open_now else Intake.CONTROL_ROOM,
    )
    first = ROLE_OF[group]
    return (first, *(role for role in INTAKE if role != first))


def intake_desk(session: Session, project: Project, now: datetime) -> list[Staff]:
    """Who receives now: the group of the hour, or the next one that has somebody on duty, or else all managers."""
    present = on_duty(session, project, now)
    for role in receiving_order(project, now):
        if found := [one for one in present if one.role == role]:
            return found
    return [one for one in staff_of(session, project) if one.role == Role.MANAGER]
