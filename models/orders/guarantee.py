"""What was paid for is done again free of charge while its guarantee lasts (R061, DOMAIN 4.4)."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.orders.lifecycle import State
from models.orders.moving import note
from models.orders.tables import Order
from models.orders.telling import inform
from models.people import Person
from models.tickets.kinds import Payment
from models.tickets.lifecycle import OPEN
from models.tickets.tables import Ticket

SETTLED = frozenset({State.COLLECTED, State.QUERIED, State.AUDITED, State.RECEIVED})


def is_guaranteed(order: Order, now: datetime) -> bool:
    """Whether what was paid for may be done again free of charge today."""
    until = order.guarantee_until
    return order.state in SETTLED and until is not None and now.astimezone(order.project.zone).date() <= until


def rework_of(session: Session, order: Order) -> Order | None:
    """The order under which it is being done again; None where it is not."""
    wanted = select(Order).join(Ticket, Ticket.id == Order.ticket_id).where(Order.rework_of_id == order.id)
    return session.scalars(wanted.where(Ticket.status.in_(OPEN)).order_by(Order.id.desc())).first()


def under_guarantee(session: Session, ticket: Ticket, now: datetime) -> Order | None:
    """The paid order of the same unit and symptom whose guarantee covers what is reported now; the newest."""
    if ticket.unit_id is None or not ticket.inside or ticket.parent_id:
        return None
    wanted = select(Order).join(Ticket, Ticket.id == Order.ticket_id)
    same = wanted.where(Ticket.unit_id == ticket.unit_id, Ticket.symptom_code == ticket.symptom_code)
    found = session.scalars(same.where(Order.state.in_(SETTLED)).order_by(Order.id.desc())).all()
    return next((one for one in found if is_guaranteed(one, now)), None)


def follow_up(session: Session, former: Order, ticket: Ticket, by: Person, now: datetime) -> Order:
    """The order of what is done again: agreed to before, and nothing to pay."""
    made = Order(
        project_id=ticket.project_id,
        ticket_id=ticket.id,
        service_class=former.service_class,
        edition_id=former.edition_id,
        rework_of_id=former.id,
        state=State.CONSENTED,
        asked_at=now,
    )
    session.add(made)
    session.flush()
    ticket.payment = Payment.PAID  # there is an order; it comes to nothing
    made.consented_at = now
    note(session, made, "request", by, now, state=State.CONSENTED)
    if ticket.entered_by_id is None:
        inform(session, made, ticket.reporter_id, "order.guarantee.customer", now)
    return made
