"""What comes due about an announcement: its sending, the reminder before a shut-off, and the look at who has not read it (R149)."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from models.announcements.content import Kind
from models.announcements.tables import Announcement
from models.announcements.telling import reminder_at
from models.dues import call_off, put_off
from models.estate import Project
from models.hours import hours_of

SEND, REMIND, UNREAD = "announcement_send", "announcement_remind", "announcement_unread"
A_DAY = timedelta(days=1)


def _put_off(session: Session, one: Announcement, kind: str, occasion: str, due_at: datetime) -> None:
    office = one.project_id
    put_off(session, project_id=office, kind=kind, subject=one.subject, occasion=occasion, due_at=due_at)


def wait_to_send(session: Session, one: Announcement, due_at: datetime) -> None:
    """The next piece goes at this moment; each piece once."""
    _put_off(session, one, SEND, f"{one.cursor}", due_at)


def watch_sent(session: Session, one: Announcement, now: datetime) -> None:
    """It is out: a shut-off is reminded of, an important one is looked after when the office is open a day later."""
    project = session.get_one(Project, one.project_id)
    if one.kind == Kind.SHUTOFF and one.starts_at is not None and (moment := reminder_at(project, one.starts_at)) > now:
        _put_off(session, one, REMIND, "once", moment)
    if one.important:
        _put_off(session, one, UNREAD, "once", hours_of(project).opens(now + A_DAY))


def forget(session: Session, one: Announcement) -> None:
    """Nothing more is due: it has ended, or does not take place."""
    for kind in (SEND, REMIND, UNREAD):
        call_off(session, kind=kind, subject=one.subject)
