"""The way from a ticket, or from a payment, to the money of its order (R012, R061, X3)."""

from bot.scene import Scene
from bot.screens import Button
from bot.texts import T
from handlers.order_taps import OpenOrder
from models.orders.lifecycle import Part
from models.orders.reading import parts_of, visible
from models.orders.tables import Order
from models.refusals import Gone

OWN = frozenset({Part.CUSTOMER, Part.APPROVER})


def to_its_money(scene: Scene, order: Order | None) -> list[Button]:
    """The order's own card, for staff who may read it; of an own order nobody reads it at work."""
    if order is None or scene.staff.person.project_id != order.project_id:
        return []
    try:
        visible(scene.session, order.id, scene.me, scene.now)
    except Gone:
        return []
    if parts_of(scene.session, scene.me, order, scene.now) & OWN:
        return []
    return [Button(T("button", "The order's money"), OpenOrder(order.id))]
