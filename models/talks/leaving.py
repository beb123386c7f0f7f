"""A colleague goes home or leaves the office: their conversations go back to the desk, and nobody waits in vain (R045)."""

from datetime import datetime

from sqlalchemy.orm import Session

from models.people import Staff
from models.talks.actions import put_back
from models.talks.queries import held_by


def give_back_talks(session: Session, staff: Staff, now: datetime) -> int:
    """Every open conversation of somebody goes back; returns how many."""
    talks = sorted(held_by(session, staff), key=lambda one: one.id)
    for talk in talks:
        put_back(session, talk.id, by=None, now=now)
    return len(talks)
