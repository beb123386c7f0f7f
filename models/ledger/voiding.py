"""A payment that was none: a mistake, or a transfer that has not arrived; it is owed again (R013, R126)."""

from datetime import datetime

from sqlalchemy.orm import Session

from models.ledger import accounts
from models.ledger.auditing import check_unaudited
from models.ledger.lifecycle import PaymentState
from models.ledger.posting import paid_fen, post
from models.ledger.rights import ANYBODY, check_role
from models.ledger.tables import Payment
from models.ledger.taking import account_of, locked_payment
from models.ledger.telling import inform, note
from models.order_refusals import MoreThanPaid
from models.people import Person, Side
from models.refusals import NotYours, ReasonMissing, TooLate


def void(session: Session, payment_id: int, *, by: Person, now: datetime, reason: str) -> Payment:
    """Who took it says that it was a mistake, before it was handed over; the customer owes it again.

    Raises Gone, NotYours, TooLate (also once it was audited), ReasonMissing, or MoreThanPaid (paid back already).
    """
    with session.begin_nested():
        payment = locked_payment(session, payment_id, by)
        check_may_void(payment, by)
        if not reason.strip():
            raise ReasonMissing
        undo(session, payment, "void", by, now, reason)
    return payment


def check_may_void(payment: Payment, by: Person) -> None:
    """Raises NotYours for whoever has not taken it, TooLate once it was handed over, deposited, ended or audited."""
    if payment.taken_by_id is None or payment.taken_by_id != by.id:
        raise NotYours
    under_way = payment.handover_id is not None or payment.deposit_id is not None
    if under_way or payment.state not in {PaymentState.ON_HAND, PaymentState.IN_TRANSIT}:
        raise TooLate
    check_role(by, ANYBODY, payment.project_id)
    check_unaudited(payment)


def undo(session: Session, payment: Payment, deed: str, by: Person, now: datetime, reason: str) -> None:
    """The money is owed again, with its reverse entry. Raises MoreThanPaid where it was paid back already."""
    if payment.amount_fen > (paid := paid_fen(session, payment.about)):
        raise MoreThanPaid(fen=paid)
    post(
        session,
        project_id=payment.project_id,
        deed=deed,
        source=account_of(payment),
        target=accounts.due(payment.about),
        amount_fen=payment.amount_fen,
        subject=payment.subject,
        occasion="void",
        by_id=by.id,
        now=now,
    )
    payment.state, payment.reason = PaymentState.VOID, reason.strip()
    payment.ended_at, payment.ended_by_id = now, by.id
    session.flush()
    note(session, payment, f"payment.{deed}", by, now)


def tell_payer(session: Session, payment: Payment, deed: str, now: datetime) -> None:
    """Whoever paid hears it politely, where no order tells them: "void", or "not_arrived"."""
    inform(session, payment, [payment.payer_id], f"payment.{deed}", now, occasion="void", side=Side.OWNER)
