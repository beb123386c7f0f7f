"""A complaint straight from a paid order: kind, matter and unit are known, and it stays linked to the order (R061)."""

from typing import Any

from bot.forms.flow import Form
from bot.scene import Open, Reply, Scene
from bot.screens import Screen
from bot.texts import T, Words, lines
from handlers.own_order_taps import ComplainOf
from handlers.owner.complaint import SORRY, TellUs, filled_in
from handlers.words import about_ticket
from models.complaints.filing import tell_the_office
from models.complaints.lifecycle import Kind
from models.refusals import Gone
from models.tickets.queries import visible
from models.tickets.tables import Ticket

PAID_SERVICES = "C16"


def _ticket(scene: Scene, ticket_id: int) -> Ticket:
    ticket = visible(scene.session, ticket_id, scene.me, scene.now)
    if ticket.reporter_id != scene.me.id:
        raise Gone
    return ticket


class ComplainOfOrder(TellUs):
    """What has gone wrong with an order; whoever did the work reads nothing of it (R082)."""

    name = "complain_of_order"
    title = T("button", "A complaint about it")

    @classmethod
    def check(cls, form: Form) -> None:
        """Only the order's customer."""
        _ticket(form.scene, form.about)

    @classmethod
    def opening(cls, form: Form) -> Words | None:
        """Understanding before any question (R088), and which order."""
        return lines(None if "words" in form else SORRY, about_ticket(_ticket(form.scene, form.about)))

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """Recorded with its order; number and promise come as a message of their own (R085)."""
        scene = form.scene
        told: dict[str, Any] = filled_in(form)
        about = _ticket(scene, form.about)
        tell_the_office(scene.session, project=scene.project, by=scene.me, now=scene.now, ticket=about, **told)
        return Screen(T("owner", "Thank you, it has been passed on. The number follows at once."))


def complain_of(scene: Scene, tap: ComplainOf) -> Reply:
    """The form, with what is known filled in."""
    ticket = _ticket(scene, tap.ticket)
    known = {"kind": Kind.COMPLAINT.value, "matter": PAID_SERVICES}
    return Open(ComplainOfOrder, ticket.id, given=known | ({"unit": str(ticket.unit_id)} if ticket.unit_id else {}))
