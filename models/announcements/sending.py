"""Sending an announcement piece by piece: each person once, whatever is repeated, and nobody twice after a crash (R149)."""

from datetime import datetime

from sqlalchemy.orm import Session

from models.announcements.actions import locked, note
from models.announcements.audience import audience_of, readers_of, still_meant
from models.announcements.content import Kind, in_a_hurry
from models.announcements.lifecycle import MOVES, State
from models.announcements.phoning import call_no_more
from models.announcements.reading import readings
from models.announcements.tables import Announcement, AnnouncementReader
from models.announcements.telling import pace_now, tell_about, tell_owner
from models.announcements.timing import forget, wait_to_send, watch_sent
from models.base import insert_once
from models.calls.actions import plan
from models.calls.tables import CallKind
from models.estate import Project
from models.notices import Pace
from models.rota import intake_desk

PIECE = 25  # people; the clerk has other things to do between two pieces


def send_piece(session: Session, announcement_id: int, now: datetime) -> None:
    """Tell the next people by number, and ask for the next piece; repeating one that is done changes nothing.

    Each piece is one transaction with its cursor and with what comes due next, so that a crash loses nothing and repeats nothing.
    """
    one = locked(session, announcement_id)
    project = session.get_one(Project, one.project_id)
    if one.state not in {State.SCHEDULED, State.SENDING}:
        return
    people = audience_of(session, project, one.content, one.corrects_id).people
    rest = [person_id for person_id in people if person_id > one.cursor]
    if one.state == State.SCHEDULED:
        _clock(session, one, "start" if rest else "nobody", now)
        if not rest:
            _nobody(session, one, now)
            return
    for person_id in rest[:PIECE]:
        _tell(session, project, one, person_id, now)
    if len(rest) > PIECE:
        one.cursor = rest[PIECE - 1]
        wait_to_send(session, one, now)
    else:
        _arrived(session, one, now)


def _clock(session: Session, one: Announcement, name: str, now: datetime) -> None:
    one.state, one.version = MOVES[name, one.state].end, one.version + 1
    note(session, one, name, None, now)


def _nobody(session: Session, one: Announcement, now: datetime) -> None:
    """Since it was approved everybody has gone: nothing is sent, and who is answerable for it hears."""
    for staff_id in {one.drafter_id, one.approver_id or one.drafter_id}:
        tell_about(session, one, staff_id, "announcement.nobody", now)


def _tell(session: Session, project: Project, one: Announcement, person_id: int, now: datetime) -> None:
    row = {"announcement_id": one.id, "person_id": person_id, "told_at": now}
    insert_once(session, AnnouncementReader, row)
    tell_owner(session, one, "announcement.sent", person_id, now, pace=_pace(project, one, now))


def _pace(project: Project, one: Announcement, now: datetime) -> Pace:
    """Quiet hours and budget hold; a shut-off passes the budget, and the night too where else it came after its beginning."""
    if one.kind != Kind.SHUTOFF:
        return Pace.ROUTINE
    return Pace.PROMPT if in_a_hurry(one.content, project, now) else pace_now(project, now)


def _arrived(session: Session, one: Announcement, now: datetime) -> None:
    """Everybody is told: what it corrects is over, and its clocks begin."""
    one.sent_at = now
    _clock(session, one, "arrive", now)
    if one.corrects_id is not None:
        first = locked(session, one.corrects_id)
        if first.state == State.SENT:
            first.ended_at = now
            _clock(session, first, "replace", now)
            forget(session, first)
            call_no_more(session, first, now)
    watch_sent(session, one, now)
    tell_about(session, one, one.drafter_id, "announcement.out", now)


def remind(session: Session, announcement_id: int, now: datetime) -> None:
    """Before a shut-off everybody who was told hears again, while people are awake (see `reminder_at`)."""
    one = locked(session, announcement_id)
    if one.state != State.SENT or one.starts_at is None or one.starts_at <= now:
        return
    for person_id in sorted(readers_of(session, one.id)):
        if still_meant(session, one, person_id):
            tell_owner(session, one, "announcement.soon", person_id, now, pace=Pace.PROMPT)


def look_at_unread(session: Session, announcement_id: int, now: datetime) -> None:
    """An important one that somebody has not read after a day: each of them is a call of the desk, which hears once (R149)."""
    one = locked(session, announcement_id)
    if one.state != State.SENT or not (unread := readings(session, one, read=False)):
        return
    project = session.get_one(Project, one.project_id)
    for reading in unread:
        plan(
            session,
            project=project,
            kind=CallKind.ANNOUNCEMENT,
            person_id=reading.person_id,
            subject=one.subject,
            occasion="unread",
            now=now,
            due_at=now,
            facts={"announcement": one.id},
            rings=False,
        )
    for staff in intake_desk(session, project, now):
        tell_about(session, one, staff.person_id, "announcement.unread", now, occasion="once")
