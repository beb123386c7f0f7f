"""Tasks that the office's own clock gives: once for each occasion, whoever asks for them (R016)."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.assignments.lifecycle import State
from models.assignments.tables import Assignment
from models.assignments.telling import tell_about
from models.assignments.timing import watch
from models.base import insert_once
from models.estate import Project
from models.events import record
from models.people import Staff


def give_once(
    session: Session, project: Project, *, to: Staff, about: str, occasion: str, due_at: datetime, now: datetime
) -> bool:
    """Give somebody a task about a subject such as "warranty:7"; False where the occasion has its task already."""
    row = {"project_id": project.id, "giver_id": None, "assignee_id": to.person_id, "words": "", "about": about}
    times = {"occasion": occasion, "given_at": now, "due_at": due_at, "state": State.OPEN, "version": 1}
    if not insert_once(session, Assignment, {**row, **times}):
        return False
    mine = select(Assignment).where(Assignment.project_id == project.id, Assignment.occasion == occasion)
    one = session.scalars(mine).one()
    facts = {"state": one.state, "version": one.version, "assignee": one.assignee_id}
    record(session, project_id=project.id, subject=one.subject, kind="assignment.give", now=now, facts=facts)
    tell_about(session, one, to.person_id, "assignment.given", now)
    watch(session, one, now)
    return True
