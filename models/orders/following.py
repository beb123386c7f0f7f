"""What becomes of an order when its ticket moves: its end, its time, its kind (R063, R067, R076)."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.capacity.actions import follow_assignment, move, release
from models.orders.cleaning import follow_kind
from models.orders.lifecycle import State
from models.orders.moving import close_open, moving
from models.orders.proposals import close_proposal
from models.orders.tables import Order
from models.orders.timing import watch
from models.refusals import Gone, SlotTaken, TimePast
from models.tickets.lifecycle import Move, Status
from models.tickets.tables import Ticket

GIVES = frozenset({"assign", "take"})
TIMES = frozenset({"appoint", "rebook"})
SAYS_WHAT = frozenset({"classify", "clarify", "refer"})


def follow_ticket(session: Session, ticket: Ticket, made: Move, now: datetime) -> None:
    """A ticket has moved: withdrawn, its order ends; given to somebody, their time is kept; done under guarantee, nothing is due."""
    order = session.scalar(select(Order).where(Order.ticket_id == ticket.id))
    if order is None:
        return
    if made.name in TIMES | {"arrive"} or made.target in {Status.WITHDRAWN, Status.PROCESSED}:
        close_proposal(session, order, now)
    if ticket.status == Status.WITHDRAWN and order.is_before_charge:
        cancel(session, order, now)
    elif made.name == "finish":
        release(session, subject=order.subject, now=now)  # who is done early has time for others
        _nothing_to_pay(session, order, now)
    elif made.name in GIVES and ticket.assignee is not None:
        follow_assignment(session, order.subject, ticket.assignee, now)
    elif made.name in TIMES and ticket.appointed_from is not None:
        _move_time(session, order, ticket.appointed_from, now)
    elif made.name in SAYS_WHAT:
        follow_kind(session, order, now)
    elif ticket.status == Status.CLOSED and order.state in {State.DECLINED, State.EXPIRED}:
        cancel(session, order, now)


def cancel(session: Session, order: Order, now: datetime) -> None:
    """It will not be done: whatever waited for an answer waits no more, and the time is free for others."""
    with moving(session, order.id, "cancel", by=None, now=now) as order:
        close_open(session, order)
    release(session, subject=order.subject, now=now)
    watch(session, order, now)


def _nothing_to_pay(session: Session, order: Order, now: datetime) -> None:
    """What was done again under guarantee comes to nothing, by whoever did it; everything else was charged before."""
    if order.state != State.CONSENTED:
        return
    doer = order.ticket.assignee
    with moving(session, order.id, "rework_done", by=doer.person if doer else None, now=now) as order:
        order.charged_fen = 0
    watch(session, order, now)


def _move_time(session: Session, order: Order, start: datetime, now: datetime) -> None:
    """Colleagues have agreed another time: it is kept where somebody is free, and nobody is told that it is not theirs to agree."""
    try:
        move(session, order.subject, start, by=None, now=now)
    except (Gone, SlotTaken, TimePast):
        release(session, subject=order.subject, now=now)
