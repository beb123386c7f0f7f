"""What owners do with an announcement, and what is done for those who do not read it: read, asked about, told by telephone (R149)."""

from datetime import datetime

from sqlalchemy.orm import Session

from models.announcements.reading import own_reading, shown, visible
from models.announcements.tables import Announcement, AnnouncementReader
from models.calls.asking import Asked, promised
from models.estate import Project
from models.events import record
from models.people import Person
from models.refusals import Gone


def read(session: Session, announcement_id: int, *, by: Person, now: datetime) -> Announcement:
    """Somebody has opened it, or says that they have read it; the first time counts. Raises Gone."""
    one = shown(session, announcement_id, by)
    mine = own_reading(session, one, by)
    if mine is not None and mine.read_at is None:
        mine.read_at = now
        _log(session, one, "announcement.read", by, now, {})
    return one


def ask_about(session: Session, announcement_id: int, *, by: Person, now: datetime) -> Asked:
    """The owner wishes for an explanation: the desk calls, and reads which announcement it is about. Raises Gone (R149)."""
    one = read(session, announcement_id, by=by, now=now)
    project = session.get_one(Project, one.project_id)
    asked = promised(session, project, by, now, subject=one.subject, facts={"announcement": one.id})
    _log(session, one, "announcement.asked", by, now, {})
    return asked


def told_by_phone(session: Session, announcement_id: int, person_id: int, *, by: Person, now: datetime) -> Announcement:
    """Somebody of the front office has told it by telephone to who had not read it; raises Gone."""
    one = visible(session, announcement_id, by)
    reading = session.get(AnnouncementReader, (one.id, person_id), with_for_update=True)
    if reading is None:
        raise Gone
    if reading.read_at is None and reading.phoned_at is None:
        reading.phoned_at, reading.phoned_by_id = now, by.id
        _log(session, one, "announcement.phoned", by, now, {"person": person_id})
    return one


def _log(session: Session, one: Announcement, kind: str, by: Person, now: datetime, facts: dict[str, int]) -> None:
    record(session, project_id=one.project_id, subject=one.subject, kind=kind, now=now, actor_id=by.id, facts=facts)
