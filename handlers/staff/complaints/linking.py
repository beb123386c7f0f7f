"""Whoever leads a complaint links others of the same matter to it, and takes apart what is none (DOMAIN 4.6)."""

from bot.forms.choices import ChooseSeveral
from bot.forms.flow import Form
from bot.forms.questions import NotAnAnswer, Option
from bot.screens import Screen
from bot.texts import T, Words, listed
from handlers.complaint_words import matter_of
from handlers.staff.asking import reason
from handlers.staff.complaints.cards import complaint_card
from handlers.staff.complaints.forms import ComplaintForm
from handlers.words import age
from models.complaints.linking import check_may_gather, like, link, unlink
from models.complaints.parts import knows_name
from models.complaints.tables import Complaint


def _like(form: Form) -> list[Option]:
    found = like(form.scene.session, ComplaintForm.complaint(form), form.scene.me)
    return [Option(str(one.id), _line(form, one)) for one in found]


def _line(form: Form, one: Complaint) -> Words:
    unit = one.unit.number if one.unit and knows_name(form.scene.me, one) else None
    said = [one.number, unit, matter_of(one), age(one.received_at, form.scene.now)]
    return listed([part for part in said if part is not None], " ")


class Others(ChooseSeveral):
    """At least one."""

    def pick(self, form: Form, key: str) -> dict[str, object]:
        """One more, one less, or the end."""
        picked: dict[str, object] = super().pick(form, key)
        if picked["all"] and not picked["keys"]:
            raise NotAnAnswer(T("staff", "Please tick at least one, or cancel."))
        return picked


class LinkOthers(ComplaintForm):
    """Several owners, one matter: what is written once reaches each of them, and each answers for themselves."""

    name = "complaint_link"
    title = T("button", "Link others of the same matter")

    which = Others(
        ask=T(
            "staff",
            "Which are the same matter? They get this one's grade and leader. From then on every one of them reads what you "
            "write here: please name nobody who complained. They learn nothing of each other.",
        ),
        label=T("staff", "Same matter"),
        among=_like,
        ask_even_one=True,
        per_row=1,
    )

    @classmethod
    def check(cls, form: Form) -> None:
        """Whoever leads it, and those in charge."""
        check_may_gather(cls.complaint(form), form.scene.me)

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """Their owners hear who leads it."""
        scene = form.scene
        for one in form["which"]["keys"]:
            link(scene.session, int(one), to=form.about, by=scene.me, now=scene.now)
        return complaint_card(scene, form.about).headed(T("staff", "Linked. Each owner has been told who handles it."))


class TakeApart(ComplaintForm):
    """It was another matter after all."""

    name, move = "complaint_unlink", "unlink"
    title = T("button", "It is another matter")
    words = reason(ask=T("staff", "Why is it another matter? The reason is kept."))

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """It goes on alone, where it stands."""
        scene = form.scene
        unlink(scene.session, form.about, by=scene.me, now=scene.now, words=form["words"])
        return complaint_card(scene, form.about).headed(T("staff", "It goes on alone now."))
