"""What comes due about a task: the morning of its last day, and the hour after which it is late (R016)."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy.orm import Session

from models.assignments.lifecycle import State
from models.assignments.tables import Assignment
from models.dues import call_off, put_off
from models.estate import Project
from models.hours import hours_of

LAST_DAY, LATE = "assignment_day", "assignment_late"


def watch(session: Session, one: Assignment, now: datetime) -> None:
    """Ask the clock for what lies ahead of this task, and for nothing else; an ended task asks for nothing."""
    for kind in (LAST_DAY, LATE):
        call_off(session, kind=kind, subject=one.subject)
    project = session.get_one(Project, one.project_id)
    for kind, moment in _coming(project, one) if one.state == State.OPEN else ():
        if moment > now:
            occasion = moment.isoformat()
            put_off(
                session,
                project_id=one.project_id,
                kind=kind,
                subject=one.subject,
                occasion=occasion,
                due_at=moment,
            )


def _coming(project: Project, one: Assignment) -> Iterator[tuple[str, datetime]]:
    """When the office opens on the last day, and when it is next open after the deadline: nobody is told at night."""
    hours, day = hours_of(project), one.due_at.astimezone(project.zone).date()
    morning = hours.begins(day)
    if morning < one.due_at:
        yield LAST_DAY, morning
    yield LATE, hours.opens(one.due_at)


def is_last_day(project: Project, one: Assignment, now: datetime) -> bool:
    """Whether an open task is to be done on this day."""
    today, last = (moment.astimezone(project.zone).date() for moment in (now, one.due_at))
    return one.state == State.OPEN and today == last
