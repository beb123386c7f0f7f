"""Warranties in words: what is guaranteed, for which place, and what a ticket's card says of it (R057)."""

from bot.scene import Scene
from bot.texts import T, Words
from models.catalogue import catalogue
from models.tickets.lifecycle import Status
from models.tickets.tables import Ticket
from models.warranty.queries import warranty_of
from models.warranty.tables import Warranty

BUILDING = T("staff", "whole building")
ENTRY = {
    "words": T("label", "What is guaranteed"),
    "firm": T("label", "Firm"),
    "phone": T("label", "Telephone of the firm"),
    "starts": T("label", "Guaranteed from"),
    "ends": T("label", "Guaranteed until"),
    "note": T("label", "Note"),
    "ended_at": T("label", "Ended before its time"),
}


def system_called(code: str) -> Words:
    """A group or a symptom of the category tree."""
    tree = catalogue()
    if code in tree.symptoms:
        return T("staff", "{code} {name}", code=code, name=tree.symptoms[code].name)
    known = {one.code: one.name for one in tree.groups}
    return T("staff", "{code} {name}", code=code, name=known.get(code, code))


def place_of(one: Warranty) -> Words:
    """The unit, or the whole building."""
    return one.unit.number if one.unit else BUILDING


def warranty_line(one: Warranty) -> Words:
    """One warranty in one line; days are written with their year."""
    return T(
        "staff",
        "{system}, {words}: until {day}, {firm} {phone}",
        system=system_called(one.system),
        words=one.words,
        day=one.ends.isoformat(),
        firm=one.firm,
        phone=one.phone,
    )


def warranty_for_staff(scene: Scene, ticket: Ticket) -> Words | None:
    """What the staff's card says of a fault within a warranty: free, and whose work it is."""
    one = warranty_of(scene.session, ticket)
    if one is None:
        return None
    day = one.ends.isoformat()
    return T(
        "staff",
        "<b>In warranty</b> until {day}: free, done by {firm}, telephone {phone}",
        day=day,
        firm=one.firm,
        phone=one.phone,
    )


def warranty_for_owner(scene: Scene, ticket: Ticket) -> Words | None:
    """What an owner reads of a fault inside the own unit; of public areas nobody would expect a bill."""
    if not ticket.inside or ticket.status == Status.WITHDRAWN or warranty_of(scene.session, ticket) is None:
        return None
    return T("owner", "This is within the warranty, so the repair is free of charge for you. Thank you.")
