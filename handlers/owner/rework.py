"""What was paid for needs doing again while its guarantee lasts: free of charge (R061, DOMAIN 4.4)."""

from bot.forms.flow import Flow, Form
from bot.forms.writing import Write
from bot.screens import Screen
from bot.texts import T, Words
from handlers.words import about_ticket
from models.orders.guarantee import is_guaranteed, rework_of
from models.orders.reading import visible
from models.orders.reworking import rework
from models.orders.tables import Order
from models.refusals import Gone, TooLate


def _order(form: Form) -> Order:
    order = visible(form.scene.session, form.about, form.scene.me, form.scene.now)
    if order.ticket.reporter_id != form.scene.me.id:
        raise Gone
    return order


class Rework(Flow):
    """What is not right any more; the rest is known."""

    name = "rework"
    title = T("button", "Under guarantee: it needs doing again")
    takes_words = "words"

    words = Write(
        ask=T("owner", "We are sorry. Please tell us in a sentence what is not right any more. Thank you."),
        label=T("label", "In your words"),
        at_most=500,
    )

    @classmethod
    def check(cls, form: Form) -> None:
        """Only while the guarantee lasts, and once at a time."""
        order = _order(form)
        if not is_guaranteed(order, form.scene.now) or rework_of(form.scene.session, order) is not None:
            raise TooLate(ticket=order.ticket_id)

    @classmethod
    def opening(cls, form: Form) -> Words:
        """Which job it was."""
        return about_ticket(_order(form).ticket)

    @classmethod
    def footnote(cls, form: Form) -> Words:
        """It costs nothing."""
        return T("owner", "It is under guarantee: we do it again free of charge. Thank you.")

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """A number of its own comes as a message of its own."""
        scene = form.scene
        rework(scene.session, form.about, by=scene.me, words=form["words"], now=scene.now)
        return Screen(T("owner", "Thank you, your report has been sent. The number follows at once."))
