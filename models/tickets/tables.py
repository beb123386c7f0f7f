"""The records of a ticket: the ticket itself, and what happens around it."""

from dataclasses import replace
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, UtcTime
from models.catalogue import Symptom, Urgency, catalogue
from models.estate import Both, Department, Project, Unit
from models.people import Person, Staff
from models.tickets.kinds import Payment, TicketKind
from models.tickets.lifecycle import Status


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


SPOKEN = frozenset({Channel.PHONE, Channel.WALK_IN, Channel.ORAL})  # whoever brings it so hears the number at once


class Ticket(Base, kw_only=True):
    """One matter of one owner; the eight milestones of the handbook are columns (R028)."""

    __tablename__ = "tickets"
    __table_args__ = (
        UniqueConstraint("project_id", "number"),
        Index("ix_tickets_reporter", "reporter_id", "id"),
        Index("ix_tickets_assignee", "assignee_id", "status"),
        Index("ix_tickets_status", "project_id", "status"),
        Index("ix_tickets_place", "project_id", "unit_id", "symptom_code"),
        Index("ix_tickets_parent", "parent_id"),
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
    unclear: Mapped[bool] = mapped_column(default=False)  # somebody comes to look before it is classified (R066)
    # whom to ask for on the spot, where it is not the reporter (DOMAIN 5.2)
    door_name: Mapped[str] = mapped_column(default="")
    door_phone: Mapped[str] = mapped_column(default="")
    # who entered it for the reporter (R021); of what it is one department's part (R044)
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.person_id"), default=None)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("tickets.id"), default=None)
    # whether who entered it had picked up within three rings, as they say themselves (R184); None for not said
    in_three_rings: Mapped[bool | None] = mapped_column(default=None)
    payment: Mapped[Payment] = mapped_column(default=Payment.FREE)
    # what a paid service is called, as it was booked; empty for everything that the category tree names
    what_zh: Mapped[str] = mapped_column(default="")
    what_en: Mapped[str] = mapped_column(default="")

    priority: Mapped[int] = mapped_column(default=0, init=False)
    department_id: Mapped[int | None] = mapped_column(ForeignKey("departments.id"), default=None, init=False)
    assignee_id: Mapped[int | None] = mapped_column(ForeignKey("staff.person_id"), default=None, init=False)
    result: Mapped[str] = mapped_column(default="", init=False)
    rounds: Mapped[int] = mapped_column(default=1, init=False)
    cause: Mapped[str] = mapped_column(default="", init=False)  # why it broke, said when it was done (R042)
    transfers: Mapped[int] = mapped_column(default=0, init=False)
    urges: Mapped[int] = mapped_column(default=0, init=False)
    urged_at: Mapped[datetime | None] = mapped_column(UtcTime, default=None, init=False)
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("tickets.id"), default=None, init=False)
    appointed_from: Mapped[datetime | None] = mapped_column(UtcTime, default=None, init=False)
    appointed_to: Mapped[datetime | None] = mapped_column(UtcTime, default=None, init=False)
    # when who comes without an appointment said to be there (R040)
    expected_at: Mapped[datetime | None] = mapped_column(UtcTime, default=None, init=False)
    promised_at: Mapped[datetime | None] = mapped_column(UtcTime, default=None, init=False)  # when it goes on (R050)

    occurred_at: Mapped[datetime] = mapped_column(UtcTime)
    received_at: Mapped[datetime] = mapped_column(UtcTime)
    recorded_at: Mapped[datetime] = mapped_column(UtcTime)
    classified_at: Mapped[datetime | None] = mapped_column(UtcTime, default=None, init=False)
    sent_at: Mapped[datetime | None] = mapped_column(UtcTime, default=None, init=False)
    assigned_at: Mapped[datetime | None] = mapped_column(UtcTime, default=None, init=False)
    accepted_at: Mapped[datetime | None] = mapped_column(UtcTime, default=None, init=False)
    arrived_at: Mapped[datetime | None] = mapped_column(UtcTime, default=None, init=False)
    processed_at: Mapped[datetime | None] = mapped_column(UtcTime, default=None, init=False)
    reported_at: Mapped[datetime | None] = mapped_column(UtcTime, default=None, init=False)
    fed_back_at: Mapped[datetime | None] = mapped_column(UtcTime, default=None, init=False)
    ended_at: Mapped[datetime | None] = mapped_column(UtcTime, default=None, init=False)
    # What the clocks go by: when this round and this stage began (None: at the receipt), and the first human answer (X14).
    round_at: Mapped[datetime | None] = mapped_column(UtcTime, default=None, init=False)
    stage_at: Mapped[datetime | None] = mapped_column(UtcTime, default=None, init=False)
    answered_at: Mapped[datetime | None] = mapped_column(UtcTime, default=None)

    project: Mapped[Project] = relationship(init=False)
    reporter: Mapped[Person] = relationship(init=False)
    unit: Mapped[Unit | None] = relationship(init=False)
    department: Mapped[Department | None] = relationship(init=False)
    assignee: Mapped[Staff | None] = relationship(init=False, foreign_keys=[assignee_id])
    first_receiver: Mapped[Staff | None] = relationship(init=False, foreign_keys=[first_receiver_id])
    entered_by: Mapped[Staff | None] = relationship(init=False, foreign_keys=[entered_by_id])
    parent: Mapped["Ticket | None"] = relationship(init=False, foreign_keys=[parent_id], remote_side="Ticket.id")
    merged_into: Mapped["Ticket | None"] = relationship(
        init=False, foreign_keys=[merged_into_id], remote_side="Ticket.id"
    )

    additions: Mapped[list["Addition"]] = relationship(init=False, order_by="Addition.id", viewonly=True)

    @property
    def all_words(self) -> str:
        """What was reported and what was added to it, one under the other."""
        return "\n".join(part for part in (self.words, *(one.words for one in self.additions)) if part)

    @property
    def own_words(self) -> str:
        """What the present reporter wrote; what others added to it is theirs (R203)."""
        mine = (one.words for one in self.additions if one.by_id == self.reporter_id)
        return "\n".join(part for part in (self.words, *mine) if part)

    @property
    def subject(self) -> str:
        """The ticket's name in events, notices and cards."""
        return f"ticket:{self.id}"

    @property
    def is_help(self) -> bool:
        """Whether somebody asks for help, and nothing is broken (R031)."""
        return self.kind == TicketKind.HELP

    @property
    def is_fee_unsaid(self) -> bool:
        """Whether somebody has still to say what it costs, if anything; a department's part costs nothing of its own (R047)."""
        return self.payment == Payment.ON_SITE and self.parent_id is None

    @property
    def is_service(self) -> bool:
        """Whether it is a paid service from the price list, or one that was asked for (R058)."""
        return self.kind == TicketKind.SERVICE

    @property
    def symptom(self) -> Symptom:
        """The line of the category tree; a paid service has its own name."""
        line = catalogue().symptoms[self.symptom_code]
        what = Both(self.what_zh, self.what_en)
        return replace(line, name=what, owner_name=what) if self.what_zh else line


class Addition(Base, kw_only=True):
    """What an owner has added to a ticket that goes on (R043); append-only."""

    __tablename__ = "additions"
    __table_args__ = (Index("ix_additions_ticket", "ticket_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id"))
    by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    words: Mapped[str]
    at: Mapped[datetime] = mapped_column(UtcTime)
    by: Mapped[Person] = relationship(init=False)


class Offer(Base, kw_only=True):
    """A job offered to somebody on duty; the first to take it has it."""

    __tablename__ = "offers"
    __table_args__ = (UniqueConstraint("ticket_id", "staff_id", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id"))
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.person_id"))
    version: Mapped[int]


class Arrival(StrEnum):
    """How an arrival stands to its appointment T (R049): five to ten minutes early is on time, earlier is a deviation too."""

    UNBOUND = "unbound"  # there was no appointment
    EARLY = "early"  # before T-10
    PUNCTUAL = "punctual"  # from T-10 to T-5
    ACCEPTABLE = "acceptable"  # after T-5, up to T
    LATE = "late"


class VisitEnd(StrEnum):
    """What a visit came to."""

    FINISHED = "finished"
    NO_ANSWER = "no_answer"  # the customer was absent; no failure of the technician's (R070)
    POSTPONED = "postponed"
    WAITING_PART = "waiting_part"
    OUTSIDE_FIRM = "outside_firm"
    REFERRED = "referred"  # looked at, and another department is needed (R066)
    CALLED_OFF = "called_off"  # withdrawn, merged, transferred or given to somebody else before the end


class Visit(Base, kw_only=True):
    """One person's way to a customer, from the acceptance to what came of it (R049, R066-R072)."""

    __tablename__ = "visits"
    __table_args__ = (
        Index("ix_visits_ticket", "ticket_id", "id"),
        Index("ix_visits_staff", "staff_id", "arrived_at"),
        Index("ix_visits_code", "project_id", "code"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"))
    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id"))
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.person_id"))
    begun_at: Mapped[datetime] = mapped_column(UtcTime)
    appointed_from: Mapped[datetime | None] = mapped_column(UtcTime, default=None)
    ready_at: Mapped[datetime | None] = mapped_column(UtcTime, default=None, init=False)
    arrived_at: Mapped[datetime | None] = mapped_column(UtcTime, default=None, init=False)
    arrival: Mapped[Arrival | None] = mapped_column(default=None, init=False)
    asked_at: Mapped[datetime | None] = mapped_column(UtcTime, default=None, init=False)  # "has somebody come?", open
    knocked_at: Mapped[datetime | None] = mapped_column(UtcTime, default=None, init=False)  # nobody answered since
    opened_at: Mapped[datetime | None] = mapped_column(UtcTime, default=None, init=False)
    code: Mapped[str] = mapped_column(default="", init=False)  # on the reminder card, to choose another time by (R070)
    ended_at: Mapped[datetime | None] = mapped_column(UtcTime, default=None, init=False)
    end: Mapped[VisitEnd | None] = mapped_column(default=None, init=False)


class Pause(Base, kw_only=True):
    """A time in which the clock of a ticket rests, with the reason that its owner was told (DOMAIN 4.7); `until` is None while it lasts."""

    __tablename__ = "pauses"
    __table_args__ = (Index("ix_pauses_ticket", "ticket_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id"))
    status: Mapped[Status]
    words: Mapped[str]
    since: Mapped[datetime] = mapped_column(UtcTime)
    promised_at: Mapped[datetime | None] = mapped_column(UtcTime, default=None)
    until: Mapped[datetime | None] = mapped_column(UtcTime, default=None)


class Joiner(Base, kw_only=True):
    """Somebody else who reported the same public fault, or whose own ticket was merged into this one; hears what the reporter hears.

    Who has asked for no more news stays one of those who reported it, and hears nothing since (`silent_since`).
    """

    __tablename__ = "joiners"
    __table_args__ = (UniqueConstraint("ticket_id", "person_id"), Index("ix_joiners_person", "person_id"))

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    words: Mapped[str]
    at: Mapped[datetime] = mapped_column(UtcTime)
    silent_since: Mapped[datetime | None] = mapped_column(UtcTime, default=None)


class DangerNote(Base, kw_only=True):
    """What somebody wrote of danger before any alarm was raised (R098).

    `ticket` is the alarm that it became; `answered_by` the colleague who raised it for them, or who called and found none needed.
    """

    __tablename__ = "danger_notes"
    __table_args__ = (Index("ix_danger_notes_person", "person_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    words: Mapped[str]
    written_at: Mapped[datetime] = mapped_column(UtcTime)
    ticket_id: Mapped[int | None] = mapped_column(ForeignKey("tickets.id"), default=None)
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.person_id"), default=None, init=False)
    answered_at: Mapped[datetime | None] = mapped_column(UtcTime, default=None, init=False)
    person: Mapped[Person] = relationship(init=False)
    ticket: Mapped[Ticket | None] = relationship(init=False)
    answered_by: Mapped[Staff | None] = relationship(init=False)

    @property
    def subject(self) -> str:
        """The note's name in events, notices and cards."""
        return f"danger:{self.id}"


class Alarm(Base, kw_only=True):
    """An urgent ticket that a person must answer for; rings on, and higher, until somebody acknowledges it (R098, DOMAIN 4.7)."""

    __tablename__ = "alarms"
    __table_args__ = (UniqueConstraint("ticket_id", "round"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"))
    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id"))
    round: Mapped[int]
    raised_at: Mapped[datetime] = mapped_column(UtcTime)
    rung: Mapped[int] = mapped_column(default=0)  # how often it has rung again
    acknowledged_at: Mapped[datetime | None] = mapped_column(UtcTime, default=None)
    acknowledged_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.person_id"), default=None)
    acknowledged_by: Mapped[Staff | None] = relationship(init=False)
