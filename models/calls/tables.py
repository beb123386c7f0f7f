"""The records of telephone tasks and of every attempt (R027, R060)."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, UtcTime
from models.complaints.tables import Complaint
from models.people import Person
from models.tickets.tables import Ticket


class CallKind(StrEnum):
    """Why somebody is to be called."""

    CALLBACK = "callback"  # 回访: is the owner content with the job?
    UNREACHABLE = "unreachable"  # the bot could not deliver something
    ALARM = "alarm"  # nobody answers an alarm: the manager is called
    ASKED = "asked"  # the person asked for a person (R045)
    COMPLAINT = "complaint"  # is the owner content with what became of a complaint?
    ANNOUNCEMENT = "announcement"  # something important was sent and not read (R149)
    REBOOK = "rebook"  # nobody opened, and no other time was chosen (R070)
    UNPAID = "unpaid"  # a service was done and is still to be paid (R062)
    DUNNING = "dunning"  # fees are overdue, and the bot reaches nobody of the unit (R123)


class CallOutcome(StrEnum):
    """What came of an attempt; nobody but the caller can say so."""

    CONTENT = "content"
    NOT_CONTENT = "not_content"
    DONE = "done"
    NOT_REACHED = "not_reached"
    REFUSED = "refused"
    POSTED = "posted"  # nobody reached, so a paper hangs at the door


class Call(Base, kw_only=True):
    """One thing to say to one person by telephone."""

    __tablename__ = "calls"
    __table_args__ = (
        UniqueConstraint("kind", "person_id", "subject", "occasion"),
        Index("ix_calls_open", "project_id", "done_at", "due_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"))
    kind: Mapped[CallKind]
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    subject: Mapped[str]
    occasion: Mapped[str]
    ticket_id: Mapped[int | None] = mapped_column(ForeignKey("tickets.id"))
    complaint_id: Mapped[int | None] = mapped_column(ForeignKey("complaints.id"), default=None)
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.person_id"))
    created_at: Mapped[datetime] = mapped_column(UtcTime)
    due_at: Mapped[datetime] = mapped_column(UtcTime)
    attempts: Mapped[int] = mapped_column(default=0)
    facts: Mapped[dict[str, Any]] = mapped_column(JSON, default_factory=dict)
    done_at: Mapped[datetime | None] = mapped_column(UtcTime, default=None)
    outcome: Mapped[CallOutcome | None] = mapped_column(default=None)
    person: Mapped[Person] = relationship(init=False)
    ticket: Mapped[Ticket | None] = relationship(init=False)
    complaint: Mapped[Complaint | None] = relationship(init=False)

    @property
    def card(self) -> str:
        """The call's own name in events, notices and cards."""
        return f"call:{self.id}"


class CallAttempt(Base, kw_only=True):
    """One attempt to reach somebody; append-only."""

    __tablename__ = "call_attempts"
    __table_args__ = (UniqueConstraint("call_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    call_id: Mapped[int] = mapped_column(ForeignKey("calls.id"))
    number: Mapped[int]
    by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime] = mapped_column(UtcTime)
    outcome: Mapped[CallOutcome]
    words: Mapped[str]
