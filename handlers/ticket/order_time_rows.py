"""The time of a paid order on the staff's card: what waits to be agreed, and who may agree or propose (R067, R076)."""

from collections.abc import Iterator

from bot.scene import Scene
from bot.screens import Button, Row
from bot.texts import Span, T, Words
from handlers.taps import Begin
from models.capacity.actions import booking_of
from models.orders.gates import AGREED, time_is_confirmed
from models.orders.lifecycle import ENDED, Part
from models.orders.proposals import offered_to_customer, wished_by_customer
from models.orders.reading import order_of, parts_of
from models.orders.tables import Order
from models.orders.times import PROPOSERS
from models.prices.tables import ServiceClass
from models.tickets.lifecycle import MOVES
from models.tickets.tables import Ticket


def _is_movable(order: Order) -> bool:
    return order.state in AGREED - ENDED and order.ticket.status in MOVES["confirm_time"].starts


def may_confirm(scene: Scene, order: Order) -> bool:
    """Whether its reader agrees the time with the owner."""
    return _is_movable(order) and Part.DESK in parts_of(scene.session, scene.me, order, scene.now)


def may_propose(scene: Scene, order: Order) -> bool:
    """Whether its reader may propose another time; of a cleaning customer service does (R076)."""
    allowed = {Part.DESK} if order.service_class == ServiceClass.CLEANING else PROPOSERS
    return _is_movable(order) and bool(parts_of(scene.session, scene.me, order, scene.now) & allowed)


def waits_for_a_time(scene: Scene, order: Order) -> bool:
    """Whether a person has still to agree its time."""
    return not time_is_confirmed(order) or wished_by_customer(scene.session, order) is not None


def time_rows(scene: Scene, ticket: Ticket, moves: set[str]) -> list[Row]:
    """To confirm what waits, or to propose another time."""
    order = order_of(scene.session, ticket)
    if order is None:
        return []
    found = []
    if waits_for_a_time(scene, order) and may_confirm(scene, order):
        found.append(Button(T("button", "Confirm the time"), Begin("confirm_time", ticket.id)))
    if may_propose(scene, order):
        found.append(Button(T("button", "Propose another time"), Begin("propose_time", ticket.id)))
    return [tuple(found)] if found else []


def time_lines(scene: Scene, ticket: Ticket) -> Iterator[Words]:
    """What is booked and not agreed, wished, or proposed."""
    order = order_of(scene.session, ticket)
    if order is None or not _is_movable(order):
        return
    booked = booking_of(scene.session, order.subject)
    if booked is not None and not time_is_confirmed(order):
        slot = Span(booked.starts, booked.ends)
        yield T("staff", "<b>Booked for {slot}: to be confirmed with the owner</b>", slot=slot)
    if (offered := offered_to_customer(scene.session, order)) is not None:
        slot = Span(offered.starts, offered.ends)
        yield T("staff", "Proposed to the owner: {slot}, waiting for the answer", slot=slot)
