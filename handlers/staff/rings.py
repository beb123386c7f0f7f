"""A call is ticked by whoever took it, and everybody reads the own share (R184)."""

from bot.scene import Scene
from bot.screens import Button, Row, Screen
from bot.texts import T, Words
from handlers.ring_taps import SayRings
from models.people import Staff
from models.tickets.picking_up import is_own_call, picked_up, say_rings
from models.tickets.tables import Ticket


def ring_rows(scene: Scene, ticket: Ticket, moves: set[str]) -> list[Row]:
    """As long as it is not said, and only for who took the call."""
    if ticket.in_three_rings is not None or not is_own_call(ticket, scene.me):
        return []
    in_time = Button(T("button", "Picked up within three rings"), SayRings(ticket.id, 1))
    return [(in_time, Button(T("button", "Picked up later"), SayRings(ticket.id, 0)))]


def say_it(scene: Scene, tap: SayRings) -> Screen:
    """Kept, for the own check."""
    ticket = say_rings(scene.session, tap.ticket, by=scene.me, in_time=bool(tap.in_time), now=scene.now)
    card = scene.routes.card(scene, ticket.subject) or scene.routes.home(scene)
    return card.with_toast(T("staff", "Noted for your own check. Thank you."))


def own_rings(scene: Scene, staff: Staff) -> Words | None:
    """This month's calls as the person ticked them; nobody else reads it."""
    if staff.person_id != scene.staff.person_id:
        return None
    here = scene.now.astimezone(scene.project.zone)
    found = picked_up(scene.session, staff, here.replace(day=1, hour=0, minute=0, second=0, microsecond=0))
    if not found.said:
        return None
    return T(
        "staff", "Calls of this month: {in_time} of {said} within three rings", in_time=found.in_time, said=found.said
    )
