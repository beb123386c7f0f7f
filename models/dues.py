"""Things that must happen later: a row with the moment at which it is due."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint, delete, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base, UtcTime, insert_once


class Due(Base, kw_only=True):
    """One thing to do for one subject at one moment; gone once it is done or no longer needed."""

    __tablename__ = "dues"
    __table_args__ = (UniqueConstraint("kind", "subject", "occasion"), Index("ix_dues_due_at", "due_at"))

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"))
    kind: Mapped[str]
    subject: Mapped[str]
    occasion: Mapped[str]
    due_at: Mapped[datetime] = mapped_column(UtcTime)
    attempts: Mapped[int] = mapped_column(default=0)  # how often it has failed, and why the last time
    error: Mapped[str] = mapped_column(default="")


def put_off(session: Session, *, project_id: int, kind: str, subject: str, occasion: str, due_at: datetime) -> None:
    """Ask for something at a later moment; asking twice for the same occasion is harmless."""
    once = {"kind": kind, "subject": subject, "occasion": occasion}
    insert_once(session, Due, {"project_id": project_id, **once, "due_at": due_at, "attempts": 0, "error": ""})


def call_off(session: Session, *, kind: str, subject: str) -> None:
    """Forget what was put off for a subject; what the clock has in hand at this moment, it looks at once more itself."""
    free = select(Due.id).where(Due.kind == kind, Due.subject == subject).with_for_update(skip_locked=True)
    session.execute(delete(Due).where(Due.id.in_(session.scalars(free).all())))


def next_due_at(session: Session, kinds: Iterable[str]) -> datetime | None:
    """The earliest moment at which something of these kinds is due."""
    return session.scalar(select(func.min(Due.due_at)).where(Due.kind.in_(list(kinds))))
