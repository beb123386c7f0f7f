"""How announcements stand, in numbers, for the digest (R149, DOMAIN 5.4)."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.announcements.lifecycle import State
from models.announcements.reading import is_current, readings
from models.announcements.tables import Announcement
from models.estate import Project


@dataclass(frozen=True)
class Standing:
    """How many drafts wait for approval, and how many people have not heard of important ones that still hold."""

    to_approve: int = 0
    unread: int = 0


def standing(session: Session, project: Project, now: datetime) -> Standing:
    """The figures of one office."""
    mine = Announcement.project_id == project.id
    drafts = select(func.count()).where(mine, Announcement.state == State.DRAFT)
    important = select(Announcement).where(mine, Announcement.state == State.SENT, Announcement.important)
    current = [one for one in session.scalars(important) if is_current(one, now)]
    return Standing(session.scalar(drafts) or 0, sum(len(readings(session, one, read=False)) for one in current))
