"""Orders that come to nothing, with the reason, and prices whose time is over: nothing that was asked for is lost (R063)."""

from datetime import datetime

from sqlalchemy.orm import Session

from models.capacity.actions import release
from models.orders.moving import check_to_do, close_open, locked, moving
from models.orders.tables import Order, QuoteState
from models.orders.timing import UNANSWERED, watch
from models.people import Person
from models.refusals import ReasonMissing
from models.tickets.lifecycle import MOVES
from models.tickets.moving import locked as locked_ticket
from models.tickets.withdrawing import call_off


def end(session: Session, order_id: int, *, by: Person, now: datetime, reason: str, seen: int | None = None) -> Order:
    """Customer service registers that it is not carried out, and why; the customer reads it. Raises like `moving`, ReasonMissing."""
    if not reason.strip():
        raise ReasonMissing
    if (known := session.get(Order, order_id)) is not None:
        locked_ticket(session, known.ticket_id)  # always the ticket first, as who withdraws it does
    with moving(session, order_id, "end", by=by, now=now, seen=seen, words=reason) as order:
        close_open(session, order)
    release(session, subject=order.subject, now=now)
    watch(session, order, now)
    if order.ticket.status in MOVES["withdraw"].starts:
        call_off(session, order.ticket_id, now=now)
    return order


def expire(session: Session, order_id: int, *, now: datetime) -> Order:
    """Nobody has answered while the price held: the time is free for others, and a new price is one tap away."""
    order = locked(session, order_id)
    if order.state not in UNANSWERED:
        return order
    with moving(session, order_id, "expire", by=None, now=now) as order:
        close_open(session, order, QuoteState.EXPIRED)
    release(session, subject=order.subject, now=now)
    watch(session, order, now)
    return order


def ask_again(session: Session, order_id: int, *, by: Person, now: datetime, seen: int | None = None) -> Order:
    """The customer wants a price after all; raises like `moving`, TooLate when the visit is over."""
    with moving(session, order_id, "ask_again", by=by, now=now, seen=seen) as order:
        check_to_do(order)
    watch(session, order, now)
    return order
