"""Which kind of service an order is, by the line of the category tree that its ticket stands under (R076)."""

from models.prices.tables import ServiceClass
from models.tickets.tables import Ticket

CLASS_OF = {"cleaning": ServiceClass.CLEANING, "engineering": ServiceClass.REPAIR}


def class_of(ticket: Ticket) -> ServiceClass:
    """What the department of its line does."""
    return CLASS_OF.get(ticket.symptom.department, ServiceClass.OTHER)
