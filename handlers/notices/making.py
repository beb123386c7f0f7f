"""How a notice becomes a message: a heading, and under it the live card of what it is about."""

from collections.abc import Callable
from dataclasses import replace

from bot.scene import Scene
from bot.screens import Screen
from bot.texts import T, Words
from models.notices import Notice
from models.tickets.tables import Ticket

Heading = Words | Callable[[Scene, Ticket], Words | None]
Maker = Callable[[Scene, Notice], Screen | None]


def _ticket(scene: Scene, notice: Notice) -> Ticket | None:
    return scene.session.get(Ticket, notice.facts["ticket"])


def _said(heading: Heading, scene: Scene, ticket: Ticket) -> Words | None:
    return heading(scene, ticket) if callable(heading) else heading


def owner_ticket(heading: Heading) -> Maker:
    """A notice about a ticket as its owner reads it; None for one that has nothing to say any more."""

    def make(scene: Scene, notice: Notice) -> Screen | None:
        ticket, card = _ticket(scene, notice), scene.routes.card(scene, notice.subject)
        if ticket is None or card is None:
            return None
        words = _said(heading, scene, ticket)
        if words is None:
            return None
        return replace(card.headed(words), short=words)

    return make


def staff_ticket(heading: Heading) -> Maker:
    """A notice about a ticket as a member of staff reads it."""

    def make(scene: Scene, notice: Notice) -> Screen | None:
        ticket, card = _ticket(scene, notice), scene.routes.card(scene, notice.subject)
        if ticket is None or card is None:
            return None
        words = _said(heading, scene, ticket)
        if words is None:
            return None
        short = T("staff", "{number}: {heading}", number=ticket.number, heading=words)
        return replace(card.headed(T("staff", "<b>{heading}</b>", heading=words)), short=short)

    return make


def staff_line(heading: Heading) -> Maker:
    """A notice whose card may be out of its reader's reach by now: the heading alone says it."""

    def make(scene: Scene, notice: Notice) -> Screen | None:
        ticket = _ticket(scene, notice)
        if ticket is None:
            return None
        words = _said(heading, scene, ticket)
        if words is None:
            return None
        return Screen(T("staff", "{number}: {heading}", number=ticket.number, heading=words))

    return make


def card_under(heading: Words) -> Maker:
    """A heading over the card of the notice's own subject, whatever that is."""

    def make(scene: Scene, notice: Notice) -> Screen | None:
        card = scene.routes.card(scene, notice.subject)
        return card.headed(heading) if card else None

    return make


def plain(words: Words) -> Maker:
    """Words, and nothing else."""
    return lambda _scene, _notice: Screen(words)
