"""Bookings whose colleague does not come any more: found, and told to those who can send somebody else (R015, R067)."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.capacity.busy import turns
from models.capacity.tables import Hold, HoldState
from models.capacity.taking import lock_departments
from models.capacity.windows import holds_whole
from models.estate import Project
from models.notices import tell
from models.people import Role, Side
from models.rota import plan_of, staff_of


def bookings_without_anybody(
    session: Session, project: Project, now: datetime, *, department_id: int | None = None
) -> Sequence[Hold]:
    """Booked times to come whose colleague has left the office or the department, or is not on duty then; soonest first."""
    wanted = select(Hold).where(Hold.project_id == project.id, Hold.state == HoldState.BOOKED, Hold.starts > now)
    if department_id is not None:
        wanted = wanted.where(Hold.department_id == department_id)
    booked = session.scalars(wanted.order_by(Hold.starts, Hold.id)).all()
    if not booked:
        return []
    first, last = (
        moment.astimezone(project.zone).date() for moment in (booked[0].starts, max(one.ends for one in booked))
    )
    plan = plan_of(session, project, first, last)
    duty = {one: turns(plan, one, first, last) for one in {hold.staff_id for hold in booked}}
    return [one for one in booked if _is_gone(one) or not holds_whole(duty[one.staff_id], (one.starts, one.ends))]


def _is_gone(hold: Hold) -> bool:
    return hold.staff.left_at is not None or hold.staff.department_id != hold.department_id


@contextmanager
def bookings_watched(session: Session, project: Project, now: datetime) -> Iterator[None]:
    """Around an edit of the roster or of an employment: of bookings that lose their colleague the heads hear at once.

    Times are given out before or after the edit, never during it.
    """
    lock_departments(session, project.id)
    before = {one.id for one in bookings_without_anybody(session, project, now)}
    yield
    session.flush()
    lost = [one for one in bookings_without_anybody(session, project, now) if one.id not in before]
    for department_id in sorted({one.department_id for one in lost}):
        _tell_heads(session, project, [one for one in lost if one.department_id == department_id], now)


def _tell_heads(session: Session, project: Project, lost: Sequence[Hold], now: datetime) -> None:
    """The head of the department, or the managers where there is none."""
    everybody, department = staff_of(session, project), lost[0].department_id
    heads = [one for one in everybody if one.role == Role.DEPT_HEAD and one.department_id == department]
    for one in heads or [one for one in everybody if one.role == Role.MANAGER]:
        tell(
            session,
            project_id=project.id,
            person_id=one.person_id,
            side=Side.STAFF,
            kind="capacity.nobody",
            subject=f"bookings:{department}",
            occasion=f"{now.isoformat()} {lost[0].id}",
            now=now,
            facts={"holds": [hold.id for hold in lost]},
        )
