"""Reading tasks: what one has to do, what one has given, and how many (R016)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session, aliased

from models.assignments.lifecycle import State
from models.assignments.parts import GIVERS
from models.assignments.tables import Assignment, AssignmentStep
from models.estate import Project
from models.people import Role, Staff
from models.refusals import NotYours

LOOKS_BACK = timedelta(days=30)


class Section(StrEnum):
    """A list of the office's page of tasks."""

    OPEN = "open"  # given by the reader, in time
    LATE = "late"
    ENDED = "ended"  # done or called off in the last 30 days
    OTHERS = "others"  # open ones that the reader leads, given by somebody else


@dataclass(frozen=True)
class Counts:
    """How many tasks are open, and how many of them late."""

    open: int
    late: int


@dataclass(frozen=True)
class Tally:
    """How many tasks were done in a time, and how many missed their deadline in it."""

    done: int
    late: int


def given_list(session: Session, reader: Staff, section: Section, now: datetime) -> Sequence[Assignment]:
    """A section as this reader sees it, the most pressing first, ended ones the newest first; raises NotYours."""
    if reader.role not in GIVERS:
        raise NotYours
    still_open, late = Assignment.state == State.OPEN, Assignment.due_at <= now
    wanted = select(Assignment).where(Assignment.project_id == reader.project_id)
    if section == Section.ENDED:
        recent = wanted.where(_theirs(reader), ~still_open, Assignment.ended_at > now - LOOKS_BACK)
        return session.scalars(recent.order_by(Assignment.ended_at.desc(), Assignment.id.desc())).all()
    if section == Section.OTHERS:
        wanted = _led(wanted.where(still_open, ~_theirs(reader)), reader)
    else:
        wanted = wanted.where(_theirs(reader), still_open, late if section == Section.LATE else ~late)
    return session.scalars(wanted.order_by(Assignment.due_at, Assignment.id)).all()


def _theirs(reader: Staff) -> ColumnElement[bool]:
    """What the reader gave; for a manager also what the office's clock did."""
    own: ColumnElement[bool] = func.coalesce(Assignment.giver_id, 0) == reader.person_id
    return or_(own, Assignment.giver_id.is_(None)) if reader.role == Role.MANAGER else own


def _led(wanted: Select[Assignment], reader: Staff) -> Select[Assignment]:
    """All of them for manager and supervisor, for a head those of the department's people; never what the reader has to do."""
    wanted = wanted.where(func.coalesce(Assignment.assignee_id, 0) != reader.person_id)
    if reader.role != Role.DEPT_HEAD:
        return wanted
    doing = aliased(Staff)
    near = wanted.join(doing, doing.person_id == Assignment.assignee_id)
    return near.where(doing.department_id == reader.department_id)


def steps_of(session: Session, one: Assignment) -> Sequence[AssignmentStep]:
    """What was done with a task, oldest first."""
    wanted = select(AssignmentStep).where(AssignmentStep.assignment_id == one.id)
    return session.scalars(wanted.order_by(AssignmentStep.id)).all()


def open_counts(session: Session, project: Project, now: datetime, *, department_id: int | None = None) -> Counts:
    """The open and the late tasks of the office, or of one department's people."""
    wanted = select(Assignment.due_at).where(Assignment.project_id == project.id, Assignment.state == State.OPEN)
    if department_id is not None:
        doing = aliased(Staff)
        wanted = wanted.join(doing, doing.person_id == Assignment.assignee_id)
        wanted = wanted.where(doing.department_id == department_id)
    deadlines = session.scalars(wanted).all()
    return Counts(len(deadlines), sum(one <= now for one in deadlines))


def tally(session: Session, project: Project, since: datetime, until: datetime) -> Tally:
    """Between two moments, the second one included: what was done, and which deadlines passed without it (R016, R157)."""
    mine = select(func.count()).select_from(Assignment).where(Assignment.project_id == project.id)
    done = mine.where(Assignment.state == State.DONE, Assignment.ended_at > since, Assignment.ended_at <= until)
    missed = or_(Assignment.ended_at.is_(None), Assignment.ended_at > Assignment.due_at)
    late = mine.where(Assignment.due_at > since, Assignment.due_at <= until, missed)
    return Tally(session.scalar(done) or 0, session.scalar(late) or 0)
