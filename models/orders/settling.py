"""The time of an order once its price is agreed: what was booked is the time, unless it has passed meanwhile (R047, R076)."""

from datetime import datetime

from sqlalchemy.orm import Session

from models.capacity.actions import booking_of, release
from models.capacity.tables import Hold
from models.events import record
from models.orders.lifecycle import Part
from models.orders.tables import Order
from models.orders.telling import holders, inform
from models.prices.tables import ServiceClass
from models.tickets.lifecycle import BEFORE_ARRIVAL
from models.tickets.moving import locked as locked_ticket
from models.tickets.visits import agree
from models.tickets.watch import rewatch


def settle_time(session: Session, order: Order, now: datetime) -> None:
    """What was booked is agreed, where no person of customer service has to confirm it first (R076).

    Agreed to only after the booked time, customer service hears that another one is needed.
    """
    hold = booking_of(session, order.subject)
    if hold is None or order.ticket.status not in BEFORE_ARRIVAL:
        return
    if hold.starts <= now:
        release(session, subject=order.subject, now=now)
        for person_id in holders(session, Part.DESK, order, now):
            inform(session, order, person_id, "order.time_over.desk", now)
    elif order.service_class != ServiceClass.CLEANING:
        _agree(session, order, hold, now)


def _agree(session: Session, order: Order, hold: Hold, now: datetime) -> None:
    ticket = locked_ticket(session, order.ticket_id)
    agree(ticket, hold.starts, hold.ends)
    ticket.answered_at = ticket.answered_at or now  # a time that stands is an answer
    ticket.version += 1
    session.flush()
    facts = {"appointed": hold.starts.isoformat(), "version": ticket.version}
    record(session, project_id=ticket.project_id, subject=ticket.subject, kind="time_booked", now=now, facts=facts)
    rewatch(session, ticket, now)
