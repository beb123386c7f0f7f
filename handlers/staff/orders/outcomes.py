"""What a justified complaint about a paid order may come to: done again, or money back, one tap away (R061)."""

from bot.scene import Scene
from bot.screens import Button
from bot.texts import T
from handlers.order_taps import OpenOrder
from handlers.staff.orders.card import refund_button
from handlers.taps import Begin
from models.complaints.tables import Complaint
from models.orders.reading import order_of
from models.roles import FRONT_OFFICE
from models.tickets.lifecycle import MOVES


def outcomes(scene: Scene, complaint: Complaint) -> list[Button]:
    """For customer service, once it was judged justified."""
    ticket = complaint.ticket
    order = order_of(scene.session, ticket) if ticket is not None else None
    if order is None or not complaint.justified or scene.staff.role not in FRONT_OFFICE:
        return []
    again = [Button(T("button", "Have it redone"), Begin("reopen", order.ticket_id))]
    may_start = order.ticket.status in MOVES["reopen"].starts
    money = [*refund_button(scene, order), Button(T("button", "The order's money"), OpenOrder(order.id))]
    return [*(again if may_start else []), *money]
