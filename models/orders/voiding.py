"""A payment that proves to be none: its order is owed again, and what was to go back of it goes back no more (R013, R061, R126)."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy.orm import Session

from models.ledger import seeing_transfers, voiding
from models.ledger.tables import Payment
from models.orders.moving import locked
from models.orders.owing_again import is_owed_again
from models.orders.refunding import end_unpaid
from models.orders.tables import Order
from models.people import Person

KIND = "order"


def void(session: Session, payment_id: int, *, by: Person, now: datetime, reason: str) -> Payment:
    """Who took it says that it was a mistake, before it was handed over; the customer owes it again and hears so.

    Raises Gone, NotYours, TooLate (also once it was audited), ReasonMissing, MoreThanPaid (paid back already).
    """
    with _with_its_order(session, payment_id) as order:
        payment = voiding.void(session, payment_id, by=by, now=now, reason=reason)
        _follow(session, order, payment, "void", by, now)
    return payment


def not_arrived(session: Session, payment_id: int, *, by: Person, now: datetime, reason: str) -> Payment:
    """It is not in the bank: it is owed again, the customer is told kindly, and who took it down hears why.

    Raises NotYours, Gone, OwnMoney, TooLate, ReasonMissing or MoreThanPaid.
    """
    with _with_its_order(session, payment_id) as order:
        payment = seeing_transfers.not_arrived(session, payment_id, by=by, now=now, reason=reason)
        _follow(session, order, payment, "not_arrived", by, now)
    return payment


@contextmanager
def _with_its_order(session: Session, payment_id: int) -> Iterator[Order | None]:
    """The order that a payment is for, locked before the book, as whoever collects does it; None for other money."""
    with session.begin_nested():
        payment = session.get(Payment, payment_id)
        order = order_paid(session, payment) if payment is not None else None
        yield locked(session, order.id) if order is not None else None


def order_paid(session: Session, payment: Payment) -> Order | None:
    """The order that a payment is for; None for other money."""
    kind, _, number = payment.about.partition(":")
    return session.get(Order, int(number)) if kind == KIND else None


def _follow(session: Session, order: Order | None, payment: Payment, deed: str, by: Person, now: datetime) -> None:
    if order is not None:
        end_unpaid(session, order, by=by, now=now, reason=payment.reason)
    move = (
        "take_back" if payment.taken_by_id == by.id else "bounce"
    )  # the own hand's mistake, or finance did not find it
    if order is None or not is_owed_again(session, order, move, by=by, now=now, words=payment.reason):
        voiding.tell_payer(session, payment, deed, now)
