"""Words of danger before an alarm: kept, told to those who receive, and settled by the alarm that follows (R098)."""

from datetime import datetime, timedelta

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from models.dues import put_off
from models.estate import Project
from models.events import record
from models.notices import Pace, tell
from models.people import Person, Role, Side
from models.policy import policy_of
from models.rota import intake_desk, on_duty, staff_of
from models.tickets.danger_tables import DangerNote
from models.tickets.parts import MANAGER_FROM, SUPERVISOR_FROM
from models.tickets.tables import Ticket

WRITTEN = "danger.written"
AGAIN = "danger_again"
LONGEST = 2000  # characters of a caller's words
RECENT = timedelta(minutes=10)  # what is written within it belongs together
A_DAY = timedelta(days=1)


def danger_written(
    session: Session, *, project: Project, by: Person, words: str, now: datetime, phone: str = ""
) -> None:
    """Somebody writes of danger and has pressed nothing yet: whoever receives and the control room are told to call.

    The words are kept for the alarm, one under the other; however many come, it rings once a minute. `phone` is the number that
    a guest wrote of whom the office has none.
    """
    with session.begin_nested():
        if by.guest and not by.phone:
            by.phone = phone
        if (note := waiting_note(session, by, now)) is None:
            note = DangerNote(project_id=project.id, person_id=by.id, words=words.strip()[:LONGEST], written_at=now)
            session.add(note)
            session.flush()
            _ring_later(session, project, note, now)
        else:
            note.words = f"{note.words}\n{words.strip()}"[-LONGEST:]
        _log(session, note, WRITTEN, by, now)
        _ring(session, project, note, now)


def waiting_note(session: Session, by: Person, now: datetime) -> DangerNote | None:
    """What they wrote of danger a moment ago, as long as nobody has answered it and no alarm was raised."""
    return session.scalars(_waiting(by).where(DangerNote.written_at >= now - RECENT)).first()


def written_of_danger(session: Session, by: Person, now: datetime) -> str:
    """What they wrote of it in the last ten minutes, if they did."""
    mine = select(DangerNote.words).where(DangerNote.person_id == by.id, DangerNote.written_at >= now - RECENT)
    return session.scalars(mine.order_by(DangerNote.id.desc())).first() or ""


def keep_with_alarm(session: Session, ticket: Ticket, *, by: Person, words: str, now: datetime) -> None:
    """Words of another danger that went to an alarm which stands already: kept, should they raise one more."""
    kept = words.strip()[:LONGEST]
    ids = {"project_id": ticket.project_id, "person_id": by.id, "ticket_id": ticket.id}
    session.add(DangerNote(words=kept, written_at=now, **ids))


def settle_notes(session: Session, ticket: Ticket, now: datetime) -> None:
    """An alarm is out: what its caller wrote before says so from now on."""
    person = session.get_one(Person, ticket.reporter_id)
    for note in session.scalars(_waiting(person).where(DangerNote.written_at >= now - A_DAY)):
        note.ticket_id = ticket.id
        _log(session, note, "danger.raised", person, now)


def answered(session: Session, note: DangerNote, by: Person, now: datetime) -> None:
    """A colleague has seen to it."""
    note.answered_by_id, note.answered_at = by.id, now
    _log(session, note, "danger.answered", by, now)


def _waiting(by: Person) -> Select[DangerNote]:
    mine = select(DangerNote).where(DangerNote.person_id == by.id)
    waits = mine.where(DangerNote.ticket_id.is_(None), DangerNote.answered_by_id.is_(None))
    return waits.order_by(DangerNote.id.desc())


def _log(session: Session, note: DangerNote, kind: str, by: Person | None, now: datetime) -> None:
    actor = by.id if by else None
    record(session, project_id=note.project_id, subject=note.subject, kind=kind, now=now, actor_id=actor)


def ring_again(session: Session, note_id: int, now: datetime) -> None:
    """Nobody has answered it yet: it rings once more, higher each time, until somebody does; for a day at most."""
    with session.begin_nested():
        note = session.get(DangerNote, note_id, with_for_update={"of": DangerNote})
        if note is None or note.ticket_id is not None or note.answered_by_id is not None:
            return
        project = session.get_one(Project, note.project_id)
        _log(session, note, "danger.again", None, now)
        _ring(session, project, note, now)
        if now < note.written_at + A_DAY:
            _ring_later(session, project, note, now)


def _ring_later(session: Session, project: Project, note: DangerNote, now: datetime) -> None:
    due = now + timedelta(minutes=policy_of(project).alarm_again_minutes)
    put_off(session, project_id=project.id, kind=AGAIN, subject=note.subject, occasion=due.isoformat(), due_at=due)


def _heard_by(session: Session, project: Project, note: DangerNote, now: datetime) -> list[int]:
    """Who receives and the control room; the supervisor from the second ring on, the manager from the third."""
    rung = int((now - note.written_at) / timedelta(minutes=policy_of(project).alarm_again_minutes))
    above = {Role.CS_SUPERVISOR: SUPERVISOR_FROM, Role.MANAGER: MANAGER_FROM}
    higher = [one for one in staff_of(session, project) if rung >= above.get(one.role, rung + 1)]
    room = [one for one in on_duty(session, project, now) if one.role == Role.CONTROL_ROOM]
    return list(dict.fromkeys(one.person_id for one in [*intake_desk(session, project, now), *room, *higher]))


def _ring(session: Session, project: Project, note: DangerNote, now: datetime) -> None:
    for person_id in _heard_by(session, project, note, now):
        tell(
            session,
            project_id=project.id,
            person_id=person_id,
            side=Side.STAFF,
            kind="danger.written",
            subject=note.subject,
            occasion=f"{now:%y%m%d%H%M}",
            now=now,
            pace=Pace.EMERGENCY,
            facts={"danger": note.id},
        )
