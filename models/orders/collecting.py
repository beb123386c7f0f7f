"""The customer pays: cash at the door, a transfer with its slip, or in Telegram (R013, R074, X3)."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.ledger.lifecycle import Method
from models.ledger.posting import owed_fen
from models.ledger.rights import ANYBODY, TAKES
from models.ledger.tables import Payment
from models.ledger.taking import take
from models.order_refusals import LessThanOwed, MoreThanOwed
from models.orders.lifecycle import State
from models.orders.moving import locked, moving
from models.orders.reading import parts_of
from models.orders.tables import Order
from models.orders.telling import inform
from models.orders.timing import watch
from models.people import Person, Role
from models.refusals import Gone, TooLate
from models.rota import staff_of


def collect(
    session: Session,
    order_id: int,
    *,
    by: Person,
    now: datetime,
    method: Method,
    amount_fen: int,
    media: Sequence[int] = (),
    seen: int | None = None,
) -> Payment:
    """All that is owed is paid, in cash to whoever did the work or to the desk or cashier, or by a transfer whose slip is shown.

    Raises like `moving`; MoreThanOwed, LessThanOwed, NotAnAmount, ProofMissing.
    """
    with moving(session, order_id, "collect", by=by, now=now, seen=seen, facts={"method": method}) as order:
        owed = owed_fen(session, order.subject)
        if amount_fen != owed:
            raise (MoreThanOwed if amount_fen > owed else LessThanOwed)(fen=owed)
        customer, did_it = order.ticket.reporter, by.id in {order.charged_by_id, order.ticket.assignee_id}
        payment = take(
            session,
            project=order.project,
            subject=order.subject,
            payer=customer,
            method=method,
            amount_fen=amount_fen,
            by=None if by.id == customer.id else by,
            now=now,
            media=media,
            occasion=f"v{order.version}",
            takers=ANYBODY if did_it else TAKES,
        )
        order.collected_by_id = by.id
    watch(session, order, now)
    return payment


def paid_in_telegram(
    session: Session,
    order_id: int,
    *,
    payer: Person,
    now: datetime,
    amount_fen: int,
    charge_id: str,
) -> Payment:
    """Telegram says that it was paid: the money is there whatever the order has become, so it is entered in any case.

    Twice the same charge, by Telegram's own id, is one payment, whatever the provider calls it. What nobody owes (any more)
    goes back, and what is too little leaves the rest owed: customer service and finance hear of both.
    """
    order = locked(session, order_id)
    known = payment_of_charge(session, order.project_id, charge_id)
    if known is not None:
        return known
    owed = owed_fen(session, order.subject)
    payment = take(
        session,
        project=order.project,
        subject=order.subject,
        payer=payer,
        method=Method.TELEGRAM,
        amount_fen=amount_fen,
        by=None,
        now=now,
        occasion=charge_id,
        charge_id=charge_id,
    )
    if order.state == State.CHARGED and amount_fen >= owed:
        with moving(session, order_id, "collect", by=None, now=now, facts={"method": Method.TELEGRAM}) as order:
            order.collected_by_id = payer.id
        watch(session, order, now)
    if amount_fen != max(owed, 0):
        _tell_of_difference(session, order, payment, amount_fen > owed, now)
    return payment


def may_be_paid(session: Session, order_id: int, *, by: Person, amount_fen: int, now: datetime) -> Order:
    """Asked before Telegram takes any money: raises Gone, TooLate (cancelled, paid, not charged yet), MoreThanOwed, LessThanOwed."""
    order = session.get(Order, order_id)
    if order is None or not parts_of(session, by, order, now):
        raise Gone
    if order.state != State.CHARGED:
        raise TooLate(order=order.id)
    owed = owed_fen(session, order.subject)
    if amount_fen != owed:
        raise (MoreThanOwed if amount_fen > owed else LessThanOwed)(fen=owed)
    return order


def payment_of_charge(session: Session, project_id: int, charge_id: str) -> Payment | None:
    """The payment that a charge of Telegram has become."""
    wanted = select(Payment).where(Payment.project_id == project_id)
    return session.scalar(wanted.where(Payment.charge_id == charge_id))


def _tell_of_difference(session: Session, order: Order, payment: Payment, more: bool, now: datetime) -> None:
    """More or less than was owed: the supervisor and finance hear."""
    for one in staff_of(session, order.project):
        if one.role in {Role.CS_SUPERVISOR, Role.FINANCE}:
            inform(
                session,
                order,
                one.person_id,
                "order.paid_too_much.finance" if more else "order.paid_too_little.finance",
                now,
                occasion=payment.subject,
            )
