"""Nothing is to be paid: said by whoever has looked at it, with the reason, before the work is reported as done (R047, R066)."""

from datetime import datetime

from sqlalchemy.orm import Session

from models.orders.lifecycle import State
from models.orders.moving import moving
from models.orders.reading import order_of
from models.orders.timing import watch
from models.people import Person
from models.refusals import TooLate
from models.tickets.kinds import Payment
from models.tickets.paying import keep_free
from models.tickets.tables import Ticket


def is_fee_open(session: Session, ticket: Ticket) -> bool:
    """Whether nobody has said yet what it costs, if anything: a repair, or what somebody came to look at first."""
    order = order_of(session, ticket)
    return ticket.is_fee_unsaid if order is None else order.state == State.REQUESTED


def say_free(session: Session, ticket: Ticket, *, by: Person, now: datetime, reason: str) -> None:
    """It is free, and why; of what has a price already nothing changes. An order is at its end with it, and its customer is told.

    Raises like `moving`, ReasonMissing, and TooLate before the arrival.
    """
    order = order_of(session, ticket)
    if order is None:
        if ticket.payment == Payment.ON_SITE:
            keep_free(session, ticket, by, reason, now)
    elif order.state == State.REQUESTED:
        with moving(session, order.id, "free", by=by, now=now, words=reason) as order:
            if ticket.arrived_at is None:
                raise TooLate(ticket=ticket.id)
            order.charged_fen = 0
            keep_free(session, ticket, by, reason, now)
        watch(session, order, now)
