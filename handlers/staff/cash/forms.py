"""What is filled in about money: to whom it goes, the bank's slip, another count, and why something is not so (R126)."""

from collections.abc import Sequence

from bot.forms.choices import Choose
from bot.forms.flow import Flow, Form
from bot.forms.media import Slip
from bot.forms.questions import Option
from bot.forms.writing import Typed
from bot.screens import Screen
from bot.texts import Money, T, Words
from handlers.staff.cash.cards import deposit_card, hand_over_card
from models.ledger import depositing, handing_over, queries
from models.ledger.handing_over import chosen_on_hand, has_left
from models.ledger.rights import KEEPS_TILL, OVERSEES, RECEIVES, check_role
from models.money import parse_yuan
from models.people import Person
from models.refusals import Gone
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


class HandOverOfLeft(Flow):
    """Everything that somebody had on hand who has left, by those in charge."""

    name = "cash_of_left"
    title = T("button", "Hand over in their place")

    to = Choose(
        ask=T("staff", "To whom do you hand it over? They count it and confirm."),
        label=T("staff", "To"),
        among=_receivers,
        ask_even_one=True,
        per_row=1,
    )

    @classmethod
    def check(cls, form: Form) -> None:
        """Those in charge, for a colleague who has left; raises NotYours or NothingOnHand."""
        check_role(form.scene.staff.person, OVERSEES, form.scene.project.id)
        chosen_on_hand(form.scene.session, _left(form), None)

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """Propose it."""
        scene, to = form.scene, form.scene.session.get_one(Person, int(form["to"]))
        me, giver = scene.staff.person, _left(form)
        one = handing_over.propose(scene.session, by=giver, to=to, now=scene.now, in_place=me)
        return hand_over_card(scene, one.id)


def _left(form: Form) -> Person:
    """Who has left; raises Gone."""
    person = form.scene.session.get(Person, form.about)
    if person is None or person.project_id != form.scene.project.id or not has_left(person):
        raise Gone
    return person


EXAMPLE = T("staff", "1280 or 1280.50")
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


def say_fen(_form: Form, fen: int) -> Words:
    """An amount as it is read back."""
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
        example=EXAMPLE,
        shows=say_fen,
        suggestions=_whole_till,
    )
    slip = Slip(ask=SLIP, label=T("staff", "Slip"), at_most=3)

    @classmethod
    def check(cls, form: Form) -> None:
        """The cashier; raises NotYours."""
        check_role(form.scene.staff.person, KEEPS_TILL, form.scene.project.id)

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """State it."""
        scene, media = form.scene, [one.id for one in form.media("slip")]
        by, fen = scene.staff.person, int(form["amount"])
        one = depositing.deposit_till(scene.session, by=by, now=scene.now, media=media, amount_fen=fen)
        return deposit_card(scene, one.id)


FLOWS = (HandOverCash, HandOverOfLeft, DepositCash, DepositTill)
