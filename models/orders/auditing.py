"""The charge is looked at by somebody else, and the money confirmed by a third: nobody does two steps that follow each other (R012, R013, X3)."""

from datetime import datetime

from sqlalchemy.orm import Session

from models.ledger.auditing import audited, payments_for
from models.ledger.lifecycle import PaymentState
from models.ledger.posting import owed_fen
from models.order_refusals import MoneyOnTheWay
from models.orders.moving import locked, moving
from models.orders.tables import Order
from models.orders.timing import watch
from models.people import Person
from models.refusals import ReasonMissing

ARRIVED = frozenset({PaymentState.IN_TILL, PaymentState.IN_BANK})


def audit(
    session: Session, order_id: int, *, by: Person, now: datetime, words: str = "", seen: int | None = None
) -> Order:
    """Customer service finds charge and money right; where nothing was charged, the order ends with it.

    Raises like `moving`, OwnMoney for who charged or took it (R012).
    """
    move = "audit_nothing" if locked(session, order_id).is_for_nothing else "audit"
    with moving(session, order_id, move, by=by, now=now, seen=seen, words=words) as order:
        audited(session, order.project_id, order.subject, by=by, now=now)
        order.audited_by_id = by.id
    watch(session, order, now)
    return order


def query(session: Session, order_id: int, *, by: Person, now: datetime, reason: str, seen: int | None = None) -> Order:
    """Something does not fit: whoever charged it explains. Raises like `moving`, ReasonMissing."""
    if not reason.strip():
        raise ReasonMissing
    with moving(session, order_id, "query", by=by, now=now, seen=seen, words=reason) as order:
        pass
    watch(session, order, now)
    return order


def explain(
    session: Session, order_id: int, *, by: Person, now: datetime, words: str, seen: int | None = None
) -> Order:
    """The explanation; the audit goes on. Raises like `moving`, ReasonMissing."""
    if not words.strip():
        raise ReasonMissing
    with moving(session, order_id, "explain", by=by, now=now, seen=seen, words=words) as order:
        pass
    watch(session, order, now)
    return order


def receive(session: Session, order_id: int, *, by: Person, now: datetime, seen: int | None = None) -> Order:
    """Finance has the money: only now the order is paid (R013).

    Raises like `moving`, MoneyOnTheWay as long as it is in somebody's pocket or not seen at the bank.
    """
    with moving(session, order_id, "receive", by=by, now=now, seen=seen) as order:
        payments = payments_for(session, order.project_id, order.subject)
        if owed_fen(session, order.subject) > 0 or any(one.state not in ARRIVED for one in payments):
            raise MoneyOnTheWay(order=order.id)
        order.received_by_id = by.id
    watch(session, order, now)
    return order
