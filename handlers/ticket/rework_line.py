"""What is done again under guarantee, on the staff's card: free, and under which number it was done first (DOMAIN 4.4)."""

from bot.scene import Scene
from bot.texts import T, Words
from models.orders.reading import order_of
from models.tickets.tables import Ticket


def rework_line(scene: Scene, ticket: Ticket) -> Words | None:
    """None for what is not done again."""
    order = order_of(scene.session, ticket)
    if order is None or order.rework_of is None:
        return None
    return T(
        "staff", "<b>Rework under guarantee, free</b>; first done as {number}", number=order.rework_of.ticket.number
    )
