"""The money at the door: cash, a transfer with its slip, or the owner pays later (R074)."""

from bot.forms.choices import Choose
from bot.forms.flow import Flow, Form
from bot.forms.media import Slip
from bot.forms.questions import Option
from bot.screens import Screen
from bot.texts import Money, T, Words
from handlers.staff.tickets.order_forms import OrderForm, order_in
from handlers.ticket.staff_card import staff_card
from handlers.ticket.told import if_told
from models.ledger.lifecycle import Method
from models.ledger.posting import owed_fen
from models.orders.collecting import collect

LATER = "later"


def _owed(form: Form) -> Money:
    return Money(owed_fen(form.scene.session, order_in(form).subject))


def _ways(form: Form) -> list[Option]:
    return [
        Option(Method.CASH, T("button", "Cash: {money}", money=_owed(form))),
        Option(Method.TRANSFER, T("button", "Transfer, with its slip")),
        Option(LATER, T("button", "The owner pays by themselves")),
    ]


class Collect(OrderForm):
    """The exact amount, in one tap and one more to confirm; the owner gets the receipt (R074)."""

    name = "collect"
    move = "collect"
    title = T("button", "Take the money")
    send_label = T("button", "Money received")

    method = Choose(
        ask=lambda form: T("staff", "To be paid: <b>{amount}</b>. How?", amount=_owed(form)),
        label=T("staff", "Paid by"),
        among=_ways,
        per_row=1,
    )
    slip = Slip(
        ask=T("staff", "Please take a picture of the owner's transfer slip, with the amount to be read."),
        label=T("staff", "Slip"),
        at_most=3,
        when=lambda form: form.get("method") == Method.TRANSFER,
    )

    @classmethod
    def is_read_back(cls, form: Form) -> bool:
        """Who takes nothing confirms nothing."""
        return bool(form.get("method") != LATER)

    @classmethod
    def footnote(cls, form: Form) -> Words | None:
        """What is to be in the hand."""
        return T("staff", "Amount: <b>{amount}</b>", amount=_owed(form))

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """Entered in the collector's own account; nothing, where the owner pays later."""
        scene, order = form.scene, order_in(form)
        if form["method"] == LATER:
            waits = T("staff", "The owner pays by themselves; nothing for you to take.")
            return staff_card(scene, form.about).headed(waits)
        collect(
            scene.session,
            order.id,
            by=scene.me,
            now=scene.now,
            method=Method(form["method"]),
            amount_fen=_owed(form).fen,
            media=[one.id for one in form.media("slip")],
            seen=form.seen,
        )
        told = T("staff", "Entered; the owner has the receipt. Please take leave politely.")
        called = T("staff", "Entered. Please write a receipt for the owner.")
        return staff_card(scene, form.about).headed(if_told(scene, order.ticket, told, called))


FLOWS: tuple[type[Flow], ...] = (Collect,)
