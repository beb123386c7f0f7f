"""What an owner has added to a ticket that goes on, each piece with its time (R043)."""

from bot.scene import Scene
from bot.texts import T, Words
from models.tickets.tables import Ticket


def additions_for_staff(ticket: Ticket) -> list[Words]:
    """Everything that was added, by whichever owner."""
    return [T("staff", "Owner added ({time}): {words}", time=one.at, words=one.words) for one in ticket.additions]


def own_additions(scene: Scene, ticket: Ticket) -> list[Words]:
    """What the reader has added; what other owners did is theirs."""
    mine = (one for one in ticket.additions if one.by_id == scene.me.id)
    return [T("label", "You added ({time}): {words}", time=one.at, words=one.words) for one in mine]
