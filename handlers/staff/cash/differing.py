"""What is filled in where money is not as it was said: another count, nothing in the bank (R126)."""

from bot.forms.flow import Flow, Form
from bot.forms.questions import Option
from bot.forms.writing import Typed, Write
from bot.screens import Screen
from bot.texts import Money, T, Words
from handlers.staff.cash.cards import deposit_card, hand_over_card, payment_card
from handlers.staff.cash.forms import EXAMPLE, read_fen, say_fen
from models import voiding
from models.ledger import depositing, handing_over, queries
from models.ledger.handing_over import allowed
from models.ledger.rights import CONFIRMS, check_role
from models.ledger.tables import HandOver
from models.refusals import NotYours


def _hand_over(form: Form) -> HandOver:
    return queries.hand_over_for(form.scene.session, form.about, form.scene.staff.person)


class AboutHandOver(Flow):
    """A form about one hand-over, for a deed of its table."""

    subject = "handover"
    deed = ""

    @classmethod
    def check(cls, form: Form) -> None:
        """Whether the deed could be done now; raises Gone or NotYours."""
        if cls.deed not in allowed(_hand_over(form), form.scene.me):
            raise NotYours

    @classmethod
    def version(cls, form: Form) -> int | None:
        """What was seen when it was opened."""
        return _hand_over(form).version

    @classmethod
    def opening(cls, form: Form) -> Words | None:
        """The amount that was said, and by whom."""
        one = _hand_over(form)
        return T("staff", "<b>{money}</b>, {name}", money=Money(one.amount_fen), name=one.giver.name)


class CountDifferently(AboutHandOver):
    """Another amount was counted."""

    name = "cash_differs"
    title = T("button", "Counted differently")
    deed = "differ"

    counted = Typed(
        ask=T("staff", "How much did you count?"),
        label=T("staff", "Counted"),
        read=read_fen,
        example=EXAMPLE,
        shows=say_fen,
    )
    why = Write(
        ask=T("staff", "What is different? The collector and those in charge read it."),
        label=T("staff", "Reason"),
        at_most=200,
        suggestions=lambda _form: [
            Option("less", T("button", "Something is missing")),
            Option("more", T("button", "There is too much")),
            Option("false", T("button", "A note looks false")),
        ],
    )

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """Say so."""
        scene, fen = form.scene, int(form["counted"])
        facts = {"counted_fen": fen, "reason": form["why"], "seen": form.seen}
        handing_over.differ(scene.session, form.about, by=scene.staff.person, now=scene.now, **facts)
        return hand_over_card(scene, form.about)


class SettleDifference(AboutHandOver):
    """The manager writes the difference down."""

    name = "cash_settle"
    title = T("button", "Write the difference down")
    deed = "settle"

    why = Write(
        ask=T("staff", "The counted amount is received, the rest stands as the collector's shortage. Why?"),
        label=T("staff", "Reason"),
        at_most=200,
    )

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """Settle it."""
        scene = form.scene
        facts = {"by": scene.staff.person, "now": scene.now, "reason": form["why"], "seen": form.seen}
        handing_over.settle(scene.session, form.about, **facts)
        return hand_over_card(scene, form.about)


LOOKED = T("staff", "What did you look through? The reason is kept.")


class MissingTransfer(Flow):
    """A transfer is not in the bank."""

    name = "cash_missing"
    title = T("button", "It has not arrived")
    subject = "payment"

    why = Write(ask=LOOKED, label=T("staff", "Reason"), at_most=200)

    @classmethod
    def check(cls, form: Form) -> None:
        """Finance only; raises NotYours."""
        check_role(form.scene.staff.person, CONFIRMS, form.scene.project.id)

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """It is owed again."""
        scene = form.scene
        voiding.not_arrived(scene.session, form.about, by=scene.staff.person, now=scene.now, reason=form["why"])
        return payment_card(scene, form.about)


class RefuseDeposit(Flow):
    """A deposit is not in the bank."""

    name = "cash_refuse"
    title = T("button", "It has not arrived")
    subject = "deposit"

    why = Write(ask=LOOKED, label=T("staff", "Reason"), at_most=200)

    @classmethod
    def check(cls, form: Form) -> None:
        """Finance only; raises NotYours."""
        check_role(form.scene.staff.person, CONFIRMS, form.scene.project.id)

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """It is where it was."""
        scene = form.scene
        depositing.refuse_deposit(scene.session, form.about, by=scene.staff.person, now=scene.now, reason=form["why"])
        return deposit_card(scene, form.about)


FLOWS = (CountDifferently, SettleDifference, MissingTransfer, RefuseDeposit)
