"""A charge was too high, or is not to be paid: proposed with a reason by customer service, decided by the manager (DOMAIN 5.7, X3)."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.ledger.charging import credit
from models.ledger.posting import owed_fen, paid_fen
from models.order_refusals import MoreThanOwed
from models.orders.lifecycle import State
from models.orders.moving import locked, moving
from models.orders.refunding import check_may_decide, check_proposer, keep, locked_refund, note_refund
from models.orders.tables import Order, Refund, RefundState
from models.orders.telling import inform
from models.orders.timing import watch
from models.people import Person
from models.refusals import ReasonMissing, TooLate


def waivable_fen(session: Session, order: Order) -> int:
    """What could still be taken off what is owed, in fen: nothing before the charge, or once it is paid."""
    if order.state != State.CHARGED:
        return 0
    pending = select(func.coalesce(func.sum(Refund.amount_fen), 0))
    asked = session.scalar(pending.where(Refund.order_id == order.id, Refund.state == RefundState.LESS)) or 0
    return max(owed_fen(session, order.subject) - int(asked), 0)


def check_may_propose(session: Session, order: Order, by: Person) -> int:
    """How much may be proposed, in fen; raises Gone, NotYours, OwnMoney, and TooLate where nothing is owed."""
    check_proposer(session, order, by)
    most = waivable_fen(session, order)
    if not most:
        raise TooLate(order=order.id)
    return most


def propose_less(session: Session, order_id: int, *, by: Person, now: datetime, amount_fen: int, reason: str) -> Refund:
    """Customer service proposes that so much is not to be paid; the manager hears.

    Raises Gone, NotYours, OwnMoney, TooLate, ReasonMissing, MoreThanOwed.
    """
    if not reason.strip():
        raise ReasonMissing
    with session.begin_nested():
        order = locked(session, order_id)
        most = check_may_propose(session, order, by)
        if not 0 < amount_fen <= most:
            raise MoreThanOwed(order=order.id, fen=most)
        return keep(session, order, by=by, now=now, amount_fen=amount_fen, reason=reason, state=RefundState.LESS)


def decide_less(
    session: Session,
    refund_id: int,
    *,
    by: Person,
    now: datetime,
    agreed: bool,
    words: str = "",
    seen: int | None = None,
) -> Refund:
    """The manager approves or declines, never of an own proposal; what is approved is owed no more, and the customer hears it.

    Raises Gone, NotYours, TooLate, Outdated, OwnMoney, ReasonMissing for declining without one, MoreThanOwed (paid meanwhile).
    """
    if not (agreed or words.strip()):
        raise ReasonMissing
    with session.begin_nested():
        order, one = locked_refund(session, refund_id, by, seen)
        check_may_decide(session, one, by)
        if one.state != RefundState.LESS:
            raise TooLate(order=order.id)
        one.state = RefundState.WAIVED if agreed else RefundState.REFUSED
        one.decided_by_id, one.decided_at, one.decision, one.version = by.id, now, words.strip(), one.version + 1
        if agreed:
            _take_off(session, order, one, by, now)
        note_refund(session, order, one, "waive" if agreed else "refuse", by, now)
        inform(session, order, one.proposed_by_id, f"refund.{one.state}", now, occasion=f"{one.subject}:{one.version}")
    watch(session, order, now)
    return one


def _take_off(session: Session, order: Order, one: Refund, by: Person, now: datetime) -> None:
    """Less is owed; where nothing is owed any more the order goes on, to its end or to the audit of what was paid."""
    owed = owed_fen(session, order.subject)
    if order.state != State.CHARGED:
        raise TooLate(order=order.id)
    if one.amount_fen > owed:
        raise MoreThanOwed(order=order.id, fen=owed)
    rest = "waive_rest" if paid_fen(session, order.subject) else "waive"
    with moving(session, order.id, "lower" if one.amount_fen < owed else rest, by=by, now=now, words=one.reason):
        office, due = order.project_id, order.subject
        credit(session, project_id=office, subject=due, amount_fen=one.amount_fen, occasion=one.subject, by=by, now=now)
