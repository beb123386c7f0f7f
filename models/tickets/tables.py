"""The records of a ticket: the ticket itself, its offers and its ratings."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, UtcTime
from models.catalogue import Symptom, Urgency, catalogue
from models.estate import Department, Project, Unit
from models.people import Person, Staff
from models.tickets.lifecycle import Status


class TicketKind(StrEnum):
    """What was brought to the office (R019)."""

    REPAIR = "repair"


NUMBER_PREFIX = {TicketKind.REPAIR: "BX"}


class Channel(StrEnum):
    """How it was brought: the bot and the seven sources of the handbook (R020)."""

    BOT = "bot"
    PHONE = "phone"
    COLLECTED = "collected"
    HEAD_OFFICE = "head_office"
    WALK_IN = "walk_in"
    COMMITTEE = "committee"
    ORAL = "oral"
    WRITTEN = "written"


class Ticket(Base, kw_only=True):
    """One matter of one owner; the eight milestones of the handbook are columns (R028)."""

    __tablename__ = "tickets"
    __table_args__ = (
        UniqueConstraint("project_id", "number"),
        Index("ix_tickets_reporter", "reporter_id", "id"),
        Index("ix_tickets_assignee", "assignee_id", "status"),
        Index("ix_tickets_status", "project_id", "status"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"))
    number: Mapped[str] = mapped_column(default="", init=False)
    kind: Mapped[TicketKind]
    status: Mapped[Status] = mapped_column(default=Status.RECORDED, init=False)
    version: Mapped[int] = mapped_column(default=1, init=False)
    channel: Mapped[Channel] = mapped_column(default=Channel.BOT)
    reporter_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    first_receiver_id: Mapped[int | None] = mapped_column(ForeignKey("staff.person_id"))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"))
    inside: Mapped[bool]
    spot: Mapped[str]
    symptom_code: Mapped[str]
    urgency: Mapped[Urgency]
    words: Mapped[str]
    wished_from: Mapped[datetime | None] = mapped_column(UtcTime, default=None)
    wished_to: Mapped[datetime | None] = mapped_column(UtcTime, default=None)
    contact_by: Mapped[datetime] = mapped_column(UtcTime)

    priority: Mapped[int] = mapped_column(default=0, init=False)
    department_id: Mapped[int | None] = mapped_column(ForeignKey("departments.id"), default=None, init=False)
    assignee_id: Mapped[int | None] = mapped_column(ForeignKey("staff.person_id"), default=None, init=False)
    result: Mapped[str] = mapped_column(default="", init=False)
    rounds: Mapped[int] = mapped_column(default=1, init=False)

    occurred_at: Mapped[datetime] = mapped_column(UtcTime)
    received_at: Mapped[datetime] = mapped_column(UtcTime)
    recorded_at: Mapped[datetime] = mapped_column(UtcTime)
    classified_at: Mapped[datetime | None] = mapped_column(UtcTime, default=None, init=False)
    sent_at: Mapped[datetime | None] = mapped_column(UtcTime, default=None, init=False)
    accepted_at: Mapped[datetime | None] = mapped_column(UtcTime, default=None, init=False)
    arrived_at: Mapped[datetime | None] = mapped_column(UtcTime, default=None, init=False)
    processed_at: Mapped[datetime | None] = mapped_column(UtcTime, default=None, init=False)
    reported_at: Mapped[datetime | None] = mapped_column(UtcTime, default=None, init=False)
    fed_back_at: Mapped[datetime | None] = mapped_column(UtcTime, default=None, init=False)
    ended_at: Mapped[datetime | None] = mapped_column(UtcTime, default=None, init=False)

    project: Mapped[Project] = relationship(init=False)
    reporter: Mapped[Person] = relationship(init=False)
    unit: Mapped[Unit | None] = relationship(init=False)
    department: Mapped[Department | None] = relationship(init=False)
    assignee: Mapped[Staff | None] = relationship(init=False, foreign_keys=[assignee_id])
    first_receiver: Mapped[Staff | None] = relationship(init=False, foreign_keys=[first_receiver_id])

    @property
    def subject(self) -> str:
        """The ticket's name in events, notices and cards."""
        return f"ticket:{self.id}"

    @property
    def symptom(self) -> Symptom:
        """The line of the category tree."""
        return catalogue().symptoms[self.symptom_code]


class Offer(Base, kw_only=True):
    """A job offered to somebody on duty; the first to take it has it."""

    __tablename__ = "offers"
    __table_args__ = (UniqueConstraint("ticket_id", "staff_id", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id"))
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.person_id"))
    version: Mapped[int]


class Result(Base, kw_only=True):
    """What a technician reported of one round: the result, or why the job went back (R026, R032); append-only."""

    __tablename__ = "results"
    __table_args__ = (Index("ix_results_ticket", "ticket_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id"))
    round: Mapped[int]
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.person_id"))
    kind: Mapped[str]
    words: Mapped[str]
    at: Mapped[datetime] = mapped_column(UtcTime)


class Rating(Base, kw_only=True):
    """What the owner thought of one round of a job, from 1 to 5 (R053); append-only."""

    __tablename__ = "ratings"
    __table_args__ = (UniqueConstraint("ticket_id", "round"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"))
    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id"))
    round: Mapped[int]
    solved: Mapped[bool]
    punctuality: Mapped[int]
    attitude: Mapped[int]
    quality: Mapped[int]
    tidiness: Mapped[int]
    comment: Mapped[str]
    at: Mapped[datetime] = mapped_column(UtcTime)

    @property
    def lowest(self) -> int:
        """The lowest of the four scores."""
        return min(self.punctuality, self.attitude, self.quality, self.tidiness)
