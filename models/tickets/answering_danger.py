"""A colleague answers words of danger: raises the alarm for whoever wrote them, or has called and found none needed (R021, R098)."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.estate import Project
from models.notices import Pace
from models.people import Person, Role
from models.refusals import Gone, NotYours
from models.roles import FRONT_OFFICE
from models.tickets.danger_notes import answered
from models.tickets.danger_tables import DangerNote
from models.tickets.emergency import raise_emergency
from models.tickets.moving import inform
from models.tickets.tables import Ticket

MAY_ANSWER = FRONT_OFFICE | {Role.CONTROL_ROOM}


def danger_for(session: Session, note_id: int, by: Person) -> DangerNote:
    """The note, for those who receive owners; raises Gone for another office's, NotYours for other colleagues."""
    wanted = select(DangerNote).where(DangerNote.id == note_id, DangerNote.project_id == by.project_id)
    note = session.scalar(wanted.with_for_update(of=DangerNote))
    if note is None:
        raise Gone
    if by.staff is None or by.staff.left_at or by.staff.role not in MAY_ANSWER:
        raise NotYours
    return note


def raise_for(session: Session, note_id: int, *, symptom_code: str, by: Person, now: datetime) -> Ticket:
    """Raise the alarm in the name of whoever wrote, who hears of it; one that stands already is the answer.

    Raises Gone, NotYours.
    """
    with session.begin_nested():
        note = danger_for(session, note_id, by)
        if note.ticket is not None:
            return note.ticket
        ticket = raise_emergency(
            session,
            project=session.get_one(Project, note.project_id),
            by=note.person,
            symptom_code=symptom_code,
            now=now,
            words=note.words,
            entered_by=by.staff,
        )
        note.ticket_id = ticket.id
        answered(session, note, by, now)
        inform(session, ticket, note.person_id, "alarm.for_you.reporter", now, pace=Pace.EMERGENCY)
    return ticket


def no_alarm_needed(session: Session, note_id: int, *, by: Person, now: datetime) -> DangerNote:
    """They were called, and there is no danger; whoever said so first is named. Raises Gone, NotYours."""
    with session.begin_nested():
        note = danger_for(session, note_id, by)
        if note.ticket_id is None and note.answered_by_id is None:
            answered(session, note, by, now)
    return note
