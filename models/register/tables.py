"""The records of the register: every change of an entry, changes that owners ask for, and the index of the search."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.access.tables import Answer
from models.base import Base, UtcTime
from models.estate import Unit
from models.people import Person


class Change(Base, kw_only=True):
    """One entry of a file that became different: who, when, old, new and why (R111); append-only.

    The subject is "unit:3", "person:5" or "contact:7"; `by` is None for what the office's own data files brought.
    """

    __tablename__ = "changes"
    __table_args__ = (Index("ix_changes_subject", "subject", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"))
    subject: Mapped[str]
    field: Mapped[str]
    old: Mapped[str]
    new: Mapped[str]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime] = mapped_column(UtcTime)
    why: Mapped[str] = mapped_column(default="")
    by: Mapped[Person | None] = relationship(init=False)


class ChangeRequest(Base, kw_only=True):
    """An owner asks for a change of what we hold (R108); the subject and the field are those of `Change`."""

    __tablename__ = "change_requests"
    __table_args__ = (
        Index("ix_change_requests_open", "project_id", "done_at"),
        Index("ix_change_requests_person", "person_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"))
    subject: Mapped[str]
    field: Mapped[str]
    wished: Mapped[str]
    why: Mapped[str]
    asked_at: Mapped[datetime] = mapped_column(UtcTime)
    done_at: Mapped[datetime | None] = mapped_column(UtcTime, default=None)
    answer: Mapped[Answer | None] = mapped_column(default=None)
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), default=None)
    words: Mapped[str] = mapped_column(default="")
    person: Mapped[Person] = relationship(init=False, foreign_keys=[person_id])
    unit: Mapped[Unit | None] = relationship(init=False)
    answered_by: Mapped[Person | None] = relationship(init=False, foreign_keys=[answered_by_id])

    @property
    def card(self) -> str:
        """The request's own name in events, notices and cards."""
        return f"wish:{self.id}"


class SearchEntry(Base, kw_only=True):
    """What can be found of one subject, such as "ticket:17", as one folded text."""

    __tablename__ = "search_entries"
    __table_args__ = (Index("ix_search_entries_project", "project_id"),)

    subject: Mapped[str] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"))
    text: Mapped[str]


class SearchGram(Base, kw_only=True):
    """Two neighbouring characters of an entry's text: finds two-character Chinese words on every database (DESIGN 8)."""

    __tablename__ = "search_grams"
    __table_args__ = (Index("ix_search_grams_subject", "subject"),)

    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"), primary_key=True)
    gram: Mapped[str] = mapped_column(primary_key=True)
    subject: Mapped[str] = mapped_column(primary_key=True)
