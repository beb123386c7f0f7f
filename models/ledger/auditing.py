"""Who has audited a charge is noted on its payments, and confirms none of them afterwards (X3)."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.ledger.lifecycle import PaymentState
from models.ledger.posting import open_book
from models.ledger.rights import is_one_of
from models.ledger.tables import Payment
from models.ledger.telling import note
from models.people import CUSTOMER_SERVICE, Person
from models.refusals import NotYours, OwnMoney, TooLate


def payments_for(session: Session, project_id: int, subject: str) -> list[Payment]:
    """What was paid for a subject and is not void, oldest first."""
    wanted = select(Payment).where(Payment.project_id == project_id, Payment.about == subject)
    return list(session.scalars(wanted.where(Payment.state != PaymentState.VOID).order_by(Payment.id)))


def audited(session: Session, project_id: int, subject: str, *, by: Person, now: datetime) -> list[Payment]:
    """Customer service has audited what was charged and taken for a subject. Raises NotYours, or OwnMoney for who paid or took some of it."""
    with session.begin_nested():
        open_book(session, project_id)
        if by.project_id != project_id or not is_one_of(by, CUSTOMER_SERVICE):
            raise NotYours
        payments = payments_for(session, project_id, subject)
        if any(by.id in {one.taken_by_id, one.payer_id} for one in payments):
            raise OwnMoney
        for one in (one for one in payments if one.audited_by_id is None):
            one.audited_by_id = by.id
            note(session, one, "payment.audited", by, now)
        session.flush()
    return payments


def check_unaudited(payment: Payment) -> None:
    """Raises TooLate where it was audited already: then it is corrected by a credit and a refund."""
    if payment.audited_by_id is not None:
        raise TooLate


def check_apart(payment: Payment, by: Person) -> None:
    """Raises OwnMoney for who paid it, took it or audited it."""
    if by.id in {payment.payer_id, payment.taken_by_id, payment.audited_by_id}:
        raise OwnMoney
