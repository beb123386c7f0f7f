"""拾物登记: whoever works here and finds something registers it in under a minute (R206)."""

from bot.forms.choices import Choose
from bot.forms.flow import Flow, Form
from bot.forms.media import Photos
from bot.forms.past import Past, lately
from bot.forms.questions import Option
from bot.forms.writing import Write
from bot.screens import Screen
from bot.texts import T
from handlers.floors import ChooseFloor
from handlers.found_questions import PLACE_AT_MOST, WORDS_AT_MOST, Spot, facts_of, kinds, needs_floor
from handlers.staff.found.card import item_card
from models.found.registering import register
from models.found.tables import Kind

CENTRE, FINDER = "centre", "finder"


def _keepers(_form: Form) -> list[Option]:
    return [
        Option(CENTRE, T("button", "Service centre")),
        Option(FINDER, T("button", "With me, handed in later")),
    ]


class RegisterFound(Flow):
    """What it is, where, when, a picture, and who has it now."""

    name = "found"
    title = T("button", "Register a found thing")
    takes_words = "words"

    kind = Choose(ask=T("staff", "What did you find?"), label=T("label", "Sort"), among=kinds, per_row=2)
    words = Write(
        ask=T("staff", "Please describe it: colour, make, marks, what is inside."),
        label=T("label", "Description"),
        at_most=WORDS_AT_MOST,
    )
    spot = Spot(
        ask=T("staff", "Where was it? Choose a place, or write it."), label=T("label", "Place"), at_most=PLACE_AT_MOST
    )
    floor = ChooseFloor(ask=T("staff", "On which floor?"), label=T("label", "Floor"), when=needs_floor, per_row=5)
    when = Past(ask=T("staff", "When was it found?"), label=T("label", "Time"), among=lately, hour=False)
    photos = Photos(
        ask=T("staff", "Please send pictures, up to five, or go on without."),
        label=T("label", "Enclosed"),
        at_most=5,
        optional=True,
    )
    keeper = Choose(
        ask=T("staff", "Who has it now?"), label=T("label", "Keeper"), among=_keepers, ask_even_one=True, per_row=1
    )

    @classmethod
    def check(cls, form: Form) -> None:
        """Whoever works here; raises NotYours."""
        _ = form.scene.staff

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """Record it, and show its number."""
        scene = form.scene
        item = register(
            scene.session,
            project=scene.project,
            by=scene.staff,
            kind=Kind(form["kind"]),
            with_finder=form["keeper"] == FINDER,
            now=scene.now,
            **facts_of(form),
        )
        return item_card(scene, item.id).headed(
            T("staff", "Registered as <b>{number}</b>. Thank you.", number=item.number)
        )
