"""The record of a time that somebody proposes for an order, before the other side has said yes (R067, R076)."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from models.base import Base, UtcTime
from models.capacity.actions import release
from models.capacity.tables import Hold
from models.orders.tables import Order
from models.people import Staff


class ProposalState(StrEnum):
    """What became of a proposed time."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    REPLACED = "replaced"  # another time was proposed or agreed since


class TimeProposal(Base, kw_only=True):
    """A time that is kept until the other side answers; `by` is the colleague, or None where the customer wishes it."""

    __tablename__ = "time_proposals"
    __table_args__ = (Index("ix_time_proposals_order", "order_id", "state"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id"))
    starts: Mapped[datetime] = mapped_column(UtcTime)
    ends: Mapped[datetime] = mapped_column(UtcTime)
    hold_id: Mapped[int] = mapped_column(ForeignKey("holds.id"))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.person_id"), default=None)
    at: Mapped[datetime] = mapped_column(UtcTime)
    state: Mapped[ProposalState] = mapped_column(default=ProposalState.OPEN)
    order: Mapped[Order] = relationship(init=False)
    hold: Mapped[Hold] = relationship(init=False)
    by: Mapped[Staff | None] = relationship(init=False)


def open_proposal(session: Session, order: Order) -> TimeProposal | None:
    """The time that waits for an answer; None where none does."""
    wanted = select(TimeProposal).where(TimeProposal.order_id == order.id, TimeProposal.state == ProposalState.OPEN)
    return session.scalars(wanted.order_by(TimeProposal.id.desc())).first()


def close_proposal(session: Session, order: Order, now: datetime, but: int | None = None) -> None:
    """No time waits for an answer any more, and what was kept for it is free for others; the hold `but` stays."""
    found = open_proposal(session, order)
    if found is None:
        return
    found.state = ProposalState.REPLACED
    if found.hold_id != but:
        release(session, hold=found.hold, now=now)


def offered_to_customer(session: Session, order: Order) -> TimeProposal | None:
    """The time that the office proposes and the customer has not answered."""
    found = open_proposal(session, order)
    return found if found and found.by_id is not None else None


def wished_by_customer(session: Session, order: Order) -> TimeProposal | None:
    """The time that the customer wishes and the office has not agreed."""
    found = open_proposal(session, order)
    return found if found and found.by_id is None else None
