"""The record of a mark on what an owner wrote; it holds codes, and never the owner's words (R041, R083, R217)."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, UtcTime
from models.people import Person, Staff


class MarkKind(StrEnum):
    """What it says of the words."""

    ABUSE = "abuse"  # abusive: kept as it is, and the service stays open (R083)
    UPSET = "upset"  # upset: a person looks at it (R041)


class Why(StrEnum):
    """What was noticed."""

    WORDS = "words"
    SIGNS = "signs"  # three exclamation marks and more
    THIRD = "third"  # the same matter for the third time


class Mark(Base, kw_only=True):
    """On a subject such as "ticket:7", until those in charge have looked after it, or find that it was a mistake (`mistaken`)."""

    __tablename__ = "marks"
    __table_args__ = (
        Index("ix_marks_subject", "subject", "ended_at"),
        Index("ix_marks_open", "project_id", "ended_at", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    subject: Mapped[str]
    kind: Mapped[MarkKind]
    why: Mapped[list[str]] = mapped_column(JSON, default_factory=list)
    at: Mapped[datetime] = mapped_column(UtcTime)
    reply: Mapped[str] = mapped_column(default="")  # what a colleague wrote last, read before it was sent
    replied_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.person_id"), default=None)
    replied_at: Mapped[datetime | None] = mapped_column(UtcTime, default=None)
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.person_id"), default=None)
    ended_at: Mapped[datetime | None] = mapped_column(UtcTime, default=None)
    mistaken: Mapped[bool] = mapped_column(default=False)
    person: Mapped[Person] = relationship(init=False)
    replied_by: Mapped[Staff | None] = relationship(init=False, foreign_keys=[replied_by_id])
    ended_by: Mapped[Staff | None] = relationship(init=False, foreign_keys=[ended_by_id])

    @property
    def name(self) -> str:
        """The mark's own name in events, notices and cards."""
        return f"mark:{self.id}"
