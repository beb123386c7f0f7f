"""An owner adds pictures or words to a report that goes on."""

from bot.forms.flow import Flow, Form
from bot.forms.media import Photos
from bot.forms.writing import Write
from bot.screens import Screen
from bot.texts import T, Words
from handlers.ticket.owner_card import owner_card
from handlers.words import about_ticket
from models.media.tables import MediaKind
from models.refusals import TooLate
from models.tickets.details import add_details
from models.tickets.lifecycle import OPEN
from models.tickets.queries import visible


class AddDetails(Flow):
    """Words and pictures are one step; one tap sends them."""

    name = "detail"
    title = T("button", "Add pictures or words")
    subject = "ticket"
    reads_back = False
    takes_words = "words"

    photos = Photos(
        ask=T("owner", "Please send pictures, a voice note, or a few words about this."),
        label=T("label", "Enclosed"),
        at_most=5,
        also=frozenset({MediaKind.DOCUMENT, MediaKind.LOCATION}),
        optional=True,
        skip=T("button", "Send"),
    )
    words = Write(
        ask=T("owner", "Please write a few words."),
        label=T("label", "In your words"),
        at_most=500,
        unasked=lambda _form: True,
        optional=True,
    )

    @classmethod
    def check(cls, form: Form) -> None:
        """Only for what has not ended."""
        ticket = visible(form.scene.session, form.about, form.scene.me, form.scene.now)
        if ticket.status not in OPEN:
            raise TooLate(ticket=ticket.id)

    @classmethod
    def opening(cls, form: Form) -> Words | None:
        """Which report it is about."""
        ticket = visible(form.scene.session, form.about, form.scene.me, form.scene.now)
        return about_ticket(ticket)

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """Whoever has the matter in hand hears at once."""
        media = [one.id for one in form.media("photos")]
        words = form.get("words") or ""
        add_details(form.scene.session, form.about, by=form.scene.me, now=form.scene.now, words=words, media=media)
        thanks = T("owner", "Thank you, we have added it and told our colleagues.")
        return owner_card(form.scene, form.about).headed(thanks)
