"""What is owed for an order: taken at the desk or by the cashier, or proposed not to be paid after all (R074, DOMAIN 5.7)."""

from bot.forms.choices import Choose
from bot.forms.flow import Flow, Form
from bot.forms.media import Slip
from bot.forms.questions import Option
from bot.forms.writing import Typed
from bot.scene import Scene
from bot.screens import Button, Screen
from bot.texts import Money, T, Words
from handlers.order_taps import OpenOrder
from handlers.staff.asking import reason
from handlers.staff.orders.card import order_card, order_for
from handlers.staff.orders.forms import MoneyForm, opening_of
from handlers.staff.orders.lines import order_line
from models.ledger.lifecycle import Method
from models.ledger.posting import owed_fen
from models.money import parse_yuan
from models.orders import waiving
from models.orders.collecting import collect
from models.orders.lifecycle import State
from models.orders.reading import TAKERS, orders_in


def _owed(form: Form) -> Money:
    return Money(owed_fen(form.scene.session, order_for(form.scene, form.about).subject))


class TakeAtDesk(MoneyForm):
    """The customer has come to pay, or nobody is left who could take it (R074)."""

    name = "money_take"
    title = T("button", "Take the money")
    send_label = T("button", "Money received")
    move = "collect"

    method = Choose(
        ask=lambda form: T("staff", "To be paid: <b>{amount}</b>. How?", amount=_owed(form)),
        label=T("staff", "Paid by"),
        among=lambda form: [
            Option(Method.CASH, T("button", "Cash: {money}", money=_owed(form))),
            Option(Method.TRANSFER, T("button", "Transfer, with its slip")),
        ],
        per_row=1,
    )
    slip = Slip(
        ask=T("staff", "Please take a picture of the owner's transfer slip, with the amount to be read."),
        label=T("staff", "Slip"),
        at_most=3,
        when=lambda form: form.get("method") == Method.TRANSFER,
    )

    @classmethod
    def footnote(cls, form: Form) -> Words | None:
        """What is to be in the hand."""
        return T("staff", "Amount: <b>{amount}</b>", amount=_owed(form))

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """Entered in the own account; the customer has the receipt."""
        media, method = [one.id for one in form.media("slip")], Method(form["method"])
        deed, fen = cls.deed(form), _owed(form).fen
        collect(form.scene.session, form.about, method=method, amount_fen=fen, media=media, **deed)
        return order_card(form.scene, form.about).headed(T("staff", "Entered; the owner has the receipt."))


def _all_of_it(form: Form) -> list[Option]:
    fen = waiving.waivable_fen(form.scene.session, order_for(form.scene, form.about))
    return [Option(f"{fen // 100}.{fen % 100:02d}", T("button", "All of it, {amount}", amount=Money(fen)))]


class ProposeLess(Flow):
    """Customer service proposes that something is not to be paid; the manager decides (DOMAIN 5.7)."""

    name = "less_propose"
    title = T("button", "Propose to charge less")
    subject = "order"

    amount = Typed(
        ask=T("staff", "How much of it is not to be paid, in yuan?"),
        label=T("staff", "Amount"),
        read=lambda _form, text: parse_yuan(text) or None,
        example="20.50",
        shows=lambda _form, fen: Money(fen),
        suggestions=_all_of_it,
    )
    words = reason(
        lambda _form: [
            Option("typed", T("button", "Charged too much by mistake")),
            Option("quality", T("button", "Not done as agreed")),
            Option("unpaid", T("button", "It cannot be got in")),
        ],
        T("staff", "Why? The manager reads it."),
    )

    @classmethod
    def check(cls, form: Form) -> None:
        """Only customer service, and only what is owed."""
        scene = form.scene
        waiving.check_may_propose(scene.session, order_for(scene, form.about), scene.me)

    @classmethod
    def opening(cls, form: Form) -> Words | None:
        """Which order."""
        return opening_of(order_for(form.scene, form.about))

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """The manager hears."""
        scene, fen, why = form.scene, form["amount"], form["words"]
        waiving.propose_less(scene.session, form.about, by=scene.me, now=scene.now, amount_fen=fen, reason=why)
        return order_card(scene, form.about).headed(T("staff", "Proposed. The manager decides."))


def owed_buttons(scene: Scene) -> list[Button]:
    """The orders that are to be paid, for who takes money for others; the oldest first."""
    if scene.staff.role not in TAKERS:
        return []
    found = orders_in(scene.session, scene.project.id, State.CHARGED)
    return [Button(order_line(scene, one), OpenOrder(one.id)) for one in found]


FLOWS = (TakeAtDesk, ProposeLess)
