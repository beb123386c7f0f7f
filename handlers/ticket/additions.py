"""What an owner has added to a ticket that goes on, each piece with its time (R043)."""

from bot.scene import Scene
from bot.texts import T, Words
from handlers.ticket.contact import known_as, may_see_contact
from models.tickets.lifecycle import Part
from models.tickets.tables import Addition, Ticket


def additions_for_staff(ticket: Ticket, parts: frozenset[Part]) -> list[Words]:
    """Everything that was added, by whichever owner: whose it is stands with what is not the present reporter's."""
    return [_added(ticket, one, parts) for one in ticket.additions]


def _added(ticket: Ticket, one: Addition, parts: frozenset[Part]) -> Words:
    if one.by_id == ticket.reporter_id:
        return T("staff", "Owner added ({time}): {words}", time=one.at, words=one.words)
    if not may_see_contact(ticket, parts):
        return T("staff", "Another owner wrote ({time}): {words}", time=one.at, words=one.words)
    return T("staff", "{name} wrote ({time}): {words}", name=known_as(one.by), time=one.at, words=one.words)


def own_additions(scene: Scene, ticket: Ticket) -> list[Words]:
    """What the reader has added; what other owners did is theirs."""
    mine = (one for one in ticket.additions if one.by_id == scene.me.id)
    return [T("label", "You added ({time}): {words}", time=one.at, words=one.words) for one in mine]
