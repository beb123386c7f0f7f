"""What is written about an order's money: the audit's question, the explanation, a refund and why it is not approved (R012, R061)."""

from bot.forms.flow import Flow, Form
from bot.forms.questions import Option
from bot.forms.writing import Typed, Write
from bot.screens import Screen
from bot.texts import Money, T, Words, listed
from handlers.staff.about_one import AboutOne
from handlers.staff.asking import reason
from handlers.staff.orders.card import order_card, order_for, refund_of
from handlers.words import short_where
from models.money import parse_yuan
from models.orders import auditing, refunding, waiving
from models.orders.moving import check_move
from models.orders.tables import Order, Refund, RefundState
from models.orders.taking_back import check_may_take_back, take_back

PAID_BACK = T("staff", "How much is given back, in yuan?")


class MoneyForm(AboutOne[Order]):
    """The parent of the forms that end in a move of an order."""

    subject = "order"

    @classmethod
    def one(cls, form: Form) -> Order:
        """The order; raises Gone."""
        return order_for(form.scene, form.about)

    @classmethod
    def check(cls, form: Form) -> None:
        """Only who may make the move now."""
        check_move(form.scene.session, cls.one(form), cls.move, form.scene.me, form.scene.now)

    @classmethod
    def opening(cls, form: Form) -> Words | None:
        """Which order."""
        return opening_of(cls.one(form))


def opening_of(order: Order) -> Words:
    """An order in a line above a question."""
    return listed([order.ticket.number, short_where(order.ticket), order.ticket.symptom.name], " ")


class QueryOrder(MoneyForm):
    """The audit asks whoever charged it."""

    name = "money_query"
    title = T("button", "Ask back")
    move = "query"

    words = reason(
        lambda _form: [
            Option("less", T("button", "Why less than agreed?")),
            Option("method", T("button", "How was it paid?")),
            Option("slip", T("button", "The slip cannot be read")),
        ],
        T("staff", "What does not fit? Whoever charged it reads this and answers."),
    )

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """Whoever charged it hears."""
        auditing.query(form.scene.session, form.about, reason=form["words"], **cls.deed(form))
        return order_card(form.scene, form.about)


class ExplainOrder(MoneyForm):
    """Whoever charged it answers the audit."""

    name = "money_explain"
    title = T("button", "Explain")
    move = "explain"

    words = Write(
        ask=T("staff", "Please explain it in a sentence or two."), label=T("staff", "Explanation"), at_most=300
    )

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """The audit goes on."""
        auditing.explain(form.scene.session, form.about, words=form["words"], **cls.deed(form))
        return order_card(form.scene, form.about)


def _read_fen(_form: Form, text: str) -> int | None:
    return parse_yuan(text) or None


def _all_of_it(form: Form) -> list[Option]:
    fen = refunding.refundable_fen(form.scene.session, order_for(form.scene, form.about))
    return [Option(f"{fen // 100}.{fen % 100:02d}", T("button", "All of it, {amount}", amount=Money(fen)))]


class ProposeRefund(Flow):
    """Customer service proposes to give money back; the manager decides (R061, R228)."""

    name = "refund_propose"
    title = T("button", "Propose a refund")
    subject = "order"

    amount = Typed(
        ask=PAID_BACK,
        label=T("staff", "Amount"),
        read=_read_fen,
        example="20.50",
        shows=lambda _form, fen: Money(fen),
        suggestions=_all_of_it,
    )
    words = reason(
        lambda _form: [
            Option("quality", T("button", "Not done as agreed")),
            Option("late", T("button", "Much too late")),
            Option("twice", T("button", "Paid twice")),
        ],
        T("staff", "Why? The manager reads it."),
    )

    @classmethod
    def check(cls, form: Form) -> None:
        """Only customer service, and only what was paid."""
        refunding.check_may_propose(form.scene.session, order_for(form.scene, form.about), form.scene.me)

    @classmethod
    def opening(cls, form: Form) -> Words | None:
        """Which order."""
        return opening_of(order_for(form.scene, form.about))

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """The manager hears."""
        scene, fen = form.scene, form["amount"]
        refunding.propose(scene.session, form.about, by=scene.me, now=scene.now, amount_fen=fen, reason=form["words"])
        return order_card(scene, form.about).headed(T("staff", "Proposed. The manager decides."))


class AboutRefund(AboutOne[Refund]):
    """The parent of the manager's forms about a refund."""

    subject = "refund"

    @classmethod
    def one(cls, form: Form) -> Refund:
        """The refund; raises Gone."""
        return refund_of(form.scene, form.about)

    @classmethod
    def opening(cls, form: Form) -> Words | None:
        """Which order, and how much."""
        one = cls.one(form)
        return listed([opening_of(one.order), Money(one.amount_fen)], " ")


class RefuseRefund(AboutRefund):
    """The manager declines a refund, with the reason."""

    name = "refund_refuse"
    title = T("button", "Decline the proposal")

    words = reason(None, T("staff", "Why not? Whoever proposed it reads this."))

    @classmethod
    def check(cls, form: Form) -> None:
        """Only the manager, as long as nobody has decided."""
        refunding.check_may_decide(form.scene.session, cls.one(form), form.scene.me)

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """Whoever proposed it hears why."""
        less = cls.one(form).state == RefundState.LESS
        decide = waiving.decide_less if less else refunding.decide
        one = decide(form.scene.session, form.about, agreed=False, words=form["words"], **cls.deed(form))
        return order_card(form.scene, one.order_id)


class TakeRefundBack(AboutRefund):
    """What was approved is not to be paid any more, with the reason."""

    name = "refund_take_back"
    title = T("button", "Take the approval back")

    words = reason(
        lambda _form: [
            Option("unneeded", T("button", "Settled in another way")),
            Option("unpayable", T("button", "It cannot be paid out")),
            Option("mistake", T("button", "Approved by mistake")),
        ],
        T("staff", "Why is it not to be paid? Whoever proposed it and the cashier read this."),
    )

    @classmethod
    def check(cls, form: Form) -> None:
        """Only the manager, as long as it is not paid."""
        check_may_take_back(form.scene.session, cls.one(form), form.scene.me)

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """What was taken off the charge is charged again."""
        one = take_back(form.scene.session, form.about, reason=form["words"], **cls.deed(form))
        done = T(
            "staff", "Taken back. If the customer has been told of the refund, please tell them why it is not paid."
        )
        return order_card(form.scene, one.order_id).headed(done)


FLOWS = (QueryOrder, ExplainOrder, ProposeRefund, RefuseRefund, TakeRefundBack)
