"""Forms of the price list: a new service, other terms of a draft, sent back, suspended, offered again (R059, R077)."""

from datetime import date
from typing import Any

from bot.forms.flow import Flow, Form
from bot.scene import Open, Reply, Scene
from bot.screens import Screen
from bot.texts import T, Words
from handlers.price_taps import ChangePrice, WritePrice
from handlers.staff.about_one import AboutOne
from handlers.staff.asking import near_days, reason, which_day
from handlers.staff.prices import questions
from handlers.staff.prices.cards import price_card
from models.knowledge.actions import phrases_in
from models.prices import actions
from models.prices.reading import visible
from models.prices.tables import MaterialRule, PriceEdition, Shelf
from models.prices.terms import UNITS, Terms
from models.refusals import NotYours, TooLate


class PriceForm(Flow):
    """All that a price says."""

    name_zh = questions.name_in_chinese()
    name_en = questions.name_in_english()
    unit = questions.unit()
    price = questions.price()
    minimum = questions.minimum()
    minutes = questions.minutes()
    material = questions.material()
    guarantee = questions.guarantee()
    valid_from = questions.first_day()
    phrases = questions.phrases()


def terms_in(form: Form) -> Terms:
    """What a form says."""
    unit = next(one for one in UNITS if one.zh == form["unit"])
    quoted = form["price"] == questions.QUOTED
    return Terms(
        name_zh=form["name_zh"],
        name_en=form["name_en"],
        unit_zh=unit.zh,
        unit_en=unit.en,
        price_fen=None if quoted else form["price"],
        minimum_fen=0 if quoted else form["minimum"],
        minutes=form["minutes"] or None,
        material=MaterialRule(form["material"]),
        guarantee_days=form["guarantee"],
        valid_from=date.fromisoformat(form["valid_from"]),
        whole_only=unit.whole_only,
        most=unit.most,
        phrases=tuple(phrases_in(form.get("phrases") or "")),
    )


def given(one: PriceEdition) -> dict[str, Any]:
    """The answers of the form, as a version stands."""
    return {
        "name_zh": one.name_zh,
        "name_en": one.name_en,
        "unit": one.unit_zh,
        "price": questions.QUOTED if one.price_fen is None else one.price_fen,
        **({} if one.price_fen is None else {"minimum": one.minimum_fen}),
        "minutes": one.minutes or 0,
        "material": one.material.value,
        "guarantee": one.guarantee_days,
        "valid_from": one.valid_from.isoformat(),
        "phrases": " / ".join(one.phrases) or None,
    }


class NewPrice(PriceForm):
    """A service that the list has not got yet."""

    name = "new_price"
    title = T("button", "New service")
    asks_first = ("shelf",)

    shelf = questions.shelf()

    @classmethod
    def check(cls, form: Form) -> None:
        """Only who drafts (DOMAIN 5.7)."""
        if not actions.may_draft(form.scene.me):
            raise NotYours

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """A draft under the next code."""
        shelf, scene = Shelf(form["shelf"]), form.scene
        one = actions.begin(scene.session, by=scene.me, now=scene.now, shelf=shelf, terms=terms_in(form))
        return price_card(scene, one.id).headed(T("staff", "Drafted. Please read it once more, then hand it in."))


class EditionForm(AboutOne[PriceEdition]):
    """The parent of forms about one version."""

    subject = "price"

    @classmethod
    def one(cls, form: Form) -> PriceEdition:
        """The version; raises Gone."""
        return visible(form.scene.session, form.about, form.scene.me)

    @classmethod
    def check(cls, form: Form) -> None:
        """Only who may make the move now."""
        actions.check_move(form.scene.session, cls.one(form), cls.move, form.scene.me, form.scene.now)

    @classmethod
    def opening(cls, form: Form) -> Words | None:
        """Which one."""
        one = cls.one(form)
        return T("staff", "{code}: {question}", code=one.item.code, question=one.name)


class ChangeTerms(PriceForm, EditionForm):
    """Other terms for a draft: it opens filled in, and each answer can be changed."""

    name = "change_price"
    move = "write"
    title = T("button", "Change the draft")
    send_label = T("button", "Save")

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """They stand in the draft."""
        actions.write(form.scene.session, form.about, terms=terms_in(form), **cls.deed(form))
        return price_card(form.scene, form.about).headed(T("staff", "Saved."))


class SendBackPrice(EditionForm):
    """It has to be written otherwise, and why."""

    name = "send_back_price"
    move = "send_back"
    title = T("button", "Send back with a reason")

    words = reason(None, T("staff", "What has to be written differently, and why? Your colleague reads it."))

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """Whoever wrote it hears."""
        actions.send_back(form.scene.session, form.about, words=form["words"], **cls.deed(form))
        return price_card(form.scene, form.about).headed(T("staff", "Sent back. Who wrote it has been told."))


class SuspendPrice(EditionForm):
    """The service rests: from when, until when, and why (R077)."""

    name = "suspend_price"
    move = "suspend"
    title = T("button", "Suspend")

    start = which_day(T("staff", "From which day on is it not offered?"), T("staff", "From"), near_days)
    until = which_day(
        T("staff", "Until which day, that day included?"),
        T("staff", "Until"),
        optional=True,
        skip=T("button", "Until it is offered again"),
    )
    words = reason(None, T("staff", "Why does it rest? Your colleagues read it."))

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """Those who tell owners what is offered hear."""
        start, until = (date.fromisoformat(said) if (said := form.get(name)) else None for name in ("start", "until"))
        actions.suspend(form.scene.session, form.about, words=form["words"], start=start, until=until, **cls.deed(form))
        return price_card(form.scene, form.about).headed(T("staff", "It rests. Customer service is told."))


class ResumePrice(EditionForm):
    """It is offered again at once, and why."""

    name = "resume_price"
    move = "resume"
    title = T("button", "Offer again")

    words = reason(None, T("staff", "Why is it offered again? Your colleagues read it."))

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """Those who tell owners what is offered hear."""
        actions.resume(form.scene.session, form.about, words=form["words"], **cls.deed(form))
        return price_card(form.scene, form.about).headed(T("staff", "It is offered again. Customer service is told."))


def write_price(scene: Scene, tap: WritePrice) -> Reply:
    """The form of a draft, filled in as it stands."""
    return Open(ChangeTerms, tap.edition, given=given(visible(scene.session, tap.edition, scene.me)))


def change_price(scene: Scene, tap: ChangePrice) -> Reply:
    """A new version with the same terms, and its form; or, where a colleague was quicker, the one that is under way."""
    try:
        one = actions.redraft(scene.session, tap.edition, by=scene.me, now=scene.now)
    except TooLate as known:
        quicker = T("staff", "A colleague has just begun a new version.")
        return price_card(scene, known.facts["price"]).headed(quicker)
    return Open(ChangeTerms, one.id, given=given(one))


FLOWS = (NewPrice, ChangeTerms, SendBackPrice, SuspendPrice, ResumePrice)
