"""Holes of the intake desk: found ahead, shown after each edit, and told to those who can fill them (R014, R015)."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.estate import Project
from models.notices import tell
from models.people import Leave, Role, Side, Staff
from models.rota import RECEIVERS, plan_of, staff_of
from models.staffing.plan import Gap, holes

LOOKED_AT = timedelta(days=7)  # what the roster shows
TOLD_DAILY = timedelta(hours=48)
TOLD_AT_ONCE = timedelta(hours=24)
ANSWERABLE = frozenset({Role.CS_SUPERVISOR, Role.MANAGER})


def coming_holes(session: Session, project: Project, now: datetime, ahead: timedelta = LOOKED_AT) -> list[Gap]:
    """When nobody of the intake desk will be there, between now and so much later."""
    plan = plan_of(session, project, now.astimezone(project.zone).date(), (now + ahead).astimezone(project.zone).date())
    intake = {one.person_id for one in staff_of(session, project) if one.role in RECEIVERS}
    return holes(plan, intake, now, now + ahead)


def away_in(session: Session, project: Project, gap: Gap) -> Sequence[tuple[Staff, Leave]]:
    """Who would receive owners and is on leave in that time, with the leave: the usual cause of a hole."""
    first, last = (moment.astimezone(project.zone).date() for moment in (gap.starts, gap.ends))
    wanted = select(Staff, Leave).join(Leave, Leave.staff_id == Staff.person_id)
    mine = wanted.where(Staff.project_id == project.id, Staff.left_at.is_(None), Staff.role.in_(RECEIVERS))
    night = first - timedelta(days=1)  # a night belongs to the day on which it begins
    found = session.execute(mine.where(Leave.first <= last, Leave.last >= night).order_by(Leave.id)).all()
    return [(staff, leave) for staff, leave in found]


@contextmanager
def holes_watched(session: Session, project: Project, now: datetime) -> Iterator[None]:
    """Around an edit of the roster: a hole that it makes within a day is told at once."""
    before = coming_holes(session, project, now, TOLD_AT_ONCE)
    yield
    session.flush()
    after = coming_holes(session, project, now, TOLD_AT_ONCE)
    opened = [gap for gap in after if not any(one.starts <= gap.starts and gap.ends <= one.ends for one in before)]
    if opened:
        tell_of_holes(session, project, opened, now, occasion=now.isoformat())


def tell_of_holes(session: Session, project: Project, gaps: Iterable[Gap], now: datetime, occasion: str) -> int:
    """Supervisors and managers hear; returns how many."""
    facts = {"gaps": [[gap.starts.isoformat(), gap.ends.isoformat()] for gap in gaps]}
    return sum(
        tell(
            session,
            project_id=project.id,
            person_id=one.person_id,
            side=Side.STAFF,
            kind="roster.hole",
            subject="roster",
            occasion=occasion,
            now=now,
            facts=facts,
        )
        for one in staff_of(session, project)
        if one.role in ANSWERABLE
    )
