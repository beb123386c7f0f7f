"""Somebody leaves the office: tasks in hand go back to who gave them, tasks that were given pass to the manager (R016)."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session

from models.assignments.actions import note
from models.assignments.lifecycle import State
from models.assignments.parts import answering
from models.assignments.tables import Assignment
from models.assignments.telling import tell_about
from models.people import Person, Staff


def in_hand(session: Session, staff: Staff) -> Sequence[Assignment]:
    """The open tasks of somebody, the most pressing first."""
    return session.scalars(_open(Assignment.assignee_id == staff.person_id)).all()


def given_by(session: Session, staff: Staff) -> Sequence[Assignment]:
    """The open tasks that somebody gave, the most pressing first."""
    return session.scalars(_open(Assignment.giver_id == staff.person_id)).all()


def _open(whose: ColumnElement[bool]) -> Select[Assignment]:
    wanted = select(Assignment).where(whose, Assignment.state == State.OPEN)
    return wanted.order_by(Assignment.due_at, Assignment.id)


def pass_to_manager(session: Session, staff: Staff, *, by: Person, now: datetime) -> int:
    """Open tasks that somebody gave are the manager's who ends the employment, and who hears of each; returns how many."""
    tasks = _locked(session, Assignment.giver_id == staff.person_id)
    for one in tasks:
        one.giver_id, one.version = by.id, one.version + 1
        note(session, one, "inherit", by=by, now=now)
        session.refresh(one, ["giver"])
        tell_about(session, one, by.id, "assignment.inherited", now)
    return len(tasks)


def give_back_tasks(session: Session, staff: Staff, *, by: Person, now: datetime) -> int:
    """Open tasks of somebody go back to who gave them, and who is told; returns how many."""
    tasks = _locked(session, Assignment.assignee_id == staff.person_id)
    for one in tasks:
        one.assignee_id, one.wished_at, one.version = None, None, one.version + 1
        note(session, one, "give_back", by=by, now=now)
        session.refresh(one, ["assignee"])
        for person_id in answering(session, one):
            tell_about(session, one, person_id, "assignment.returned", now)
    return len(tasks)


def _locked(session: Session, whose: ColumnElement[bool]) -> Sequence[Assignment]:
    """The open ones, locked in one order; what somebody hands on at this moment is asked about once more when it is free."""
    wanted = select(Assignment).where(whose, Assignment.state == State.OPEN).order_by(Assignment.id)
    return session.scalars(wanted.with_for_update(of=Assignment).execution_options(populate_existing=True)).all()
