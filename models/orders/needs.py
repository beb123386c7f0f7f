"""Who has to come for an order, and for how long (R047, R067)."""

from sqlalchemy.orm import Session

from models.capacity.actions import booking_of
from models.capacity.needs import Need
from models.orders.tables import Order
from models.prices.tables import PriceEdition, ServiceClass, Shelf
from models.prices.terms import HOMES

TURN = 480  # minutes: longer than that nobody is on duty without a break


def need_for(edition: PriceEdition, quantity: int) -> Need:
    """Who has to come for so many hundredths of an item, and for how long: one colleague, however many hands were spoken of.

    Two people for three hours are six hours of one; what takes longer than a turn begins with a whole one, and customer
    service agrees how it goes on (R076).
    """
    minutes = min(-(-edition.minutes * quantity // 100), TURN) if edition.minutes else None
    return Need(edition.item.department or "engineering", edition.item.trade or "general", minutes)


def need_of(session: Session, order: Order) -> Need:
    """The same for an order: what was booked, else what its item or its line of the category tree says."""
    if booked := booking_of(session, order.subject):
        return booked.need
    if order.edition is not None:
        return need_for(order.edition, order.quantity or 100)
    if order.service_class == ServiceClass.CLEANING and order.ticket.department is None:
        return Need(HOMES[Shelf.CLEANING].department, HOMES[Shelf.CLEANING].trade)
    symptom, department = order.ticket.symptom, order.ticket.department
    return Need(department.code if department else symptom.department, symptom.trade)
