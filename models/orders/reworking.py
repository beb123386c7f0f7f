"""A customer says that what was paid for needs doing again (R061, DOMAIN 4.4)."""

from datetime import datetime

from sqlalchemy.orm import Session

from models.estate import Both
from models.orders.guarantee import follow_up, is_guaranteed, rework_of
from models.orders.lifecycle import Part
from models.orders.reading import order_of, parts_of
from models.orders.tables import Order
from models.people import Person
from models.refusals import Gone, TooLate, WordsMissing
from models.tickets.reporting import report


def rework(session: Session, order_id: int, *, by: Person, words: str, now: datetime) -> Order:
    """The customer says that it needs doing again: a ticket like the former one, free of charge.

    Raises Gone, TooLate (the guarantee is over, nothing was paid yet, or it is under way already), WordsMissing.
    """
    former = session.get(Order, order_id, with_for_update={"of": Order})
    if former is None or Part.CUSTOMER not in parts_of(session, by, former, now):
        raise Gone
    if not words.strip():
        raise WordsMissing(order=order_id)
    if not is_guaranteed(former, now) or rework_of(session, former) is not None:
        raise TooLate(order=order_id)
    old = former.ticket
    with session.begin_nested():
        ticket = report(
            session,
            project=former.project,
            by=by,
            unit=old.unit,
            inside=old.inside,
            spot=old.spot,
            symptom_code=old.symptom_code,
            words=words.strip(),
            now=now,
            what=Both(old.what_zh, old.what_en) if old.what_zh else None,
        )
        return order_of(session, ticket) or follow_up(session, former, ticket, by, now)
