"""The desk tells the owner the result, in words that an owner understands (R022, R193, R195)."""

from bot.forms.flow import Flow, Form
from bot.screens import Screen
from bot.texts import T, Words, lines
from handlers.staff.phrases.question import ToOwner
from handlers.staff.tickets.job import check_move, ticket_version, which_job
from handlers.ticket.staff_card import staff_card
from models.tickets.actions import feed_back
from models.tickets.queries import visible


class Reword(Flow):
    """The technician's words are for the log; the owner reads what the desk makes of them."""

    name = "reword"
    title = T("button", "Reword, then tell")
    subject = "ticket"
    send_label = T("button", "Tell the owner")

    words = ToOwner(
        ask=T("staff", "How shall the owner read it? Polite and in everyday words, please."),
        label=T("staff", "For the owner"),
        at_most=300,
        reader=lambda form: visible(form.scene.session, form.about, form.scene.me, form.scene.now).reporter,
    )

    @classmethod
    def check(cls, form: Form) -> None:
        """Only the desk, and only once."""
        check_move(form, "feed_back")

    @classmethod
    def version(cls, form: Form) -> int | None:
        """The version of the ticket that was decided on."""
        return ticket_version(form)

    @classmethod
    def opening(cls, form: Form) -> Words | None:
        """What the technician wrote."""
        ticket = visible(form.scene.session, form.about, form.scene.me, form.scene.now)
        return lines(which_job(form), T("staff", "Result: {result}", result=ticket.result))

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """The owner reads it at once."""
        scene = form.scene
        feed_back(scene.session, form.about, by=scene.me, now=scene.now, words=form["words"], seen=form.seen)
        return staff_card(scene, form.about)
