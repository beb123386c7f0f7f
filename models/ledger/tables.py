"""The records of money: append-only entries, and the payments, hand-overs, deposits and refunds that they belong to."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, UtcTime, append_only
from models.ledger.lifecycle import DepositState, HandOverState, Method, PaymentState
from models.people import Person


class LedgerEntry(Base, kw_only=True):
    """Money that moved from one account to another, in fen; append-only, so that the sum over all accounts stays zero."""

    __tablename__ = "ledger_entries"
    __table_args__ = (
        UniqueConstraint("project_id", "deed", "subject", "occasion"),
        CheckConstraint("amount_fen > 0", name="amount"),
        CheckConstraint("source <> target", name="moves"),
        Index("ix_ledger_entries_source", "source", "project_id"),
        Index("ix_ledger_entries_target", "target", "project_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"))
    deed: Mapped[str]
    source: Mapped[str]
    target: Mapped[str]
    amount_fen: Mapped[int]
    subject: Mapped[str]
    occasion: Mapped[str]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime] = mapped_column(UtcTime)


append_only(LedgerEntry)


class HandOver(Base, kw_only=True):
    """Cash on its way from who collected it to the till; in fen, less what was paid back out of the pocket."""

    __tablename__ = "hand_overs"
    __table_args__ = (
        Index("ix_hand_overs_state", "project_id", "state"),
        Index("ix_hand_overs_giver", "giver_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"))
    giver_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    receiver_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    amount_fen: Mapped[int]
    at: Mapped[datetime] = mapped_column(UtcTime)
    state: Mapped[HandOverState] = mapped_column(default=HandOverState.PROPOSED)
    version: Mapped[int] = mapped_column(default=1)
    counted_fen: Mapped[int | None] = mapped_column(default=None)
    reason: Mapped[str] = mapped_column(default="")  # why it differs
    settled_reason: Mapped[str] = mapped_column(default="")  # why the manager wrote the difference off
    settled_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), default=None)
    ended_at: Mapped[datetime | None] = mapped_column(UtcTime, default=None)
    giver: Mapped[Person] = relationship(init=False, foreign_keys=[giver_id])
    receiver: Mapped[Person] = relationship(init=False, foreign_keys=[receiver_id])

    @property
    def subject(self) -> str:
        """Its name in events, notices and cards."""
        return f"handover:{self.id}"


class Deposit(Base, kw_only=True):
    """Money that somebody says to have brought to the bank, out of the till or out of the own pocket; in fen."""

    __tablename__ = "deposits"
    __table_args__ = (Index("ix_deposits_state", "project_id", "state"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"))
    by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    source: Mapped[str]
    amount_fen: Mapped[int]
    at: Mapped[datetime] = mapped_column(UtcTime)
    state: Mapped[DepositState] = mapped_column(default=DepositState.STATED)
    reason: Mapped[str] = mapped_column(default="")
    ended_at: Mapped[datetime | None] = mapped_column(UtcTime, default=None)
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), default=None)
    by: Mapped[Person] = relationship(init=False, foreign_keys=[by_id])

    @property
    def subject(self) -> str:
        """Its name in events, notices and cards."""
        return f"deposit:{self.id}"


class Payment(Base, kw_only=True):
    """Money taken from a customer, in fen; `taken_by_id` is None where the customer transfers or pays in Telegram."""

    __tablename__ = "payments"
    __table_args__ = (
        UniqueConstraint("project_id", "about", "occasion"),
        UniqueConstraint("provider_charge_id"),
        CheckConstraint("amount_fen > 0", name="amount"),
        Index("ix_payments_taken_by", "taken_by_id", "state"),
        Index("ix_payments_state", "project_id", "state"),
        Index("ix_payments_number", "project_id", "number"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"))
    about: Mapped[str]  # what it was paid for, such as "order:7"
    occasion: Mapped[str]
    payer_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    method: Mapped[Method]
    amount_fen: Mapped[int]
    taken_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime] = mapped_column(UtcTime)
    state: Mapped[PaymentState]
    number: Mapped[str] = mapped_column(default="")  # drawn last, see `next_number`
    charge_id: Mapped[str | None] = mapped_column("provider_charge_id", default=None)  # by Telegram's own id
    audited_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), default=None)
    handover_id: Mapped[int | None] = mapped_column(ForeignKey("hand_overs.id"), default=None)
    deposit_id: Mapped[int | None] = mapped_column(ForeignKey("deposits.id"), default=None)
    reason: Mapped[str] = mapped_column(default="")  # why it is void
    ended_at: Mapped[datetime | None] = mapped_column(UtcTime, default=None)  # seen in the bank, or void
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), default=None)
    payer: Mapped[Person] = relationship(init=False, foreign_keys=[payer_id])
    taken_by: Mapped[Person | None] = relationship(init=False, foreign_keys=[taken_by_id])

    @property
    def subject(self) -> str:
        """Its name in events, notices and cards."""
        return f"payment:{self.id}"


class PayOut(Base, kw_only=True):
    """Money paid back to a customer, in fen, out of an account; append-only; the last two columns are of books in which a collector paid it."""

    __tablename__ = "pay_outs"
    __table_args__ = (
        UniqueConstraint("project_id", "about", "occasion"),
        CheckConstraint("amount_fen > 0", name="amount"),
        Index("ix_pay_outs_by", "by_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"))
    about: Mapped[str]
    occasion: Mapped[str]
    source: Mapped[str]
    method: Mapped[Method]
    amount_fen: Mapped[int]
    by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime] = mapped_column(UtcTime)
    reason: Mapped[str]
    number: Mapped[str] = mapped_column(default="")
    handover_id: Mapped[int | None] = mapped_column(ForeignKey("hand_overs.id"), default=None)
    deposit_id: Mapped[int | None] = mapped_column(ForeignKey("deposits.id"), default=None)

    @property
    def subject(self) -> str:
        """Its name in events, notices and cards."""
        return f"payout:{self.id}"
