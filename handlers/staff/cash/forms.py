"""What is filled in about money: to whom it goes, the bank's slip, another count, and why something is not so (R126)."""

from collections.abc import Sequence

from bot.forms.choices import Choose
from bot.forms.flow import Flow, Form
from bot.forms.questions import Option
from bot.forms.writing import Typed, Write
from bot.screens import Screen
from bot.texts import Money, T, Words
from handlers.staff.cash.cards import deposit_card, hand_over_card, payment_card
from handlers.staff.found.forms import Slip
from models.ledger import depositing, handing_over, queries, seeing_transfers, taking
from models.ledger.handing_over import allowed, chosen_on_hand
from models.ledger.rights import CONFIRMS, RECEIVES, check_role
from models.ledger.tables import HandOver
from models.money import parse_yuan
from models.people import Person
from models.refusals import NotYours
from models.rota import on_duty, staff_of


def _chosen(form: Form) -> list[int] | None:
    """One payment, where the form was opened from its card; else all that is on hand."""
    return [form.about] if form.about else None


def _amount_on_hand(form: Form) -> Words:
    _, fen = chosen_on_hand(form.scene.session, form.scene.me, _chosen(form))
    return T("staff", "<b>{money}</b>", money=Money(fen))


def _receivers(form: Form) -> list[Option]:
    """The cashier and finance, those on duty first."""
    scene = form.scene
    here = {one.person_id for one in on_duty(scene.session, scene.project, scene.now)}
    others = [one for one in staff_of(scene.session, scene.project) if one.person_id != scene.me.id]
    found = [one for one in others if one.role in RECEIVES]
    found.sort(key=lambda one: one.person_id not in here)
    return [Option(str(one.person_id), _who(one.person, one.title, one.person_id in here)) for one in found]


def _who(person: Person, title: Words, here: bool) -> Words:
    if here:
        return T("button", "{name}, {title}", name=person.name, title=title)
    return T("button", "{name} (off duty)", name=person.name)


class HandOverCash(Flow):
    """Everything on hand, or one payment, to the cashier or finance."""

    name = "cash_to"
    title = T("button", "Hand over money")

    to = Choose(
        ask=T("staff", "To whom do you hand it over? They count it and confirm."),
        label=T("staff", "To"),
        among=_receivers,
        ask_even_one=True,
        per_row=1,
    )

    @classmethod
    def check(cls, form: Form) -> None:
        """Whether there is anything to hand over; raises NothingOnHand."""
        chosen_on_hand(form.scene.session, form.scene.me, _chosen(form))

    @classmethod
    def opening(cls, form: Form) -> Words | None:
        """The amount."""
        return _amount_on_hand(form)

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """Propose it."""
        scene = form.scene
        to = scene.session.get_one(Person, int(form["to"]))
        one = handing_over.propose(scene.session, by=scene.staff.person, to=to, now=scene.now, payments=_chosen(form))
        return hand_over_card(scene, one.id)


SLIP = T("staff", "Please send a picture of the bank's slip.")


class DepositCash(Flow):
    """Everything on hand, or one payment, was brought to the bank."""

    name = "cash_bank"
    title = T("button", "Deposited at the bank")

    slip = Slip(ask=SLIP, label=T("staff", "Slip"), at_most=3)

    @classmethod
    def check(cls, form: Form) -> None:
        """Whether there is anything to deposit; raises NothingOnHand."""
        chosen_on_hand(form.scene.session, form.scene.me, _chosen(form))

    @classmethod
    def opening(cls, form: Form) -> Words | None:
        """The amount."""
        return _amount_on_hand(form)

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """State it."""
        scene, media = form.scene, [one.id for one in form.media("slip")]
        by, chosen = scene.staff.person, _chosen(form)
        one = depositing.deposit_own(scene.session, by=by, now=scene.now, media=media, payments=chosen)
        return deposit_card(scene, one.id)


def read_fen(_form: Form, text: str) -> int | None:
    """Typed yuan as fen."""
    return parse_yuan(text)


def _say_fen(_form: Form, fen: int) -> Words:
    return Money(fen)


def _whole_till(form: Form) -> Sequence[Option]:
    free = queries.till_free_fen(form.scene.session, form.scene.project.id)
    yuan = f"{free // 100}.{free % 100:02d}"
    return [Option(yuan, T("button", "All of it: {money}", money=Money(free)))]


class DepositTill(Flow):
    """What was in the till was brought to the bank."""

    name = "cash_till"
    title = T("button", "Till to the bank")

    amount = Typed(
        ask=T("staff", "How much was brought to the bank?"),
        label=T("staff", "Amount"),
        read=read_fen,
        example=T("staff", "1280 or 1280.50"),
        shows=_say_fen,
        suggestions=_whole_till,
    )
    slip = Slip(ask=SLIP, label=T("staff", "Slip"), at_most=3)

    @classmethod
    def check(cls, form: Form) -> None:
        """The cashier or finance; raises NotYours."""
        check_role(form.scene.staff.person, RECEIVES, form.scene.project.id)

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """State it."""
        scene, media = form.scene, [one.id for one in form.media("slip")]
        by, fen = scene.staff.person, int(form["amount"])
        one = depositing.deposit_till(scene.session, by=by, now=scene.now, media=media, amount_fen=fen)
        return deposit_card(scene, one.id)


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
        example=T("staff", "1280 or 1280.50"),
        shows=_say_fen,
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


class VoidPayment(Flow):
    """It was taken down by mistake."""

    name = "cash_void"
    title = T("button", "Taken by mistake")
    subject = "payment"

    why = Write(
        ask=T("staff", "Why was it a mistake? The customer is told that the payment does not count."),
        label=T("staff", "Reason"),
        at_most=200,
    )

    @classmethod
    def check(cls, form: Form) -> None:
        """Whether it is the own one; raises Gone or NotYours."""
        me = form.scene.staff.person
        if queries.payment_for(form.scene.session, form.about, me).taken_by_id != me.id:
            raise NotYours

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """Make it void."""
        scene = form.scene
        taking.void(scene.session, form.about, by=scene.staff.person, now=scene.now, reason=form["why"])
        return payment_card(scene, form.about)


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
        seeing_transfers.not_arrived(
            scene.session, form.about, by=scene.staff.person, now=scene.now, reason=form["why"]
        )
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


FLOWS = (
    HandOverCash,
    DepositCash,
    DepositTill,
    CountDifferently,
    SettleDifference,
    VoidPayment,
    MissingTransfer,
    RefuseDeposit,
)
