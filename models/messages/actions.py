"""The deeds of a message for a colleague: left, read, answered, told to the desk where nobody reads it (R186)."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, time

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.dues import call_off, put_off
from models.estate import Project
from models.events import record
from models.hours import hours_of
from models.marks.noting import listen
from models.messages.lifecycle import MOVES, Part, State
from models.messages.parts import back_on, parts_of, reachable
from models.messages.tables import StaffMessage
from models.notices import Pace, tell
from models.people import Person, Side, Staff
from models.refusals import Gone, NotYours, TooLate, WordsMissing
from models.rota import intake_desk
from models.tickets.queries import visible as visible_ticket

UNREAD = "message_unread"


def leave(
    session: Session, *, project: Project, by: Person, to: int | None, words: str, now: datetime, about: int = 0
) -> StaffMessage:
    """Leave a message for a colleague, or without one for the desk, perhaps about a ticket of one's own.

    Raises WordsMissing, or Gone for who does not work here and for somebody else's ticket.
    """
    with session.begin_nested():
        if to is not None and to not in {one.person_id for one in reachable(session, project, by)}:
            raise Gone
        if not words.strip():
            raise WordsMissing
        message = StaffMessage(
            project_id=project.id,
            person_id=by.id,
            to_id=to,
            about=visible_ticket(session, about, by, now).subject if about else "",
            words=words.strip(),
            left_at=now,
            due_at=_due(session, project, to, now),
        )
        session.add(message)
        session.flush()
        _log(session, message, "message.leave", now, by)
        for person_id in [to] if to is not None else _desk(session, project, now):
            tell_about(session, message, person_id, "message.new", now)
        _watch(session, message)
        listen(session, message, by=by, words=words, now=now)
    return message


def _due(session: Session, project: Project, to: int | None, now: datetime) -> datetime:
    """A working day later, while the office is open; for who is on leave, a working day after they are back."""
    hours, day = hours_of(project), back_on(session, project, to, now) if to else None
    begins = datetime.combine(day, time(0), project.zone) if day else now
    return hours.opens(hours.after(begins, hours.day))


def _desk(session: Session, project: Project, now: datetime) -> list[int]:
    return [one.person_id for one in intake_desk(session, project, now)]


def _watch(session: Session, message: StaffMessage) -> None:
    call_off(session, kind=UNREAD, subject=message.subject)
    if message.state == State.WAITING and message.to_id is not None and message.desk_at is None:
        put_off(
            session,
            project_id=message.project_id,
            kind=UNREAD,
            subject=message.subject,
            occasion=message.due_at.isoformat(),
            due_at=message.due_at,
        )


def _log(session: Session, message: StaffMessage, kind: str, now: datetime, by: Person | None) -> None:
    facts = {"to": message.to_id, "state": message.state, "version": message.version}
    actor = by.id if by else None
    record(
        session, project_id=message.project_id, subject=message.subject, kind=kind, now=now, actor_id=actor, facts=facts
    )


def tell_about(
    session: Session, message: StaffMessage, person_id: int, kind: str, now: datetime, *, side: Side = Side.STAFF
) -> None:
    """Queue one notice about a message."""
    tell(
        session,
        project_id=message.project_id,
        person_id=person_id,
        side=side,
        kind=kind,
        subject=message.subject,
        occasion=f"v{message.version}",
        now=now,
        pace=Pace.PROMPT,
        facts={"message": message.id},
    )


@contextmanager
def _moving(
    session: Session, message_id: int, name: str, *, by: Person | None, now: datetime
) -> Iterator[StaffMessage]:
    """Make a move; raises Gone, NotYours or TooLate."""
    move = MOVES[name]
    with session.begin_nested():
        wanted = select(StaffMessage).where(StaffMessage.id == message_id).with_for_update(of=StaffMessage)
        message = session.scalar(wanted.execution_options(populate_existing=True))
        parts = (parts_of(by, message) if by else frozenset({Part.CLOCK})) if message else None
        if message is None or not parts:
            raise Gone
        if message.state not in move.starts:
            raise TooLate(message=message.id)
        if not parts & move.by:
            raise NotYours(message=message.id)
        message.state, message.version = move.target or message.state, message.version + 1
        yield message
        session.flush()
        session.refresh(message, ["to", "read_by", "answered_by"])
        _log(session, message, f"message.{name}", now, by)
        _watch(session, message)


def read(session: Session, message_id: int, *, by: Person, now: datetime) -> StaffMessage:
    """The colleague has read it, and the owner is told so; raises Gone, NotYours, TooLate."""
    with _moving(session, message_id, "read", by=by, now=now) as message:
        message.read_at, message.read_by_id = now, by.id
        tell_about(session, message, message.person_id, "message.read", now, side=Side.OWNER)
    return message


def answer(session: Session, message_id: int, *, by: Person, words: str, now: datetime) -> StaffMessage:
    """What the colleague says to it, signed; raises WordsMissing, Gone, NotYours, TooLate."""
    with _moving(session, message_id, "answer", by=by, now=now) as message:
        if not words.strip():
            raise WordsMissing(message=message.id)
        if message.read_at is None:
            message.read_at, message.read_by_id = now, by.id
        message.answer, message.answered_by_id, message.answered_at = words.strip(), by.id, now
        tell_about(session, message, message.person_id, "message.answered", now, side=Side.OWNER)
    return message


def unread(session: Session, message_id: int, now: datetime) -> None:
    """A working day has passed, or the colleague has left: the desk is told, and may read it instead."""
    message = session.get(StaffMessage, message_id)
    if message is None or message.state != State.WAITING or message.desk_at is not None:
        return
    with _moving(session, message_id, "to_desk", by=None, now=now) as message:
        message.desk_at = now
        project = session.get_one(Project, message.project_id)
        for person_id in _desk(session, project, now):
            if person_id != message.to_id:
                tell_about(session, message, person_id, "message.unread", now)


def give_back_messages(session: Session, staff: Staff, now: datetime) -> int:
    """Whoever leaves the office reads no messages any more: they are the desk's; returns how many."""
    mine = select(StaffMessage.id).where(StaffMessage.to_id == staff.person_id, StaffMessage.state == State.WAITING)
    found = session.scalars(mine.order_by(StaffMessage.id)).all()
    for message_id in found:
        unread(session, message_id, now)
    return len(found)
