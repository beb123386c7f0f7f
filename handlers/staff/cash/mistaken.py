"""A payment that was entered by mistake, taken back by whoever entered it, from the job or from the own money (R017, R074, R126)."""

from bot.forms.flow import Flow, Form
from bot.forms.questions import Option
from bot.screens import Screen
from bot.texts import Money, T, Words, lines, listed
from handlers.staff.asking import reason
from handlers.staff.cash.cards import payment_card
from handlers.ticket.staff_card import staff_card
from handlers.words import short_where
from models.ledger import queries
from models.ledger.tables import Payment
from models.ledger.voiding import check_may_void
from models.orders.voiding import order_paid
from models.receivables.paying import unit_of
from models.refusals import Gone
from models.voiding import void

TAKEN_BACK = T("staff", "Taken back; the amount is to be paid again.")


def _mistakes(form: Form) -> list[Option]:
    of_unit = unit_of(form.scene.session, _payment(form)) is not None
    other = T("button", "It was for another unit") if of_unit else T("button", "It was for another order")
    return [
        Option("none", T("button", "No money was given")),
        Option("amount", T("button", "Another way of paying was chosen")),
        Option("order", other),
    ]


def _payment(form: Form) -> Payment:
    return queries.payment_for(form.scene.session, form.about, form.scene.me)


class VoidPayment(Flow):
    """Money that was entered and never given: taken back while it is in the own pocket, with the reason."""

    name = "void_payment"
    title = T("button", "Entered by mistake")
    subject = "payment"
    send_label = T("button", "Take the entry back")

    reason = reason(_mistakes)

    @classmethod
    def check(cls, form: Form) -> None:
        """Only who took it, and only before it was handed over or audited; raises Gone, NotYours, TooLate."""
        check_may_void(_payment(form), form.scene.me)

    @classmethod
    def opening(cls, form: Form) -> Words | None:
        """Which job, and how much."""
        payment = _payment(form)
        order = order_paid(form.scene.session, payment)
        unit = unit_of(form.scene.session, payment)
        where = listed([order.ticket.number, short_where(order.ticket)], " ") if order is not None else None
        fees = T("staff", "Fees of {unit}", unit=unit.number) if unit is not None else None
        return lines(where, fees, T("staff", "Entered: {amount}", amount=Money(payment.amount_fen)))

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """It is owed again: on to the job, where the right payment is entered, or to the payment for who has no part in it."""
        scene = form.scene
        payment = void(scene.session, form.about, by=scene.me, now=scene.now, reason=form["reason"])
        order = order_paid(scene.session, payment)
        try:
            card = staff_card(scene, order.ticket_id) if order is not None else payment_card(scene, payment.id)
        except Gone:
            card = payment_card(scene, payment.id)
        return card.headed(TAKEN_BACK)


FLOWS = (VoidPayment,)
