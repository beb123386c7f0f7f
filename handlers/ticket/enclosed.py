"""What belongs to a ticket besides words, on both cards: a line that counts it, and a button that shows it."""

from bot.forms.media import how_many
from bot.scene import Reply, Scene
from bot.screens import Button, Row
from bot.texts import T, Words
from handlers.taps import ShowPictures
from models.media.tables import Media, MediaKind, MediaState
from models.tickets.pictures import seen_by, show_again, why_no_picture
from models.tickets.tables import Ticket


def _seen(scene: Scene, ticket: Ticket) -> list[Media]:
    """What the reader may see."""
    seen = seen_by(scene.session, ticket, scene.me, scene.side, scene.now)
    return [one for media in seen.values() for one in media if one.state != MediaState.UNUSABLE]


def enclosed_line(scene: Scene, ticket: Ticket) -> Words | None:
    """How many of what."""
    media = _seen(scene, ticket)
    return T("label", "Enclosed: {what}", what=how_many(media)) if media else None


def no_picture_line(scene: Scene, ticket: Ticket) -> Words | None:
    """Why a result has no picture (DOMAIN 5.1)."""
    reason = why_no_picture(scene.session, ticket)
    return T("staff", "No picture of the result: {reason}", reason=reason) if reason else None


def enclosed_rows(scene: Scene, ticket: Ticket, _moves: set[str]) -> list[Row]:
    """A button that shows it."""
    kinds = {one.kind for one in _seen(scene, ticket)}
    label = T("button", "Show pictures") if MediaKind.PHOTO in kinds else T("button", "Show what was sent")
    return [(Button(label, ShowPictures(ticket.id)),)] if kinds else []


def show_pictures(scene: Scene, tap: ShowPictures) -> Reply:
    """They follow as messages of their own."""
    ticket = show_again(scene.session, tap.ticket, by=scene.me, side=scene.side, now=scene.now)
    card = scene.routes.card(scene, ticket.subject) or scene.routes.home(scene)
    return card.with_toast(T("owner", "It follows in a moment, thank you."))
