"""Reading telephone tasks."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, and_, or_, select
from sqlalchemy.orm import Session

from models.calls.actions import may_call
from models.calls.tables import Call, CallAttempt, CallKind
from models.estate import Project
from models.people import Person
from models.refusals import Gone
from models.tickets.lifecycle import Status
from models.tickets.tables import Ticket


def due_calls(project: Project, now: datetime) -> Select[Call]:
    """What is to be said by telephone now: a callback at its time, what was promised at once, a second attempt at its time.

    A callback about a job that was opened again is not.
    """
    promised = and_(Call.kind != CallKind.CALLBACK, Call.attempts == 0)
    due = select(Call).where(Call.project_id == project.id, Call.done_at.is_(None), or_(Call.due_at <= now, promised))
    still_asked = or_(Call.kind != CallKind.CALLBACK, Ticket.status == Status.CALLBACK)
    return due.outerjoin(Ticket, Ticket.id == Call.ticket_id).where(still_asked)


def open_calls(session: Session, project: Project, now: datetime, reader: Person) -> Sequence[Call]:
    """The calls to make, the oldest promise first, then who has not read something; about complaints only those that the reader may make (R082)."""
    order = (Call.kind == CallKind.ANNOUNCEMENT, Call.due_at, Call.id)
    found = session.scalars(due_calls(project, now).order_by(*order)).all()
    return [one for one in found if one.complaint is None or may_call(reader, one)]


def call_for(session: Session, call_id: int, person: Person) -> Call:
    """The call, for somebody who may make it; raises Gone for everybody else."""
    call = session.get(Call, call_id)
    if call is None or not may_call(person, call):
        raise Gone
    return call


def attempts_at(session: Session, call: Call) -> Sequence[CallAttempt]:
    """What has been tried, in order."""
    return session.scalars(select(CallAttempt).where(CallAttempt.call_id == call.id).order_by(CallAttempt.number)).all()
