"""What owners do with an announcement, and what is done for those who do not read it: read, asked about, told by telephone (R149)."""

from datetime import datetime

from sqlalchemy.orm import Session

from models.announcements.phoning import call_no_more, heard, open_call
from models.announcements.reading import own_reading, shown, visible
from models.announcements.tables import Announcement, AnnouncementReader
from models.calls.actions import attempt
from models.calls.asking import Asked, promised
from models.calls.tables import CallOutcome
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
        call_no_more(session, one, now, by.id)
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
    """Somebody of the front office has told it by telephone to who had not read it; the call about it is made. Raises Gone."""
    one = visible(session, announcement_id, by)
    if session.get(AnnouncementReader, (one.id, person_id)) is None:
        raise Gone
    if (call := open_call(session, one, person_id)) is not None:
        attempt(session, call.id, by=by, now=now, outcome=CallOutcome.DONE)
    else:
        heard(session, one, person_id, by=by, now=now)
    return one


def _log(session: Session, one: Announcement, kind: str, by: Person, now: datetime, facts: dict[str, int]) -> None:
    record(session, project_id=one.project_id, subject=one.subject, kind=kind, now=now, actor_id=by.id, facts=facts)
