"""Holes of the posts that are never empty: found ahead, shown after each edit, and told to those who can fill them (R014, R015)."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.estate import Project
from models.notices import tell
from models.people import Leave, Role, Side, Staff
from models.rota import RECEIVERS, plan_of, staff_of
from models.staffing.plan import Gap, Post, holes

LOOKED_AT = timedelta(days=7)  # what the roster shows
TOLD_DAILY = timedelta(hours=48)
TOLD_AT_ONCE = timedelta(hours=24)
# Who fills each post; by night a technician and the control room answer what is urgent (DOMAIN 4.3, 4.7).
FILLS = {
    Post.INTAKE: RECEIVERS,
    Post.TECHNICIAN: frozenset({Role.TECHNICIAN}),
    Post.CONTROL_ROOM: frozenset({Role.CONTROL_ROOM}),
}
ANSWERABLE = frozenset({Role.CS_SUPERVISOR, Role.MANAGER})


def coming_holes(session: Session, project: Project, now: datetime, ahead: timedelta = LOOKED_AT) -> list[Gap]:
    """When nobody will be there for a post that is never empty, between now and so much later, the soonest first.

    A control room that is empty while nobody receives at all is the same hole.
    """
    plan = plan_of(session, project, now.astimezone(project.zone).date(), (now + ahead).astimezone(project.zone).date())
    everybody = staff_of(session, project)
    found: list[Gap] = []
    for post, roles in FILLS.items():
        people = {one.person_id for one in everybody if one.role in roles}
        if people or post == Post.INTAKE:
            new = holes(plan, people, now, now + ahead, post)
            found += [gap for gap in new if post != Post.CONTROL_ROOM or not _covered(gap, found)]
    return sorted(found, key=lambda gap: (gap.starts, gap.post))


def _covered(gap: Gap, found: Iterable[Gap]) -> bool:
    return any(one.post == Post.INTAKE and gap.within(one) for one in found)


def away_in(session: Session, project: Project, gap: Gap) -> Sequence[tuple[Staff, Leave]]:
    """Who would fill the post and is on leave in that time, with the leave: the usual cause of a hole."""
    first, last = (moment.astimezone(project.zone).date() for moment in (gap.starts, gap.ends))
    wanted = select(Staff, Leave).join(Leave, Leave.staff_id == Staff.person_id)
    mine = wanted.where(Staff.project_id == project.id, Staff.left_at.is_(None), Staff.role.in_(FILLS[gap.post]))
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
    opened = [gap for gap in after if not any(one.post == gap.post and gap.within(one) for one in before)]
    if opened:
        tell_of_holes(session, project, opened, now, occasion=now.isoformat())


def tell_of_holes(session: Session, project: Project, gaps: Iterable[Gap], now: datetime, occasion: str) -> int:
    """Supervisors and managers hear, and the head of those who fill the post; returns how many."""
    found, everybody = list(gaps), staff_of(session, project)
    facts = {"gaps": [[gap.starts.isoformat(), gap.ends.isoformat(), gap.post] for gap in found]}
    roles = frozenset[Role]().union(*(FILLS[gap.post] for gap in found if gap.post != Post.INTAKE))
    concerned = {one.department_id for one in everybody if one.role in roles}
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
        for one in everybody
        if one.role in ANSWERABLE or (one.role == Role.DEPT_HEAD and one.department_id in concerned)
    )
