"""Whose name and telephone a member of staff sees on a ticket (R203)."""

from bot.texts import T, Words
from models.tickets.lifecycle import IN_HAND, PAUSED, Part, Status
from models.tickets.tables import Ticket

COMING = PAUSED | {Status.ACCEPTED, Status.ARRIVED}


def contact_line(ticket: Ticket, parts: frozenset[Part]) -> Words | None:
    """The owner's name and telephone, or why they are not shown yet."""
    if not may_see_contact(ticket, parts):
        return (
            T("staff", "Name and telephone are shown when you have accepted.")
            if ticket.status in IN_HAND | {Status.OFFERED}
            else None
        )
    return T("staff", "{name}, telephone {phone}", name=caller_of(ticket), phone=ticket.reporter.phone or "-")


def caller_of(ticket: Ticket) -> Words:
    """The reporter's name; of somebody who is bound to nothing the office knows none."""
    return T("staff", "unverified caller") if ticket.reporter.guest else ticket.reporter.called


def may_see_contact(ticket: Ticket, parts: frozenset[Part]) -> bool:
    """Whoever only performs the job sees name and telephone from the acceptance on, while the job lasts (R203)."""
    return not parts <= {Part.ASSIGNEE, Part.OFFERED} or (Part.ASSIGNEE in parts and ticket.status in COMING)
