"""The event to which an urgent ticket belongs, on the ticket's own card (R099)."""

from bot.scene import Scene
from bot.screens import Button, Row
from bot.texts import T, Words, lines
from handlers.incident_taps import DeclareIncident, OpenIncident
from models.incidents.lifecycle import LASTING
from models.incidents.reading import IN_COMMAND, incident_of, parts_of, reading_of, tickets_of
from models.incidents.tables import Incident
from models.tickets.ladders import AROUND_THE_CLOCK
from models.tickets.lifecycle import DONE, OPEN
from models.tickets.tables import Ticket


def _event(scene: Scene, ticket: Ticket) -> Incident | None:
    one = incident_of(scene.session, ticket)
    return one if one is not None and parts_of(scene.session, scene.me, one) else None


def incident_line(scene: Scene, ticket: Ticket) -> Words | None:
    """Its number, how many reports there are, who leads it; and that the caller, whom it affects, asks for help."""
    one = _event(scene, ticket)
    if one is None or one.state not in LASTING:
        return None
    reading = reading_of(scene.session, one, ticket.reporter)
    helpless = T("staff", "<b>Asks for help</b>") if reading is not None and reading.help_at else None
    return lines(helpless, _leads(scene, one))


def _leads(scene: Scene, one: Incident) -> Words:
    facts = {"number": one.number, "count": len(tickets_of(scene.session, one))}
    if one.leader is None:
        return T("staff", "Incident {number}: {count} reports, nobody leads it yet", **facts)
    return T("staff", "Incident {number}: {count} reports, led by {name}", name=one.leader.person.name, **facts)


def incident_rows(scene: Scene, ticket: Ticket, _moves: set[str]) -> list[Row]:
    """The way to it; or an urgent ticket is made one by hand."""
    one = _event(scene, ticket)
    if one is not None:
        return [(Button(T("button", "Incident {number}", number=one.number), OpenIncident(one.id)),)]
    lasts = ticket.urgency in AROUND_THE_CLOCK and ticket.status in OPEN - DONE and ticket.parent_id is None
    if lasts and scene.staff.role in IN_COMMAND:
        return [(Button(T("button", "Make it an incident"), DeclareIncident(ticket.id)),)]
    return []
