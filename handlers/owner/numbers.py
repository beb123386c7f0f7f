"""The number of a ticket that an owner types: it opens the card, or chooses the ticket where that is the question."""

import re

from bot.scene import Scene
from bot.screens import Button, Screen
from bot.texts import T, Words
from handlers.taps import Go, Place
from handlers.ticket.owner_card import owner_card
from models.tickets.kinds import NUMBER_PREFIX
from models.tickets.merging import goes_on_as
from models.tickets.queries import own_by_number

WHOLE = re.compile(rf"(?:{'|'.join(NUMBER_PREFIX.values())})\d{{11}}(?:-\d+)?")
WAYS = ((Button(T("button", "My tickets"), Go(Place.MINE)), Button(T("button", "Home"), Go(Place.HOME))),)


def ticket_number(text: str) -> str:
    """The whole number, where nothing else was written; empty for other words."""
    bare = re.sub(r"[\s。.，,]", "", text).upper()
    return bare if WHOLE.fullmatch(bare) else ""


def last_digits(text: str) -> str:
    """The last three digits of one, likewise."""
    bare = text.strip()
    return bare if re.fullmatch(r"[0-9]{3}", bare) else ""


def not_found(number: str) -> Words:
    """Nobody learns whether somebody else's exists (R203)."""
    return T(
        "owner",
        "Sorry, we found no ticket {number} among yours. Please check the number or choose below. Thank you.",
        number=number,
    )


def numbered(scene: Scene, text: str) -> Screen | None:
    """The card of the own ticket with this number, or where to find one's own; None for other words."""
    number = ticket_number(text)
    if not number:
        return None
    ticket = own_by_number(scene.session, scene.me, number, scene.now)
    return owner_card(scene, goes_on_as(ticket).id) if ticket else Screen(not_found(number), WAYS)
