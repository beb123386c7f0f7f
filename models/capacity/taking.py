"""How a time is taken: one at a time in a department, so that two people never get the same last one."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from models.capacity.busy import Ignored
from models.capacity.free import NEAREST, FreeSpan, look
from models.capacity.needs import Need
from models.capacity.tables import Hold, HoldState
from models.dues import put_off
from models.estate import Department, Project
from models.events import record
from models.people import Person
from models.policy import policy_of
from models.refusals import Gone, SlotTaken, TimePast
from models.slots import NOTICE

HOLD_ENDS = "capacity.hold_ends"
LENIENT = timedelta(minutes=15)  # who reads the times for a while still gets the first of them


def locked_department(session: Session, project_id: int, code: str) -> Department:
    """The department whose time is given out, locked until the end of the transaction; raises Gone."""
    wanted = select(Department).where(Department.project_id == project_id, Department.code == code)
    found = session.scalar(wanted.with_for_update(key_share=True))
    if found is None:
        raise Gone
    return found


def lock_departments(session: Session, project_id: int) -> None:
    """All of them, in one order, before a roster is changed by which times were given out."""
    wanted = select(Department.id).where(Department.project_id == project_id).order_by(Department.id)
    session.execute(wanted.with_for_update(key_share=True)).all()


def locked_hold(session: Session, hold_id: int) -> Hold:
    """A hold as it is now, locked after its department; raises Gone."""
    found = session.get(Hold, hold_id)
    if found is None:
        raise Gone
    locked_department(session, found.project_id, found.department.code)
    return session.get_one(Hold, hold_id, with_for_update={"of": Hold}, populate_existing=True)


def locked_holds(session: Session, *which: ColumnElement[bool]) -> Sequence[Hold]:
    """Some holds as they are now, locked in one order."""
    wanted = select(Hold).where(*which).order_by(Hold.id).with_for_update(of=Hold)
    return session.scalars(wanted.execution_options(populate_existing=True)).all()


def choose(
    session: Session, project: Project, need: Need, start: datetime, now: datetime, but: Ignored, prefer: int = 0
) -> tuple[int, FreeSpan]:
    """Who comes at that time, the one preferred if possible; the department is locked. Raises TimePast or SlotTaken."""
    if start <= now:
        raise TimePast
    picture = look(session, project, need, now, now + NOTICE - LENIENT, but)
    takers = picture.takers(start)
    if not takers:
        raise SlotTaken(next=picture.nearest(start, now + NOTICE, NEAREST))
    return (prefer if prefer in takers else takers[0]), picture.span(start)


def thinking_of(person: Person, subject: str) -> tuple[ColumnElement[bool], ...]:
    """What somebody holds while they think about one thing; what is proposed to them is no thinking."""
    return Hold.person_id == person.id, Hold.state == HoldState.HELD, Hold.subject == subject


def until(project: Project, now: datetime) -> datetime:
    """How long a time that is chosen now waits for its booking."""
    return now + timedelta(minutes=policy_of(project).booking_hold_minutes)


def watch(session: Session, hold: Hold) -> None:
    """The office's clock gives it back if nobody books it."""
    session.flush()
    put_off(
        session,
        project_id=hold.project_id,
        kind=HOLD_ENDS,
        subject=hold.own_subject,
        occasion=hold.held_until.isoformat(),
        due_at=hold.held_until,
    )


def note(session: Session, hold: Hold, what: str, now: datetime, by: int | None, **facts: int) -> None:
    """An event of what the time is kept for; somebody's thinking is none."""
    session.flush()
    kept = {"hold": hold.id, "staff": hold.staff_id, "starts": hold.starts.isoformat(), **facts}
    record(session, project_id=hold.project_id, subject=hold.subject, kind=what, now=now, actor_id=by, facts=kept)
