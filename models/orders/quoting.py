"""A price is named: for what was asked for, for a repair that has to be paid, or for more, seen on the spot (R047, R066, R078)."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.estate import Project
from models.order_refusals import AnswerAwaited
from models.orders.approving import approvers
from models.orders.classes import class_of
from models.orders.cleaning import follow_price
from models.orders.lifecycle import Part
from models.orders.limits import needs_approval
from models.orders.lines import MOST_FEN, Line, kept, total
from models.orders.moving import check_to_do, close_open, moving, note
from models.orders.reading import open_quote, order_of
from models.orders.tables import Order, Quote
from models.orders.telling import inform
from models.orders.timing import watch
from models.people import Person
from models.policy import policy_of
from models.refusals import Gone, NotYours, OutOfRange, TooLate
from models.tickets.kinds import Payment
from models.tickets.lifecycle import TO_DO
from models.tickets.moving import locked as locked_ticket
from models.tickets.parts import parts_of as ticket_parts
from models.tickets.paying import check_has_come


def quote(
    session: Session,
    order_id: int,
    *,
    by: Person,
    now: datetime,
    lines: Sequence[Line],
    words: str = "",
    guarantee_days: int = 0,
    seen: int | None = None,
) -> Quote:
    """The office names a price; an earlier one that waits for an answer is replaced (R078).

    Raises like `moving`; TooLate when the visit is over; OutOfRange for no lines, or a sum of nothing or of more than
    an office's order can come to.
    """
    _check(lines)
    with moving(session, order_id, "quote", by=by, now=now, seen=seen, words=words) as order:
        check_to_do(order)
        check_has_come(session, order.ticket, by, now)
        close_open(session, order)
        made = put(session, order, by=by, now=now, lines=lines, words=words, guarantee_days=guarantee_days)
        follow_price(session, order, now)
        order.ticket.answered_at = order.ticket.answered_at or now
    watch(session, order, now)
    return made


def quote_more(
    session: Session,
    order_id: int,
    *,
    by: Person,
    now: datetime,
    lines: Sequence[Line],
    words: str,
    guarantee_days: int = 0,
    seen: int | None = None,
) -> Quote:
    """On the spot it proves to be more: the work goes on only when the customer has answered (R047).

    Raises like `quote`, TooLate before the arrival, AnswerAwaited while another one waits.
    """
    _check(lines)
    with moving(session, order_id, "quote_more", by=by, now=now, seen=seen, words=words) as order:
        if order.ticket.arrived_at is None:
            raise TooLate(order=order.id)
        if open_quote(session, order):
            raise AnswerAwaited(order=order.id)
        made = put(
            session, order, by=by, now=now, lines=lines, words=words, guarantee_days=guarantee_days, supplement=True
        )
    ask_approvers(session, order, made, now)
    return made


def price_repair(
    session: Session,
    ticket_id: int,
    *,
    by: Person,
    now: datetime,
    lines: Sequence[Line],
    words: str = "",
    guarantee_days: int = 0,
) -> Quote:
    """A repair that has to be paid becomes a paid order, without a second form for its owner (R047, X2).

    Raises Gone, NotYours, TooLate (nothing is to be done any more, or it was said to be free), OutOfRange; an order that is there gets another price.
    """
    with session.begin_nested():
        ticket = locked_ticket(session, ticket_id)
        if not ticket_parts(session, by, ticket, now):
            raise Gone
        if ticket.parent_id or ticket.unit is None:
            raise NotYours(ticket=ticket.id)
        if ticket.status not in TO_DO:
            raise TooLate(ticket=ticket.id)
        check_has_come(session, ticket, by, now)
        order = order_of(session, ticket)
        if order is None and not ticket.is_fee_unsaid:
            raise TooLate(ticket=ticket.id)
        if order is None:
            order = Order(
                project_id=ticket.project_id,
                ticket_id=ticket.id,
                service_class=class_of(ticket),
                asked_at=now,
            )
            session.add(order)
            session.flush()
            note(session, order, "request", by, now, state=order.state)
        ticket.payment = Payment.PAID
        return quote(session, order.id, by=by, now=now, lines=lines, words=words, guarantee_days=guarantee_days)


def ask_approvers(session: Session, order: Order, made: Quote, now: datetime) -> None:
    """More than the customer may agree to alone: whoever speaks for the unit hears of it, and answers it."""
    if needs_approval(session, order, made.total_fen):
        for one in approvers(session, order):
            inform(session, order, one.id, f"order.ask_approval.{Part.APPROVER}", now)


def _check(lines: Sequence[Line]) -> None:
    if not 0 < total(lines) <= MOST_FEN or any(line.amount_fen < 0 or line.quantity <= 0 for line in lines):
        raise OutOfRange


def put(
    session: Session,
    order: Order,
    *,
    by: Person | None,
    now: datetime,
    lines: Sequence[Line],
    words: str = "",
    guarantee_days: int = 0,
    supplement: bool = False,
) -> Quote:
    """Keep a price with its lines; `by` None is the price list itself."""
    earlier = session.scalar(select(func.count()).select_from(Quote).where(Quote.order_id == order.id)) or 0
    made = Quote(
        order_id=order.id,
        number=earlier + 1,
        supplement=supplement,
        total_fen=total(lines),
        guarantee_days=guarantee_days,
        words=words.strip(),
        by_id=by.id if by else None,
        at=now,
        valid_until=now + holds_for(order.project),
    )
    session.add(made)
    session.flush()
    session.add_all(kept(lines, made.id))
    session.flush()
    return made


def holds_for(project: Project) -> timedelta:
    """How long a price holds."""
    return timedelta(hours=policy_of(project).quote_valid_hours)
