"""Whose name and telephone a member of staff sees on a ticket (R203)."""

from bot.scene import Scene
from bot.texts import T, Words, lines, listed
from handlers.at_the_door import named
from models.people import Person
from models.tickets.lifecycle import IN_HAND, Part, Status
from models.tickets.parts import may_know_customer
from models.tickets.tables import Ticket
from models.units import units_of


def contact_line(ticket: Ticket, parts: frozenset[Part]) -> Words | None:
    """The owner's name and telephone, or why they are not shown yet."""
    if not may_see_contact(ticket, parts):
        return (
            T("staff", "Name and telephone are shown when you have accepted.")
            if ticket.status in IN_HAND | {Status.OFFERED}
            else None
        )
    return lines(reporter_line(ticket), on_the_spot(ticket))


def reporter_line(ticket: Ticket) -> Words:
    """The reporter's name and telephone."""
    return T("staff", "{name}, telephone {phone}", name=caller_of(ticket), phone=ticket.reporter.phone or "-")


def on_the_spot(ticket: Ticket) -> Words | None:
    """Whom to ask for and call when one comes, where it is somebody else (DOMAIN 5.2)."""
    if not ticket.door_phone:
        return None
    return T("label", "On the spot: {person}", person=named(ticket.door_name, ticket.door_phone))


def caller_of(ticket: Ticket) -> Words:
    """The reporter's name; of somebody who is bound to nothing the office knows at most what they said it was."""
    return known_as(ticket.reporter)


def known_as(person: Person) -> Words:
    """The same of anybody who has written or called."""
    if not person.guest:
        return person.called
    if not person.name:
        return T("staff", "unverified caller")
    return T("staff", "{name} (unverified caller)", name=person.called)


def units_of_caller(scene: Scene, person: Person) -> Words | None:
    """Where somebody may be of whom nobody knows it."""
    numbers = [one.number for one in units_of(scene.session, person)]
    return T("staff", "Units of the caller: {units}", units=listed(numbers, "、")) if numbers else None


def may_see_contact(ticket: Ticket, parts: frozenset[Part]) -> bool:
    """Whether a member of staff with these parts sees name and telephone (R203)."""
    return may_know_customer(ticket, parts)
