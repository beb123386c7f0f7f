"""The log: every deed that matters is one event, for all subjects in one table (R017, R025)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base, UtcTime

TOUCHED = "touched"


class Event(Base, kw_only=True):
    """Something that was done; facts hold ids and codes, never names, phones or texts."""

    __tablename__ = "events"
    __table_args__ = (
        Index("ix_events_subject", "subject", "id"),
        Index("ix_events_kind_at", "project_id", "kind", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"))
    subject: Mapped[str]
    kind: Mapped[str]
    at: Mapped[datetime] = mapped_column(UtcTime)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), default=None)
    facts: Mapped[dict[str, Any]] = mapped_column(JSON, default_factory=dict)


def record(
    session: Session,
    *,
    project_id: int,
    subject: str,
    kind: str,
    now: datetime,
    actor_id: int | None = None,
    facts: Mapping[str, Any] | None = None,
) -> None:
    """Append an event, and remember for the end of the transaction that the subject looks different now."""
    session.add(
        Event(project_id=project_id, subject=subject, kind=kind, at=now, actor_id=actor_id, facts=dict(facts or {}))
    )
    touch(session, subject)


def touch(session: Session, subject: str) -> None:
    """Remember for the end of the transaction that the cards of a subject have to be drawn anew."""
    session.info.setdefault(TOUCHED, set()).add(subject)
