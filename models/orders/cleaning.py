"""What proves to be a cleaning is handled as one: its head hears at once, and a person agrees the time (R076)."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.events import record
from models.orders.classes import SYMPTOM_OF, class_of
from models.orders.tables import Order, Quote, QuoteLine, QuoteState
from models.orders.telling import heads_of_cleaning, inform
from models.prices.tables import PriceEdition, PriceItem, ServiceClass, Shelf

HOLDS = (QuoteState.OPEN, QuoteState.AGREED)


def is_priced_as_cleaning(session: Session, order: Order) -> bool:
    """Whether a price that holds has lines of the cleaning shelf; what comes on top on the spot needs no other time."""
    wanted = select(QuoteLine.id).join(Quote, Quote.id == QuoteLine.quote_id)
    wanted = wanted.join(PriceEdition, PriceEdition.id == QuoteLine.edition_id)
    wanted = wanted.join(PriceItem, PriceItem.id == PriceEdition.item_id).where(PriceItem.shelf == Shelf.CLEANING)
    mine = wanted.where(Quote.order_id == order.id, Quote.supplement.is_(False), Quote.state.in_(HOLDS))
    return session.scalar(mine.limit(1)) is not None


def follow_kind(session: Session, order: Order, now: datetime) -> None:
    """What was asked for in the customer's own words is the kind that a colleague found it to be, or priced it as."""
    former = order.service_class
    if not order.is_before_charge:
        return
    if is_priced_as_cleaning(session, order):
        order.service_class = ServiceClass.CLEANING
    elif order.edition_id is None and order.rework_of_id is None:
        order.service_class = class_of(order.ticket)
    if order.service_class == ServiceClass.CLEANING != former:
        for head in heads_of_cleaning(session, order):
            inform(session, order, head.person_id, "order.cleaning", now)


def follow_price(session: Session, order: Order, now: datetime) -> None:
    """A service that is priced as a cleaning, and nobody was sent for yet, stands under cleaning, where its head finds it."""
    ticket, code = order.ticket, SYMPTOM_OF["cleaning"]
    follow_kind(session, order, now)
    is_free = ticket.is_service and ticket.department_id is None and ticket.symptom_code != code
    if not is_free or not is_priced_as_cleaning(session, order):
        return
    facts, ticket.symptom_code = {"former": ticket.symptom_code, "symptom": code}, code
    kind, office = "order.cleaning", order.project_id
    record(session, project_id=office, subject=order.subject, kind=kind, now=now, facts=facts)
