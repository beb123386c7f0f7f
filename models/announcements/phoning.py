"""Who was told an announcement by telephone or on paper, and whom nobody has to call any more (R149)."""

from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from models.announcements.tables import Announcement, AnnouncementReader
from models.calls.tables import Call, CallKind
from models.events import record
from models.people import Person


def heard(
    session: Session, one: Announcement, person_id: int, *, by: Person, now: datetime, posted: bool = False
) -> None:
    """Somebody who had not read it was told by telephone, or found a paper: both count like reading; the first time is kept."""
    reading = session.get(AnnouncementReader, (one.id, person_id), with_for_update=True, populate_existing=True)
    if reading is None or reading.has_heard:
        return
    if posted:
        reading.posted_at = now
    else:
        reading.phoned_at, reading.phoned_by_id = now, by.id
    kind = "announcement.posted" if posted else "announcement.phoned"
    facts, office = {"person": person_id}, one.project_id
    record(session, project_id=office, subject=one.subject, kind=kind, now=now, actor_id=by.id, facts=facts)


def open_call(session: Session, one: Announcement, person_id: int) -> Call | None:
    """The call that somebody has still to make about it to this person."""
    mine = select(Call).where(Call.kind == CallKind.ANNOUNCEMENT, Call.subject == one.subject, Call.done_at.is_(None))
    return session.scalars(mine.where(Call.person_id == person_id)).first()


def call_no_more(session: Session, one: Announcement, now: datetime, person_id: int | None = None) -> None:
    """Nobody has to be called about it any more; or one person, who has read it meanwhile."""
    over = update(Call).where(Call.kind == CallKind.ANNOUNCEMENT, Call.subject == one.subject, Call.done_at.is_(None))
    session.execute((over.where(Call.person_id == person_id) if person_id else over).values(done_at=now))


def tries(session: Session, reading: AnnouncementReader) -> int:
    """How often somebody has called in vain about it."""
    subject = f"announcement:{reading.announcement_id}"
    mine = select(func.sum(Call.attempts)).where(Call.kind == CallKind.ANNOUNCEMENT, Call.subject == subject)
    return session.scalar(mine.where(Call.person_id == reading.person_id)) or 0
