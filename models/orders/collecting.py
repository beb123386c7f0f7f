"""The customer pays: cash at the door, a transfer with its slip, or in Telegram (R013, R074, X3)."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.ledger.lifecycle import Method
from models.ledger.posting import owed_fen
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
    """All that is owed is paid, in cash to whoever did the work, or by a transfer whose slip is shown.

    Raises like `moving`; MoreThanOwed, LessThanOwed, ProofMissing.
    """
    with moving(session, order_id, "collect", by=by, now=now, seen=seen, facts={"method": method}) as order:
        owed = owed_fen(session, order.subject)
        if amount_fen != owed:
            raise (MoreThanOwed if amount_fen > owed else LessThanOwed)(fen=owed)
        customer = order.ticket.reporter
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
        )
        order.collected_by_id = by.id
    watch(session, order, now)
    return payment


def paid_in_telegram(
    session: Session, order_id: int, *, payer: Person, now: datetime, amount_fen: int, provider_charge_id: str
) -> Payment:
    """Telegram says that it was paid: the money is there whatever the order has become, so it is entered in any case.

    Twice the same charge is one payment. What nobody owes (any more) goes back: customer service and finance hear of it.
    """
    order = locked(session, order_id)
    known = payment_of_charge(session, order.project_id, provider_charge_id)
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
        occasion=provider_charge_id,
        provider_charge_id=provider_charge_id,
    )
    if order.state == State.CHARGED and amount_fen >= owed:
        with moving(session, order_id, "collect", by=None, now=now, facts={"method": Method.TELEGRAM}) as order:
            order.collected_by_id = payer.id
        watch(session, order, now)
    if amount_fen > max(owed, 0):
        _too_much(session, order, payment, now)
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


def payment_of_charge(session: Session, project_id: int, provider_charge_id: str) -> Payment | None:
    """The payment that a provider's charge has become."""
    wanted = select(Payment).where(Payment.project_id == project_id)
    return session.scalar(wanted.where(Payment.provider_charge_id == provider_charge_id))


def _too_much(session: Session, order: Order, payment: Payment, now: datetime) -> None:
    """Nobody owed it: the supervisor proposes to give it back, and finance knows."""
    for one in staff_of(session, order.project):
        if one.role in {Role.CS_SUPERVISOR, Role.FINANCE}:
            inform(session, order, one.person_id, "order.paid_too_much.finance", now, occasion=payment.subject)
