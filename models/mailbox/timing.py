"""What comes due about a letter: the day before its answer is due, the hour after which it is late, and a planned call (R144)."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from models.dues import call_off, put_off
from models.estate import Project
from models.hours import hours_of
from models.mailbox.lifecycle import LetterState
from models.mailbox.tables import Letter
from models.mailbox.telling import managers, tell_about

SOON, LATE, CALL = "letter_soon", "letter_late", "letter_call"
A_DAY = timedelta(days=1)


def watch_letter(session: Session, letter: Letter, now: datetime) -> None:
    """Ask the clock for what lies ahead of the answer, and for nothing else; a planned call is no part of it."""
    for kind in (SOON, LATE):
        call_off(session, kind=kind, subject=letter.subject)
    if letter.state != LetterState.WITH_MANAGER or letter.reply_by is None:
        return
    hours = hours_of(session.get_one(Project, letter.project_id))
    for kind, moment in ((SOON, hours.opens(letter.reply_by - A_DAY)), (LATE, hours.opens(letter.reply_by))):
        if moment > now:
            put_letter_off(session, letter, kind, moment)


def put_letter_off(session: Session, letter: Letter, kind: str, moment: datetime) -> None:
    """Ask the clock for one moment of a letter."""
    office = letter.project_id
    occasion = moment.isoformat()
    put_off(session, project_id=office, kind=kind, subject=letter.subject, occasion=occasion, due_at=moment)


def soon(session: Session, letter_id: int, occasion: str, now: datetime) -> None:
    """Tomorrow the answer is due: the manager hears."""
    letter = session.get_one(Letter, letter_id)
    if letter.state == LetterState.WITH_MANAGER:
        for person_id in managers(session, letter.project_id):
            tell_about(session, letter, person_id, "letter.soon", now, occasion=occasion)


def late(session: Session, letter_id: int, occasion: str, now: datetime) -> None:
    """The answer is overdue: the manager hears, and the record counts it from now on."""
    letter = session.get_one(Letter, letter_id)
    if letter.is_late(now):
        for person_id in managers(session, letter.project_id):
            tell_about(session, letter, person_id, "letter.late", now, occasion=occasion)


def call_now(session: Session, letter_id: int, occasion: str, now: datetime) -> None:
    """The manager planned to telephone about a letter: now."""
    letter = session.get_one(Letter, letter_id)
    for person_id in managers(session, letter.project_id):
        tell_about(session, letter, person_id, "letter.call", now, occasion=occasion)
