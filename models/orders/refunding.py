"""Money goes back: proposed with a reason, approved by the manager, paid by a third person, never more than was paid (R061, R228)."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.events import record, touch
from models.ledger.charging import charge, credit, credited_fen
from models.ledger.lifecycle import Method
from models.ledger.posting import owed_fen, paid_fen
from models.ledger.refunding import arrived_fen, pay_out
from models.order_refusals import MoneyOnTheWay, MoreThanPaid
from models.orders.moving import locked
from models.orders.reading import is_own
from models.orders.tables import Order, Refund, RefundState
from models.orders.telling import inform
from models.people import CUSTOMER_SERVICE, Person, Role
from models.refusals import Gone, NotYours, Outdated, OwnMoney, ReasonMissing, TooLate
from models.rota import staff_of

PAYS_OUT = frozenset({Role.CASHIER, Role.FINANCE})
PENDING = (RefundState.PROPOSED, RefundState.APPROVED)


def refundable_fen(session: Session, order: Order) -> int:
    """What may be proposed to go back: what was paid, seen by finance or not, without what goes back already."""
    return paid_fen(session, order.subject) - _going_back_fen(session, order)


def paid_too_much_fen(session: Session, order: Order) -> int:
    """What was paid and nobody owed, without what goes back already."""
    return max(-owed_fen(session, order.subject) - _going_back_fen(session, order), 0)


def _going_back_fen(session: Session, order: Order) -> int:
    pending = select(func.coalesce(func.sum(Refund.amount_fen), 0))
    return int(session.scalar(pending.where(Refund.order_id == order.id, Refund.state.in_(PENDING))) or 0)


def propose(session: Session, order_id: int, *, by: Person, now: datetime, amount_fen: int, reason: str) -> Refund:
    """Customer service proposes it, with a reason; the manager hears. Raises Gone, NotYours, ReasonMissing, MoreThanPaid."""
    if not reason.strip():
        raise ReasonMissing
    with session.begin_nested():
        order = locked(session, order_id)
        most = check_may_propose(session, order, by)
        if not 0 < amount_fen <= most:
            raise MoreThanPaid(order=order.id, fen=most)
        return keep(session, order, by=by, now=now, amount_fen=amount_fen, reason=reason)


def keep(
    session: Session,
    order: Order,
    *,
    by: Person,
    now: datetime,
    amount_fen: int,
    reason: str,
    state: RefundState = RefundState.PROPOSED,
) -> Refund:
    """Keep a proposal, of which the manager hears."""
    one = Refund(order_id=order.id, amount_fen=amount_fen, reason=reason.strip(), proposed_by_id=by.id, proposed_at=now)
    one.state = state
    session.add(one)
    session.flush()
    note_refund(session, order, one, "propose", by, now)
    refund, managers = state == RefundState.PROPOSED, frozenset({Role.MANAGER})
    tell_staff(session, order, one, "refund.propose" if refund else "refund.propose_less", managers, by, now)
    return one


def check_proposer(session: Session, order: Order, by: Person) -> None:
    """Raises Gone, NotYours, and OwnMoney for an order of one's own."""
    if order.project_id != by.project_id:
        raise Gone
    _needs(session, order, by, CUSTOMER_SERVICE)


def check_may_propose(session: Session, order: Order, by: Person) -> int:
    """How much may be proposed, in fen; raises Gone, NotYours, OwnMoney, and MoreThanPaid where nothing can go back."""
    check_proposer(session, order, by)
    most = max(refundable_fen(session, order), 0)
    if not most:
        raise MoreThanPaid(order=order.id, fen=most)
    return most


def check_manager(session: Session, one: Refund, by: Person) -> None:
    """Raises NotYours, and OwnMoney for a manager whose order it is."""
    _needs(session, one.order, by, frozenset({Role.MANAGER}))


def check_may_decide(session: Session, one: Refund, by: Person) -> None:
    """Raises NotYours, TooLate, and OwnMoney for who has proposed it, or whose order it is."""
    check_manager(session, one, by)
    if one.state not in {RefundState.PROPOSED, RefundState.LESS}:
        raise TooLate(order=one.order_id)
    if by.id == one.proposed_by_id:
        raise OwnMoney(order=one.order_id)


def decide(
    session: Session,
    refund_id: int,
    *,
    by: Person,
    now: datetime,
    agreed: bool,
    words: str = "",
    seen: int | None = None,
) -> Refund:
    """The manager approves or declines, never of an own proposal; what is approved is owed to the customer from now on.

    Raises Gone, NotYours, TooLate, Outdated, OwnMoney, ReasonMissing for declining without one, MoreThanPaid.
    """
    if not (agreed or words.strip()):
        raise ReasonMissing
    with session.begin_nested():
        order, one = locked_refund(session, refund_id, by, seen)
        check_may_decide(session, one, by)
        if one.state != RefundState.PROPOSED:
            raise TooLate(order=order.id)
        if agreed and refundable_fen(session, order) < 0:
            raise MoreThanPaid(fen=max(one.amount_fen + refundable_fen(session, order), 0))
        waived = one.amount_fen - min(_unclaimed_fen(session, order), one.amount_fen)
        one.state = RefundState.APPROVED if agreed else RefundState.REFUSED
        one.decided_by_id, one.decided_at, one.decision, one.version = by.id, now, words.strip(), one.version + 1
        if agreed and waived:
            office = order.project_id
            credit(
                session,
                project_id=office,
                subject=order.subject,
                amount_fen=waived,
                occasion=one.subject,
                by=by,
                now=now,
            )
        note_refund(session, order, one, "approve" if agreed else "refuse", by, now)
        _tell_of_decision(session, order, one, by, now)
    return one


def _unclaimed_fen(session: Session, order: Order) -> int:
    """What the customer has paid too much, without what was promised to go back already."""
    promised = select(func.coalesce(func.sum(Refund.amount_fen), 0))
    under_way = session.scalar(promised.where(Refund.order_id == order.id, Refund.state == RefundState.APPROVED)) or 0
    return max(-owed_fen(session, order.subject) - int(under_way), 0)


def may_be_paid_out(session: Session, one: Refund) -> bool:
    """Whether what was paid has arrived, so that it can go back; it may be proposed and approved before."""
    return one.amount_fen <= arrived_fen(session, one.order.subject)


def pay(
    session: Session, refund_id: int, *, by: Person, now: datetime, method: Method, seen: int | None = None
) -> Refund:
    """Cashier or finance give it back, never who proposed or approved it, and nothing while the customer owes.

    Raises Gone, NotYours, TooLate, OwnMoney, MoreThanPaid, and MoneyOnTheWay before finance has seen what was paid.
    """
    with session.begin_nested():
        order, one = locked_refund(session, refund_id, by, seen)
        _needs(session, order, by, PAYS_OUT)
        if one.state != RefundState.APPROVED:
            raise TooLate
        if by.id in {one.proposed_by_id, one.decided_by_id}:
            raise OwnMoney(order=order.id)
        if one.amount_fen > (back := max(-owed_fen(session, order.subject), 0)):
            raise MoreThanPaid(fen=back)
        if not may_be_paid_out(session, one):
            raise MoneyOnTheWay(order=order.id)
        pay_out(
            session,
            project=order.project,
            subject=order.subject,
            amount_fen=one.amount_fen,
            method=method,
            by=by,
            now=now,
            occasion=one.subject,
            reason=one.reason,
        )
        one.state, one.paid_by_id, one.paid_at, one.version = RefundState.PAID, by.id, now, one.version + 1
        note_refund(session, order, one, "pay", by, now)
        inform(session, order, order.ticket.reporter_id, "order.refunded.customer", now, occasion=one.subject)
    return one


def end_unpaid(session: Session, order: Order, *, by: Person, now: datetime, reason: str) -> None:
    """A payment proved to be none: refunds that nothing is left for end, the newest first, and whoever had them in hand hears it.

    What was taken off the charge for them is owed again.
    """
    pending = select(Refund).where(Refund.order_id == order.id, Refund.state.in_(PENDING)).order_by(Refund.id.desc())
    for one in session.scalars(pending).all():
        if refundable_fen(session, order) >= 0:
            return
        one.state, one.decision, one.version = RefundState.ENDED, reason.strip(), one.version + 1
        session.flush()
        owe_again(session, order, one, by, now)
        note_refund(session, order, one, "end", by, now)
        for person_id in dict.fromkeys((one.proposed_by_id, one.decided_by_id or one.proposed_by_id)):
            inform(session, order, person_id, "refund.ended", now, occasion=f"{one.subject}:{one.version}")


def owe_again(session: Session, order: Order, one: Refund, by: Person, now: datetime) -> None:
    """What was taken off the charge for a refund is charged again, once it is not to be paid any more."""
    if fen := credited_fen(session, order.project_id, order.subject, one.subject):
        office, due, occasion = order.project_id, order.subject, f"{one.subject}:ended"
        charge(session, project_id=office, subject=due, amount_fen=fen, occasion=occasion, by=by, now=now)


def _needs(session: Session, order: Order, by: Person, roles: frozenset[Role]) -> None:
    """Raises NotYours, and OwnMoney for who has ordered it, or speaks for who did."""
    if by.staff is None or by.staff.left_at or by.staff.role not in roles:
        raise NotYours
    if is_own(session, by, order):
        raise OwnMoney(order=order.id)


def locked_refund(session: Session, refund_id: int, by: Person, seen: int | None) -> tuple[Order, Refund]:
    """The refund, locked with its order; raises Gone and Outdated."""
    found = session.get(Refund, refund_id)
    if found is None:
        raise Gone
    order = locked(session, found.order_id)
    if order.project_id != by.project_id:
        raise Gone
    session.refresh(found)
    if seen is not None and seen != found.version:
        raise Outdated(order=order.id)
    return order, found


def _tell_of_decision(session: Session, order: Order, one: Refund, by: Person, now: datetime) -> None:
    inform(session, order, one.proposed_by_id, f"refund.{one.state}", now, occasion=f"{one.subject}:{one.version}")
    if one.state == RefundState.APPROVED:
        tell_staff(session, order, one, "refund.to_pay", PAYS_OUT, by, now)


def tell_staff(
    session: Session, order: Order, one: Refund, kind: str, roles: frozenset[Role], by: Person, now: datetime
) -> None:
    """Everybody in these roles hears it, but who did it."""
    for staff in staff_of(session, order.project):
        if staff.role in roles and staff.person_id != by.id:
            inform(session, order, staff.person_id, kind, now, occasion=f"{one.subject}:{one.version}")


def note_refund(session: Session, order: Order, one: Refund, deed: str, by: Person, now: datetime) -> None:
    """A step of a refund in the log of its order."""
    facts = {"refund": one.id, "fen": one.amount_fen}
    kind, office = f"refund.{deed}", order.project_id
    record(session, project_id=office, subject=order.subject, kind=kind, now=now, actor_id=by.id, facts=facts)
    touch(session, order.ticket.subject)
