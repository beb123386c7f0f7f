"""An owner asks for help (求助): to carry, to borrow, to be helped along, or something else (R031)."""

from bot.forms.choices import Choose
from bot.forms.flow import Form
from bot.forms.questions import Option
from bot.forms.writing import Write
from bot.screens import Screen
from bot.texts import T
from handlers.floors import FloorGrid
from handlers.owner.report import INSIDE, ON_EVERY_FLOOR, PUBLIC, ReportRepair, filled_in
from models.catalogue import HELP_GROUP, catalogue
from models.tickets.reporting import report

ELSEWHERE = "elsewhere"


def _kinds(form: Form) -> list[Option]:
    """What the office is often asked for, and always something else."""
    return [Option(one.code, one.owner_name) for one in catalogue().symptoms.values() if one.group == HELP_GROUP]


def _where(form: Form) -> list[Option]:
    mine = [Option(INSIDE, T("button", "In my unit"))] if HelpRequest.units(form) else []
    public = Option(PUBLIC, T("button", "Public area"))
    return [*mine, public, Option(ELSEWHERE, T("button", "Elsewhere, or nobody need come"))]


def _on_the_premises(form: Form) -> bool:
    return bool(form.get("where") in {INSIDE, PUBLIC})


def _spots(form: Form) -> list[Option]:
    """Inside a unit the unit says enough."""
    inside = form.get("where") == INSIDE
    places = [catalogue().somewhere_inside] if inside else catalogue().places.values()
    return [Option(one.code, one.name) for one in places]


def _needs_floor(form: Form) -> bool:
    return form.get("where") == PUBLIC and form.get("spot") in ON_EVERY_FLOOR


class HelpRequest(ReportRepair):
    """What help, in the owner's own words, and where; nothing has to fit into a category."""

    name = "help"
    title = T("button", "Ask for help")
    asks_first = ("symptom", "words")

    symptom = Choose(
        ask=T("owner", "What may we help you with? Please choose, or tell us in your own words."),
        label=T("label", "Help"),
        among=_kinds,
        per_row=1,
    )
    words = Write(
        ask=T("owner", "Please tell us in a sentence or two what we can do for you, and when. Thank you."),
        label=T("label", "In your words"),
        at_most=500,
    )
    where = Choose(ask=T("owner", "Where shall we come, please?"), label=T("label", "Area"), among=_where)
    spot = Choose(
        ask=T("owner", "Where exactly, please?"),
        label=T("label", "Place"),
        among=_spots,
        per_row=2,
        when=_on_the_premises,
    )
    floor = FloorGrid(
        ask=T("owner", "On which floor, please?"),
        label=T("label", "Floor"),
        own=lambda form: HelpRequest.units(form),
        when=_needs_floor,
    )
    group = Choose(ask=T("owner", "What is it about?"), label=T("label", "Subject"), among=_kinds, when=lambda _: False)

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """Record it; the receipt with the number comes as a message of its own."""
        scene = form.scene
        report(scene.session, project=scene.project, by=scene.me, now=scene.now, **filled_in(form))
        return Screen(T("owner", "Thank you, your request has been sent. The number follows at once."))
