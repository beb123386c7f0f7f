"""Tasks that the office's own clock gives: once for each occasion, and no longer than there is a reason for them (R016)."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.assignments.actions import locked, note
from models.assignments.lifecycle import State
from models.assignments.parts import answering
from models.assignments.tables import Assignment
from models.assignments.telling import tell_about
from models.assignments.timing import watch
from models.base import insert_once
from models.estate import Project
from models.events import record
from models.people import Person, Staff


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


def call_off_about(session: Session, about: str, *, by: Person, why: str, now: datetime) -> int:
    """What the open tasks about a subject were for is over: they end, and whoever has them hears why; returns how many."""
    wanted = select(Assignment.id).where(Assignment.about == about, Assignment.state == State.OPEN)
    tasks = [locked(session, one) for one in session.scalars(wanted.order_by(Assignment.id)).all()]
    for one in (task for task in tasks if task.state == State.OPEN):
        one.state, one.ended_at, one.wished_at, one.version = State.CALLED_OFF, now, None, one.version + 1
        note(session, one, "call_off", by=by, now=now, words=why)
        for person_id in [one.assignee_id] if one.assignee_id else answering(session, one):
            if person_id != by.id:
                tell_about(session, one, person_id, "assignment.called_off", now)
        watch(session, one, now)
    return len(tasks)
