"""Finance finds a transfer, or what Telegram has settled, in the bank; or does not (R013, DOMAIN 5.7)."""

from datetime import datetime

from sqlalchemy.orm import Session

from models.ledger.accounts import BANK
from models.ledger.auditing import check_apart
from models.ledger.lifecycle import Method, PaymentState
from models.ledger.posting import post
from models.ledger.rights import CONFIRMS, check_role
from models.ledger.tables import Payment
from models.ledger.taking import account_of, locked_payment
from models.ledger.telling import inform, note
from models.ledger.voiding import undo
from models.people import Person, Side
from models.refusals import ReasonMissing, TooLate


def see(session: Session, payment_id: int, *, by: Person, now: datetime) -> Payment:
    """It has arrived in the bank, and the customer hears so. Raises NotYours, Gone, OwnMoney or TooLate."""
    with session.begin_nested():
        payment = _open(session, payment_id, by)
        post(
            session,
            project_id=payment.project_id,
            deed="see",
            source=account_of(payment),
            target=BANK,
            amount_fen=payment.amount_fen,
            subject=payment.subject,
            occasion="seen",
            by_id=by.id,
            now=now,
        )
        payment.state, payment.ended_at, payment.ended_by_id = PaymentState.IN_BANK, now, by.id
        session.flush()
        note(session, payment, "payment.seen", by, now)
        inform(session, payment, [payment.payer_id], "payment.arrived", now, occasion="seen", side=Side.OWNER)
    return payment


def not_arrived(session: Session, payment_id: int, *, by: Person, now: datetime, reason: str) -> Payment:
    """It is not in the bank: it is owed again, and who took it down hears why.

    Raises NotYours, Gone, OwnMoney, TooLate, ReasonMissing or MoreThanPaid.
    """
    with session.begin_nested():
        payment = _open(session, payment_id, by)
        if not reason.strip():
            raise ReasonMissing
        undo(session, payment, "not_arrived", by, now, reason)
        if payment.taken_by_id is not None:
            inform(session, payment, [payment.taken_by_id], "payment.missing", now, occasion="void")
    return payment


def _open(session: Session, payment_id: int, by: Person) -> Payment:
    check_role(by, CONFIRMS, by.project_id)
    payment = locked_payment(session, payment_id, by)
    check_apart(payment, by)
    if payment.method == Method.CASH or payment.state != PaymentState.IN_TRANSIT:
        raise TooLate
    return payment
