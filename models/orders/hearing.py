"""On the spot the owner says yes: who named the price keeps no consent to it, so customer service is asked to hear it (X3, R064)."""

from datetime import datetime

from sqlalchemy.orm import Session

from models.events import record
from models.orders.lifecycle import Part
from models.orders.moving import locked
from models.orders.reading import open_quote, parts_of
from models.orders.tables import Order
from models.orders.telling import holders, inform
from models.people import Person
from models.refusals import Gone, NotYours, TooLate


def ask_to_hear(session: Session, order_id: int, *, by: Person, now: datetime) -> Order:
    """Customer service is asked to telephone for the answer to the open price; once for a price.

    Raises Gone, NotYours for who does not do the work, TooLate where no price waits.
    """
    with session.begin_nested():
        order = locked(session, order_id)
        parts = parts_of(session, by, order, now)
        if not parts:
            raise Gone
        if Part.ASSIGNEE not in parts:
            raise NotYours(order=order.id)
        quote = open_quote(session, order)
        if quote is None:
            raise TooLate(order=order.id)
        record(
            session,
            project_id=order.project_id,
            subject=order.subject,
            kind="order.ask_to_hear",
            now=now,
            actor_id=by.id,
            facts={"quote": quote.id},
        )
        for person_id in holders(session, Part.DESK, order, now):
            inform(session, order, person_id, "order.hear.desk", now, occasion=f"q{quote.id}")
    return order
