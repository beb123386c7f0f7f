"""The records of a paid order: the order, what was quoted, and every word of consent (R047, R058, R064, R078, X2, X3)."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, UtcTime, append_only
from models.estate import Both, Project
from models.orders.lifecycle import BEFORE_CHARGE, State
from models.people import Person, Staff
from models.prices.estimate import LineKind
from models.prices.tables import PriceEdition, ServiceClass
from models.tickets.tables import Ticket


class Order(Base, kw_only=True):
    """What is paid for on one ticket, with the five moments of its money (X3).

    `edition` is the price that was booked, or None where the office named one of its own; `quantity` counts hundredths.
    `rework_of` is the order whose guarantee this one is done under, free of charge.
    """

    __tablename__ = "orders"
    __table_args__ = (UniqueConstraint("ticket_id"), Index("ix_orders_state", "project_id", "state"))

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"))
    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id"))
    service_class: Mapped[ServiceClass]
    edition_id: Mapped[int | None] = mapped_column(ForeignKey("price_editions.id"), default=None)
    quantity: Mapped[int | None] = mapped_column(default=None)
    look_first: Mapped[bool] = mapped_column(default=False)  # somebody comes to see, and then names a price (R066)
    rework_of_id: Mapped[int | None] = mapped_column(ForeignKey("orders.id"), default=None)
    state: Mapped[State] = mapped_column(default=State.REQUESTED)
    version: Mapped[int] = mapped_column(default=1, init=False)
    asked_at: Mapped[datetime] = mapped_column(UtcTime)

    quoted_at: Mapped[datetime | None] = mapped_column(UtcTime, default=None, init=False)
    consented_at: Mapped[datetime | None] = mapped_column(UtcTime, default=None, init=False)
    charged_at: Mapped[datetime | None] = mapped_column(UtcTime, default=None, init=False)
    charged_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.person_id"), default=None, init=False)
    charged_fen: Mapped[int | None] = mapped_column(default=None, init=False)  # what the work came to
    collected_at: Mapped[datetime | None] = mapped_column(UtcTime, default=None, init=False)
    collected_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), default=None, init=False)
    audited_at: Mapped[datetime | None] = mapped_column(UtcTime, default=None, init=False)
    audited_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.person_id"), default=None, init=False)
    received_at: Mapped[datetime | None] = mapped_column(UtcTime, default=None, init=False)
    received_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.person_id"), default=None, init=False)
    ended_at: Mapped[datetime | None] = mapped_column(UtcTime, default=None, init=False)
    guarantee_until: Mapped[date | None] = mapped_column(default=None, init=False)  # the last day

    project: Mapped[Project] = relationship(init=False)
    ticket: Mapped[Ticket] = relationship(init=False, lazy="joined", innerjoin=True)
    edition: Mapped[PriceEdition | None] = relationship(init=False)
    rework_of: Mapped["Order | None"] = relationship(init=False, remote_side="Order.id")
    charged_by: Mapped[Staff | None] = relationship(init=False, foreign_keys=[charged_by_id])
    collected_by: Mapped[Person | None] = relationship(init=False, foreign_keys=[collected_by_id])
    audited_by: Mapped[Staff | None] = relationship(init=False, foreign_keys=[audited_by_id])
    received_by: Mapped[Staff | None] = relationship(init=False, foreign_keys=[received_by_id])

    @property
    def subject(self) -> str:
        """The order's name in events, notices, cards and the ledger."""
        return f"order:{self.id}"

    @property
    def is_before_charge(self) -> bool:
        """Whether what it costs is not fixed yet."""
        return self.state in BEFORE_CHARGE

    @property
    def is_for_nothing(self) -> bool:
        """Whether whoever was there has charged nothing of what was agreed."""
        return self.charged_fen == 0


class QuoteState(StrEnum):
    """What became of a price."""

    OPEN = "open"
    AGREED = "agreed"
    DECLINED = "declined"
    DISCUSSED = "discussed"
    EXPIRED = "expired"
    REPLACED = "replaced"  # another price was named, or it is not needed any more


class Quote(Base, kw_only=True):
    """A price that was put to a customer; never changed but for its state. `by` is None where the price list itself says it.

    A `supplement` is what comes on top, seen on the spot (R047).
    """

    __tablename__ = "quotes"
    __table_args__ = (UniqueConstraint("order_id", "number"), CheckConstraint("total_fen >= 0", name="not_negative"))

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"))
    number: Mapped[int]
    supplement: Mapped[bool]
    state: Mapped[QuoteState] = mapped_column(default=QuoteState.OPEN, init=False)
    total_fen: Mapped[int]
    guarantee_days: Mapped[int]
    words: Mapped[str] = mapped_column(default="")  # why it costs this, as the customer reads it
    by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.person_id"))
    at: Mapped[datetime] = mapped_column(UtcTime)
    valid_until: Mapped[datetime | None] = mapped_column(UtcTime)
    order: Mapped[Order] = relationship(init=False)
    by: Mapped[Staff | None] = relationship(init=False)
    lines: Mapped[list["QuoteLine"]] = relationship(init=False, order_by="QuoteLine.position", viewonly=True)


class QuoteLine(Base, kw_only=True):
    """One line of a price, in words of its own, so that it reads the same for ever; `quantity` counts hundredths."""

    __tablename__ = "quote_lines"
    __table_args__ = (UniqueConstraint("quote_id", "position"), CheckConstraint("amount_fen >= 0", name="not_negative"))

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    quote_id: Mapped[int] = mapped_column(ForeignKey("quotes.id"))
    position: Mapped[int]
    kind: Mapped[LineKind]
    edition_id: Mapped[int | None] = mapped_column(ForeignKey("price_editions.id"))
    name_zh: Mapped[str]
    name_en: Mapped[str]
    unit_zh: Mapped[str]
    unit_en: Mapped[str]
    quantity: Mapped[int]
    price_fen: Mapped[int]
    amount_fen: Mapped[int]

    @property
    def name(self) -> Both:
        """What it is for."""
        return Both(self.name_zh, self.name_en)

    @property
    def unit(self) -> Both:
        """What it is counted in."""
        return Both(self.unit_zh, self.unit_en)


class Answer(StrEnum):
    """What was said to a price."""

    AGREED = "agreed"
    DISCUSS = "discuss"
    DECLINED = "declined"
    APPROVED = "approved"  # by whoever speaks for the unit
    DISAPPROVED = "disapproved"


class Consent(Base, kw_only=True):
    """Somebody's answer to a price, with the text that was before them; append-only (R064).

    `by` is whose word it is, `recorded_by` the colleague who heard it by telephone or on the spot; `message_id` is the message whose
    button was tapped. `label` is the version of the price list or of the quotation.
    """

    __tablename__ = "consents"
    __table_args__ = (Index("ix_consents_order", "order_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"))
    quote_id: Mapped[int] = mapped_column(ForeignKey("quotes.id"))
    answer: Mapped[Answer]
    text: Mapped[str]
    language: Mapped[str]
    label: Mapped[str]
    amount_fen: Mapped[int]
    by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.person_id"), default=None)
    words: Mapped[str] = mapped_column(default="")  # what was said with it
    message_id: Mapped[int | None] = mapped_column(BigInteger, default=None)
    at: Mapped[datetime] = mapped_column(UtcTime)
    by: Mapped[Person] = relationship(init=False)
    recorded_by: Mapped[Staff | None] = relationship(init=False)


class ChargeLine(Base, kw_only=True):
    """What was done of a line that was agreed, and what it came to; never more than was agreed to. Append-only."""

    __tablename__ = "charge_lines"
    __table_args__ = (
        UniqueConstraint("order_id", "quote_line_id"),
        CheckConstraint("amount_fen >= 0", name="not_negative"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"))
    quote_line_id: Mapped[int] = mapped_column(ForeignKey("quote_lines.id"))
    quantity: Mapped[int]
    amount_fen: Mapped[int]
    line: Mapped[QuoteLine] = relationship(init=False, lazy="joined", innerjoin=True)


class OrderStep(Base, kw_only=True):
    """What was done with an order, by whom, and in which words; append-only. `state` is where it stood before."""

    __tablename__ = "order_steps"
    __table_args__ = (Index("ix_order_steps_order", "order_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"))
    move: Mapped[str]
    state: Mapped[State]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime] = mapped_column(UtcTime)
    words: Mapped[str] = mapped_column(default="")
    by: Mapped[Person | None] = relationship(init=False)


class RefundState(StrEnum):
    """How far a refund is, or what is not to be paid after all."""

    LESS = "less"  # proposed: so much of what is owed is not to be paid
    WAIVED = "waived"
    PROPOSED = "proposed"
    APPROVED = "approved"
    REFUSED = "refused"
    PAID = "paid"
    ENDED = "ended"  # the payment that was to go back proved to be none
    TAKEN_BACK = "taken_back"  # approved, and then not paid after all


class Refund(Base, kw_only=True):
    """Money that goes back to a customer, or is not asked for: proposed, approved by the manager, paid by a third (R061, R228)."""

    __tablename__ = "refunds"
    __table_args__ = (Index("ix_refunds_order", "order_id"), CheckConstraint("amount_fen > 0", name="positive"))

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"))
    amount_fen: Mapped[int]
    reason: Mapped[str]
    state: Mapped[RefundState] = mapped_column(default=RefundState.PROPOSED, init=False)
    version: Mapped[int] = mapped_column(default=1, init=False)
    proposed_by_id: Mapped[int] = mapped_column(ForeignKey("staff.person_id"))
    proposed_at: Mapped[datetime] = mapped_column(UtcTime)
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.person_id"), default=None, init=False)
    decided_at: Mapped[datetime | None] = mapped_column(UtcTime, default=None, init=False)
    decision: Mapped[str] = mapped_column(default="", init=False)
    paid_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.person_id"), default=None, init=False)
    paid_at: Mapped[datetime | None] = mapped_column(UtcTime, default=None, init=False)
    order: Mapped[Order] = relationship(init=False)

    @property
    def subject(self) -> str:
        """The refund's name in events, notices and cards."""
        return f"refund:{self.id}"


append_only(Consent, QuoteLine, ChargeLine, OrderStep)
