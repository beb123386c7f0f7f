"""What the clock says about a task: on the morning of its last day, and once when it is late (R016)."""

from datetime import datetime

from sqlalchemy.orm import Session

from models.assignments.actions import locked
from models.assignments.parts import answering
from models.assignments.telling import tell_about
from models.assignments.timing import is_last_day
from models.estate import Project
from models.notices import Pace


def remind(session: Session, assignment_id: int, now: datetime) -> None:
    """The assignee hears that it is to be done today."""
    one = locked(session, assignment_id)
    project = session.get_one(Project, one.project_id)
    if is_last_day(project, one, now) and one.assignee_id is not None:
        occasion = one.due_at.isoformat()
        tell_about(session, one, one.assignee_id, "assignment.today", now, occasion=occasion, pace=Pace.ROUTINE)


def overdue(session: Session, assignment_id: int, now: datetime) -> None:
    """Both hear, once for each deadline, that it has passed."""
    one = locked(session, assignment_id)
    if not one.is_late(now):
        return
    occasion = one.due_at.isoformat()
    if one.assignee_id is not None:
        tell_about(session, one, one.assignee_id, "assignment.late", now, occasion=occasion, pace=Pace.ROUTINE)
    for person_id in (other for other in answering(session, one) if other != one.assignee_id):
        tell_about(session, one, person_id, "assignment.late_giver", now, occasion=occasion, pace=Pace.ROUTINE)
