"""Money is paid back to a customer: never more than was paid and has arrived, out of what is really there (R061)."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.counters import next_number
from models.estate import Project
from models.ledger import accounts
from models.ledger.accounts import BANK, TILL, Account
from models.ledger.lifecycle import Method, PaymentState
from models.ledger.posting import balance, check_amount, open_book, paid_fen, post
from models.ledger.queries import till_free_fen
from models.ledger.rights import CONFIRMS, RECEIVES, check_role
from models.ledger.tables import Payment, PayOut
from models.ledger.telling import note
from models.order_refusals import MoreThanHeld, MoreThanPaid
from models.people import Person
from models.refusals import NotYours, ReasonMissing

PREFIX = "TK"


def arrived_fen(session: Session, subject: str) -> int:
    """What was paid for a subject and has arrived, less what was paid back, in fen: a transfer counts once finance has seen it."""
    underway = select(func.coalesce(func.sum(Payment.amount_fen), 0)).where(
        Payment.about == subject, Payment.method != Method.CASH, Payment.state == PaymentState.IN_TRANSIT
    )
    return paid_fen(session, subject) - (session.scalar(underway) or 0)


def pay_out(
    session: Session,
    *,
    project: Project,
    subject: str,
    amount_fen: int,
    method: Method,
    by: Person,
    now: datetime,
    occasion: str,
    reason: str,
) -> PayOut:
    """Pay so many fen back for a subject; once per occasion. What was charged is lowered apart from it, by `credit`.

    Cash comes out of the till by the cashier or finance; a transfer is made by finance.
    Raises NotAnAmount, ReasonMissing, NotYours, MoreThanPaid or MoreThanHeld.
    """
    check_amount(amount_fen)
    with session.begin_nested():
        open_book(session, project.id)
        same = select(PayOut).where(
            PayOut.project_id == project.id, PayOut.about == subject, PayOut.occasion == occasion
        )
        if (earlier := session.scalar(same)) is not None:
            return earlier
        if not reason.strip():
            raise ReasonMissing
        source = _source(project, method, by)
        if amount_fen > (paid := arrived_fen(session, subject)):
            raise MoreThanPaid(fen=max(paid, 0))
        if amount_fen > (there := _there(session, source, by)):
            raise MoreThanHeld(fen=max(there, 0))
        paid_out = PayOut(
            project_id=project.id,
            about=subject,
            occasion=occasion,
            source=source,
            method=method,
            amount_fen=amount_fen,
            by_id=by.id,
            at=now,
            reason=reason.strip(),
        )
        session.add(paid_out)
        session.flush()
        _enter(session, project, paid_out, by, now)
    return paid_out


def _source(project: Project, method: Method, by: Person) -> Account:
    """Out of which account this person pays; raises NotYours."""
    if method == Method.TRANSFER:
        check_role(by, CONFIRMS, project.id)
        return BANK
    if method != Method.CASH:
        raise NotYours
    check_role(by, RECEIVES, project.id)
    return TILL


def _there(session: Session, source: Account, by: Person) -> int:
    if source == TILL:
        return till_free_fen(session, by.project_id)
    return balance(session, by.project_id, BANK)


def _enter(session: Session, project: Project, paid_out: PayOut, by: Person, now: datetime) -> None:
    post(
        session,
        project_id=project.id,
        deed="pay_out",
        source=Account(paid_out.source),
        target=accounts.due(paid_out.about),
        amount_fen=paid_out.amount_fen,
        subject=paid_out.subject,
        occasion="paid",
        by_id=by.id,
        now=now,
    )
    note(session, paid_out, "payout.paid", by, now, {"about": paid_out.about, "fen": paid_out.amount_fen})
    paid_out.number = next_number(session, project.id, PREFIX, now.astimezone(project.zone).date())
    session.flush()
