"""What the office keeps of collecting: contacts with debtors, lines of the bank's lists, reconciliations (R123, R124, N22)."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, UtcTime, append_only
from models.people import Person


class Way(StrEnum):
    """How the office came into contact about debts."""

    PHONE = "phone"
    VISIT = "visit"
    PAPER = "paper"  # the notice was handed over
    LETTER = "letter"  # registered
    DESK = "desk"  # they came to the service centre
    COMMITTEE = "committee"  # the owners' committee was informed (L1 Art. 64)


class Came(StrEnum):
    """What came of it."""

    TOLD = "told"
    SIGNED = "signed"  # the receipt was signed
    PROMISED = "promised"  # they said when they pay
    NOT_MET = "not_met"


class DunningContact(Base, kw_only=True):
    """One contact with a debtor, as whoever made it notes it (R123); append-only."""

    __tablename__ = "dunning_contacts"
    __table_args__ = (Index("ix_dunning_contacts_unit", "unit_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    reminder_id: Mapped[int | None] = mapped_column(ForeignKey("reminders.id"), default=None)
    way: Mapped[Way]
    came: Mapped[Came]
    words: Mapped[str] = mapped_column(default="")
    by_id: Mapped[int] = mapped_column(ForeignKey("staff.person_id"))
    at: Mapped[datetime] = mapped_column(UtcTime)
    by: Mapped[Person] = relationship(
        init=False, primaryjoin="DunningContact.by_id == Person.id", foreign_keys=[by_id], viewonly=True
    )


class BankLine(Base, kw_only=True):
    """A line of the bank's list that was taken over: for which payment; the same reference counts once (R124). Append-only."""

    __tablename__ = "bank_lines"
    __table_args__ = (UniqueConstraint("project_id", "reference"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"))
    reference: Mapped[str]
    day: Mapped[date]
    amount_fen: Mapped[int]
    payment_id: Mapped[int] = mapped_column(ForeignKey("payments.id"))
    at: Mapped[datetime] = mapped_column(UtcTime)
    by_id: Mapped[int] = mapped_column(ForeignKey("staff.person_id"))


class Reconciliation(Base, kw_only=True):
    """J18: on a day finance compares the accounts with the bank; `facts` are the sums as they were, in fen."""

    __tablename__ = "reconciliations"
    __table_args__ = (UniqueConstraint("project_id", "day"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"))
    day: Mapped[date]
    at: Mapped[datetime] = mapped_column(UtcTime)
    facts: Mapped[dict[str, Any]] = mapped_column(JSON, default_factory=dict)
    done_at: Mapped[datetime | None] = mapped_column(UtcTime, default=None)
    done_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.person_id"), default=None)
    words: Mapped[str] = mapped_column(default="")

    @property
    def subject(self) -> str:
        """Its name in events, notices and cards."""
        return f"reconciliation:{self.id}"


append_only(DunningContact, BankLine)
