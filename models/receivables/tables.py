"""The records of what units owe: lines, bills, questions, extensions, write-offs, closed months and reminders (R123, R129)."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, UtcTime, append_only
from models.estate import Unit
from models.people import Person
from models.receivables.fees import Fee, fee
from models.receivables.ladder import Step
from models.receivables.lifecycle import AskState, DebtorKind, DisputeState


class Bill(Base, kw_only=True):
    """The payment notice of a unit for a month (缴费通知单), with its number; its lines name it."""

    __tablename__ = "bills"
    __table_args__ = (UniqueConstraint("unit_id", "period", "occasion"), Index("ix_bills_number", "number"))

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    period: Mapped[date]
    occasion: Mapped[str] = mapped_column(default="")  # of a later notice of the same month: why there is one more
    due_on: Mapped[date]
    issued_at: Mapped[datetime] = mapped_column(UtcTime)
    issued_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), default=None)
    number: Mapped[str] = mapped_column(default="")  # drawn last, see `next_number`
    unit: Mapped[Unit] = relationship(init=False)

    @property
    def subject(self) -> str:
        """Its name in events, notices and cards."""
        return f"bill:{self.id}"


class Receivable(Base, kw_only=True):
    """One line of what a unit owes: one fee for one month, in fen. What is still open is the balance of its account.

    `period` is the first day of the month; `part` tells apart what one fee has twice in a month; `details` holds how the amount
    came about, in figures; `origin` says what opened it, such as "receivables:3" for a file.
    """

    __tablename__ = "receivables"
    __table_args__ = (
        UniqueConstraint("unit_id", "fee_code", "period", "part"),
        CheckConstraint("amount_fen > 0", name="amount"),
        Index("ix_receivables_period", "project_id", "period"),
        Index("ix_receivables_bill", "bill_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    fee_code: Mapped[str]
    period: Mapped[date]
    part: Mapped[str] = mapped_column(default="")
    amount_fen: Mapped[int]
    due_on: Mapped[date]
    opened_at: Mapped[datetime] = mapped_column(UtcTime)
    opened_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    origin: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    details: Mapped[dict[str, Any]] = mapped_column(JSON, default_factory=dict)
    bill_id: Mapped[int | None] = mapped_column(ForeignKey("bills.id"), default=None)
    legal_at: Mapped[datetime | None] = mapped_column(UtcTime, default=None)  # on the list for the court, as approved
    unit: Mapped[Unit] = relationship(init=False)

    @property
    def subject(self) -> str:
        """Its name in events and in the ledger."""
        return f"receivable:{self.id}"

    @property
    def fee(self) -> Fee:
        """What it is for."""
        return fee(self.fee_code)


class Dispute(Base, kw_only=True):
    """A question that an owner has about a line: as long as it is open nobody asks for the line (R123)."""

    __tablename__ = "disputes"
    __table_args__ = (Index("ix_disputes_line", "receivable_id", "state"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"))
    receivable_id: Mapped[int] = mapped_column(ForeignKey("receivables.id"))
    by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    words: Mapped[str]
    at: Mapped[datetime] = mapped_column(UtcTime)
    state: Mapped[DisputeState] = mapped_column(default=DisputeState.OPEN)
    version: Mapped[int] = mapped_column(default=1)
    answer: Mapped[str] = mapped_column(default="")
    corrected_fen: Mapped[int] = mapped_column(default=0)  # by how much the line became less
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.person_id"), default=None)
    answered_at: Mapped[datetime | None] = mapped_column(UtcTime, default=None)
    asked_again_at: Mapped[datetime | None] = mapped_column(UtcTime, default=None)
    line: Mapped[Receivable] = relationship(init=False)
    by: Mapped[Person] = relationship(init=False, foreign_keys=[by_id])

    @property
    def subject(self) -> str:
        """Its name in events, notices and cards."""
        return f"dispute:{self.id}"


class AskKind(StrEnum):
    """What the manager decides (DOMAIN 5.7: waive, extend, cancel debt; legal list)."""

    EXTENSION = "extension"
    WAIVER = "waiver"
    CORRECTION = "correction"
    LEGAL = "legal"


class Ask(Base, kw_only=True):
    """An extension, a waiver, a correction or the legal list for lines of a unit, from the wish to the manager's decision.

    `until` is the day to which an extension asks for; `amount_fen` what a waiver or a correction takes off its one line.
    """

    __tablename__ = "receivable_asks"
    __table_args__ = (Index("ix_receivable_asks_unit", "unit_id", "state"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    kind: Mapped[AskKind]
    by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    reason: Mapped[str]
    at: Mapped[datetime] = mapped_column(UtcTime)
    state: Mapped[AskState]
    until: Mapped[date | None] = mapped_column(default=None)
    amount_fen: Mapped[int | None] = mapped_column(default=None)
    version: Mapped[int] = mapped_column(default=1)
    proposed_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.person_id"), default=None)
    opinion: Mapped[str] = mapped_column(default="")  # of whoever proposes it
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.person_id"), default=None)
    decided_at: Mapped[datetime | None] = mapped_column(UtcTime, default=None)
    answer: Mapped[str] = mapped_column(default="")  # the reason of the decision, and what is offered instead
    dispute_id: Mapped[int | None] = mapped_column(ForeignKey("disputes.id"), default=None)
    unit: Mapped[Unit] = relationship(init=False)
    by: Mapped[Person] = relationship(init=False, foreign_keys=[by_id])

    @property
    def subject(self) -> str:
        """Its name in events, notices and cards."""
        return f"ask:{self.id}"


class AskLine(Base, kw_only=True):
    """One of the lines that an ask is about."""

    __tablename__ = "receivable_ask_lines"

    ask_id: Mapped[int] = mapped_column(ForeignKey("receivable_asks.id"), primary_key=True)
    receivable_id: Mapped[int] = mapped_column(ForeignKey("receivables.id"), primary_key=True, index=True)


class FeeMonth(Base, kw_only=True):
    """A month whose accounts finance has closed: nothing of it is opened or corrected any more (R129); append-only."""

    __tablename__ = "fee_months"

    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"), primary_key=True)
    period: Mapped[date] = mapped_column(primary_key=True)
    closed_at: Mapped[datetime] = mapped_column(UtcTime)
    closed_by_id: Mapped[int] = mapped_column(ForeignKey("staff.person_id"))
    facts: Mapped[dict[str, Any]] = mapped_column(JSON, default_factory=dict)  # the sums as they were, in fen


class Reminder(Base, kw_only=True):
    """What a unit was reminded of: one rung of the ladder for one due date, once; in fen. Append-only.

    `reached` counts the contacts whom the bot could tell; none means the telephone and the paper list.
    """

    __tablename__ = "reminders"
    __table_args__ = (UniqueConstraint("unit_id", "due_on", "step"), Index("ix_reminders_day", "project_id", "day"))

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    due_on: Mapped[date]
    step: Mapped[Step]
    day: Mapped[date]
    at: Mapped[datetime] = mapped_column(UtcTime)
    fen: Mapped[int]
    reached: Mapped[int]
    lines: Mapped[list[int]] = mapped_column(JSON, default_factory=list)
    unit: Mapped[Unit] = relationship(init=False)

    @property
    def subject(self) -> str:
        """Its name in notices, calls and cards."""
        return f"reminder:{self.id}"


class Debtor(Base, kw_only=True):
    """Why a unit does not pay, as a colleague has found out; the newest counts (N20). Append-only."""

    __tablename__ = "debtors"
    __table_args__ = (Index("ix_debtors_unit", "unit_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    kind: Mapped[DebtorKind]
    note: Mapped[str]
    by_id: Mapped[int] = mapped_column(ForeignKey("staff.person_id"))
    at: Mapped[datetime] = mapped_column(UtcTime)


append_only(FeeMonth, Reminder, Debtor, AskLine)
