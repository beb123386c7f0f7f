"""The records of incidents: the event, its reports, its steps, and whom it affects (R099, R101)."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, UtcTime
from models.catalogue import Symptom, catalogue
from models.estate import Project, Unit
from models.incidents.lifecycle import Advice, Grade, State
from models.incidents.whereabouts import Area
from models.people import Person, Staff
from models.tickets.tables import Ticket


class Incident(Base, kw_only=True):
    """One event; `floors` are those whom it affects as the catalogue names them, unless it is the `whole` building."""

    __tablename__ = "incidents"
    __table_args__ = (UniqueConstraint("project_id", "number"), Index("ix_incidents_state", "project_id", "state"))

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"))
    number: Mapped[str] = mapped_column(default="")
    symptom_code: Mapped[str]
    opened_at: Mapped[datetime] = mapped_column(UtcTime)
    floors: Mapped[list[str]] = mapped_column(JSON)
    whole: Mapped[bool] = mapped_column(default=False)
    advice: Mapped[Advice | None] = mapped_column(default=None)
    grade: Mapped[Grade | None] = mapped_column(default=None)
    state: Mapped[State] = mapped_column(default=State.RUNNING)
    version: Mapped[int] = mapped_column(default=1)
    leader_id: Mapped[int | None] = mapped_column(ForeignKey("staff.person_id"), default=None)
    into_id: Mapped[int | None] = mapped_column(ForeignKey("incidents.id"), default=None)
    told_at: Mapped[datetime | None] = mapped_column(UtcTime, default=None)  # when those whom it affects heard first
    news_at: Mapped[datetime | None] = mapped_column(UtcTime, default=None)  # and when they heard last
    controlled_at: Mapped[datetime | None] = mapped_column(UtcTime, default=None)
    ended_at: Mapped[datetime | None] = mapped_column(UtcTime, default=None)
    report_due_at: Mapped[datetime | None] = mapped_column(UtcTime, default=None)
    # the report after it: what was done, what was lost, why it came, how it shall not come again
    measures: Mapped[str] = mapped_column(default="")
    losses: Mapped[str] = mapped_column(default="")
    cause: Mapped[str] = mapped_column(default="")
    prevention: Mapped[str] = mapped_column(default="")
    writer_id: Mapped[int | None] = mapped_column(ForeignKey("staff.person_id"), default=None)
    reported_at: Mapped[datetime | None] = mapped_column(UtcTime, default=None)
    reviewer_id: Mapped[int | None] = mapped_column(ForeignKey("staff.person_id"), default=None)
    reviewed_at: Mapped[datetime | None] = mapped_column(UtcTime, default=None)

    project: Mapped[Project] = relationship(init=False)
    leader: Mapped[Staff | None] = relationship(init=False, foreign_keys=[leader_id], viewonly=True)
    writer: Mapped[Staff | None] = relationship(init=False, foreign_keys=[writer_id], viewonly=True)
    reviewer: Mapped[Staff | None] = relationship(init=False, foreign_keys=[reviewer_id], viewonly=True)

    @property
    def subject(self) -> str:
        """The incident's own name in events, notices and cards."""
        return f"incident:{self.id}"

    @property
    def area(self) -> Area:
        """Which floors it affects."""
        return Area(tuple(self.floors), whole=self.whole)

    @property
    def symptom(self) -> Symptom:
        """What it is: the line of the category tree that was reported first."""
        return catalogue().symptoms[self.symptom_code]


class IncidentTicket(Base, kw_only=True):
    """A ticket that reports the event; one that was put into another event has left this one."""

    __tablename__ = "incident_tickets"
    __table_args__ = (Index("ix_incident_tickets_ticket", "ticket_id"),)

    incident_id: Mapped[int] = mapped_column(ForeignKey("incidents.id"), primary_key=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id"), primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcTime)
    left_at: Mapped[datetime | None] = mapped_column(UtcTime, default=None)
    ticket: Mapped[Ticket] = relationship(init=False)


class IncidentStep(Base, kw_only=True):
    """What was done about it, by whom and in which words; append-only. By nobody: the clock."""

    __tablename__ = "incident_steps"
    __table_args__ = (Index("ix_incident_steps_incident", "incident_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    incident_id: Mapped[int] = mapped_column(ForeignKey("incidents.id"))
    move: Mapped[str]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.person_id"))
    at: Mapped[datetime] = mapped_column(UtcTime)
    words: Mapped[str] = mapped_column(default="")
    reached: Mapped[int | None] = mapped_column(default=None)  # how many people heard of it
    by: Mapped[Staff | None] = relationship(init=False)


class IncidentReader(Base, kw_only=True):
    """Somebody who was told of it, and who has said to be safe, or to need help."""

    __tablename__ = "incident_readers"
    __table_args__ = (Index("ix_incident_readers_person", "person_id"),)

    incident_id: Mapped[int] = mapped_column(ForeignKey("incidents.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    told_at: Mapped[datetime] = mapped_column(UtcTime)
    safe_at: Mapped[datetime | None] = mapped_column(UtcTime, default=None)
    help_at: Mapped[datetime | None] = mapped_column(UtcTime, default=None)
    person: Mapped[Person] = relationship(init=False)


class IncidentCheck(Base, kw_only=True):
    """A unit that somebody of the office has looked after: called, or knocked at the door."""

    __tablename__ = "incident_checks"

    incident_id: Mapped[int] = mapped_column(ForeignKey("incidents.id"), primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"), primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcTime)
    by_id: Mapped[int] = mapped_column(ForeignKey("staff.person_id"))
    unit: Mapped[Unit] = relationship(init=False)
    by: Mapped[Staff] = relationship(init=False)
