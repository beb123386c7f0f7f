"""Which kind of service an order is, by the line of the category tree that its ticket stands under (R076)."""

from models.prices.tables import ServiceClass
from models.tickets.tables import Ticket

# The line of the category tree under which an item's trade works.
SYMPTOM_OF = {
    "power": "13.1",
    "water": "13.2",
    "aircon": "13.3",
    "carpentry": "13.4",
    "cleaning": "13.5",
    "greening": "13.6",
    "security": "13.7",
}
CLASS_OF = {"cleaning": ServiceClass.CLEANING, "engineering": ServiceClass.REPAIR}


def class_of(ticket: Ticket) -> ServiceClass:
    """What the department of its line does."""
    return CLASS_OF.get(ticket.symptom.department, ServiceClass.OTHER)
