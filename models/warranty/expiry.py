"""J27: 90 and 30 days before a warranty ends, the head of engineering has to look at what it covers (R057)."""

from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.assignments.by_clock import give_once
from models.estate import Department, Project
from models.people import Role, Staff
from models.tickets.waiting import end_of
from models.warranty.queries import current
from models.warranty.register import ENGINEERING
from models.warranty.tables import Warranty

STEPS = (30, 90)  # days before the end (J27)
AHEAD = timedelta(days=14)  # so that what is found can still be claimed


def step_of(one: Warranty, today: date) -> int | None:
    """Which step a warranty has reached; None while its end is far, or when it has passed."""
    left = (one.ends - today).days
    return next((step for step in STEPS if 0 <= left <= step), None)


def deadline_of(one: Warranty, today: date) -> date:
    """Until when it is to be looked at: 14 days before the end, or the end itself where that day has come."""
    early = one.ends - AHEAD
    return early if early > today else one.ends


def ask_for_inspections(session: Session, project: Project, now: datetime) -> int:
    """A task for each warranty and step, once whoever asks and how often; returns how many are new."""
    today = now.astimezone(project.zone).date()
    head = _inspector(session, project)
    if head is None:
        return 0
    return sum(_ask(session, project, one, head, today, now) for one in current(session, project, today))


def _ask(session: Session, project: Project, one: Warranty, head: Staff, today: date, now: datetime) -> bool:
    step = step_of(one, today)
    if step is None or one.starts > today:
        return False
    return give_once(
        session,
        project,
        to=head,
        about=one.subject,
        occasion=f"{one.subject}:{one.ends}:{step}",
        due_at=end_of(project, deadline_of(one, today)),
        now=now,
    )


def _inspector(session: Session, project: Project) -> Staff | None:
    """The head of engineering, or else a manager who finds somebody."""
    employed = select(Staff).join(Department).where(Staff.project_id == project.id, Staff.left_at.is_(None))
    heads = employed.where(Staff.role == Role.DEPT_HEAD, Department.code == ENGINEERING)
    for wanted in (heads, employed.where(Staff.role == Role.MANAGER)):
        if (found := session.scalars(wanted.order_by(Staff.number).limit(1)).first()) is not None:
            return found
    return None
