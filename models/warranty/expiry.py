"""J27: twice before a warranty ends, the head of engineering has to look at what it covers (R057)."""

from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from models.assignments.by_clock import give_once
from models.estate import Project
from models.people import Role, Staff
from models.policy import Policy, policy_of
from models.roles import leads_engineering
from models.rota import staff_of
from models.tickets.waiting import end_of
from models.warranty.queries import current
from models.warranty.tables import Warranty

FIRST, SECOND = 90, 30  # the names of the two steps, whatever days the office sets: what was asked is asked once


def step_of(one: Warranty, today: date, policy: Policy) -> int | None:
    """Which step a warranty has reached, by its name; None while its end is far, or when it has passed."""
    left = (one.ends - today).days
    steps = {SECOND: policy.warranty_second_days, FIRST: policy.warranty_first_days}
    return next((step for step, days in steps.items() if 0 <= left <= days), None)


def deadline_of(one: Warranty, today: date, policy: Policy) -> date:
    """Until when it is to be looked at: so early that what is found can still be claimed, or the end where that day has come."""
    early = one.ends - timedelta(days=policy.warranty_claim_days)
    return early if early > today else one.ends


def ask_for_inspections(session: Session, project: Project, now: datetime) -> int:
    """A task for each warranty and step, once whoever asks and how often; returns how many are new."""
    today = now.astimezone(project.zone).date()
    head = _inspector(session, project)
    if head is None:
        return 0
    return sum(_ask(session, project, one, head, today, now) for one in current(session, project, today))


def _ask(session: Session, project: Project, one: Warranty, head: Staff, today: date, now: datetime) -> bool:
    policy = policy_of(project)
    step = step_of(one, today, policy)
    if step is None or one.starts > today:
        return False
    return give_once(
        session,
        project,
        to=head,
        about=one.subject,
        occasion=f"{one.subject}:{one.ends}:{step}",
        due_at=end_of(project, deadline_of(one, today, policy)),
        now=now,
    )


def _inspector(session: Session, project: Project) -> Staff | None:
    """The head of engineering, or else a manager who finds somebody."""
    everybody = staff_of(session, project)
    managers = (one for one in everybody if one.role == Role.MANAGER)
    return next((one for one in everybody if leads_engineering(one)), None) or next(managers, None)
