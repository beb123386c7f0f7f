"""Reporting a repair, in the owner's everyday words (DOMAIN 5.2, R043, R046, R055, R194)."""

from collections.abc import Sequence
from typing import Any, cast

from bot.forms.choices import Choose
from bot.forms.engine import give_up
from bot.forms.flow import Flow, Form
from bot.forms.media import Photos
from bot.forms.questions import Option
from bot.forms.resting import resting
from bot.forms.writing import Write
from bot.scene import Reply, Scene
from bot.screens import Button, Row, Screen
from bot.texts import T, Words, lines
from handlers.at_the_door import at_the_door
from handlers.floors import FloorGrid
from handlers.owner.danger import emergency_menu
from handlers.owner.emergency import alarmed_by
from handlers.owner.first_instructions import call_at_once, first_instructions
from handlers.taps import AlarmFromReport
from handlers.wish_question import wish, wished
from models.access.rights import Right, units_where_may
from models.catalogue import Place, Urgency, catalogue
from models.estate import Unit
from models.media.tables import MediaKind
from models.tickets.reporting import report

INSIDE, PUBLIC = "inside", "public"
# Public places that every floor has; for the others the place says enough.
ON_EVERY_FLOOR = frozenset({"corridor", "lift_hall", "toilet", "pantry", "stairs", "plant"})


def _speaks_for(form: Form) -> Sequence[Unit]:
    """The units that it can be about: the owner's own, or the one for which a colleague fills it in."""
    return cast("type[ReportRepair]", form.flow).units(form)


def _where(form: Form) -> list[Option]:
    public = Option(PUBLIC, T("button", "Public area"))
    if not _speaks_for(form):
        return [public]
    return [Option(INSIDE, T("button", "In my unit")), public]


def _units(form: Form) -> list[Option]:
    return [Option(str(unit.id), unit.number) for unit in _speaks_for(form)]


def _inside(form: Form) -> bool:
    return bool(form.get("where") == INSIDE)


def _spots(form: Form) -> list[Option]:
    places: dict[str, Place] = catalogue().rooms if _inside(form) else catalogue().places
    return [Option(one.code, one.name) for one in places.values()]


def _needs_floor(form: Form) -> bool:
    return not _inside(form) and form.get("spot") in ON_EVERY_FLOOR


def _groups(form: Form) -> list[Option]:
    seen = {one.group for one in catalogue().seen(form["where"])}
    return [Option(group.code, group.owner_name) for group in catalogue().groups if group.code in seen]


def symptoms(form: Form) -> list[Option]:
    """What can be seen there, in everyday words."""
    return [Option(one.code, one.owner_name) for one in catalogue().seen(form["where"], form["group"])]


def can_be_planned(form: Form) -> bool:
    """Whether it may wait for a time that suits."""
    return _inside(form) and form.get("symptom") is not None and catalogue().symptoms[form["symptom"]].plannable


class ReportRepair(Flow):
    """What an owner fills in; what can be known already is not asked."""

    name = "report"
    title = T("button", "Report a repair")
    takes_words = "words"

    where = Choose(
        ask=T("owner", "Is it inside your unit or in a public area?"), label=T("label", "Area"), among=_where
    )
    unit = Choose(ask=T("owner", "Which unit is it about?"), label=T("label", "Unit"), among=_units, when=_inside)
    spot = Choose(ask=T("owner", "Where exactly, please?"), label=T("label", "Place"), among=_spots, per_row=2)
    floor = FloorGrid(
        ask=T("owner", "On which floor, please?"), label=T("label", "Floor"), own=_speaks_for, when=_needs_floor
    )
    group = Choose(ask=T("owner", "What is it about?"), label=T("label", "Subject"), among=_groups, per_row=2)
    symptom = Choose(ask=T("owner", "What do you notice?"), label=T("label", "What"), among=symptoms)
    words = Write(
        ask=T(
            "owner",
            "Please describe it in a sentence or two, so that we bring the right tools. A picture or a voice note is welcome too.",
        ),
        label=T("label", "In your words"),
        at_most=500,
        optional=True,
        skip=T("button", "Nothing to add, next"),
    )
    photos = Photos(
        ask=T("owner", "Please send pictures or voice notes, up to five."),
        label=T("label", "Enclosed"),
        at_most=5,
        also=frozenset({MediaKind.DOCUMENT, MediaKind.LOCATION}),
        unasked=lambda _form: True,  # words, pictures and voice are one step (DOMAIN 5.2)
        optional=True,
    )
    slot = wish(
        T("owner", "When does it suit you? Please choose a time, or write it like “tomorrow 9:30”. Thank you."),
        can_be_planned,
    )

    door = at_the_door(when=_inside)

    @classmethod
    def units(cls, form: Form) -> Sequence[Unit]:
        """The units that it can be about."""
        return units_where_may(form.scene.session, form.scene.me, Right.REPORT)

    @classmethod
    def in_danger(cls, form: Form) -> bool:
        """Whether what was chosen is an emergency."""
        return in_danger(form)

    @classmethod
    def opening(cls, form: Form) -> Words | None:
        """Where there is danger, the telephone and what to do come before the form (R098, R100)."""
        if not in_danger(form):
            return None
        press = T("owner", "Please press “Raise the alarm now”: we come at once, without further questions. Thank you.")
        return lines(call_at_once(form.scene), first_instructions(form.scene, form["symptom"]), press)

    @classmethod
    def above(cls, form: Form) -> tuple[Row, ...]:
        """In danger the alarm needs one tap and no further question."""
        return ((Button(T("button", "Raise the alarm now"), AlarmFromReport()),),) if in_danger(form) else ()

    @classmethod
    def footnote(cls, form: Form) -> Words | None:
        """Whom we will ask for (R035)."""
        me = form.scene.me
        return T("label", "Contact: {name}, telephone {phone}", name=me.called, phone=me.phone)

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """Record it; the receipt with the number comes as a message of its own."""
        scene = form.scene
        report(scene.session, project=scene.project, by=scene.me, now=scene.now, **filled_in(form))
        return Screen(T("owner", "Thank you, your report has been sent. The number follows at once."))


def filled_in(form: Form) -> dict[str, Any]:
    """What was filled in, as the deed takes it."""
    return {
        "symptom_code": form["symptom"],
        "wished": wished(form, form.get("slot")),
        "door": form.get("door"),
        **_place_and_words(form),
    }


def _place_and_words(form: Form) -> dict[str, Any]:
    units = {str(unit.id): unit for unit in _speaks_for(form)}
    return {
        "unit": units[form["unit"]] if _inside(form) else None,
        "inside": _inside(form),
        "spot": f"{form['spot']}@{form['floor']}" if "floor" in form else form.get("spot") or "",
        "words": form.get("words") or "",
        "media": [one.id for one in form.media("photos")],
    }


def in_danger(form: Form) -> bool:
    """Whether what was chosen is an emergency."""
    symptom = form.get("symptom")
    return symptom is not None and catalogue().symptoms[symptom].urgency == Urgency.U0


def alarm_from_report(scene: Scene, _tap: AlarmFromReport) -> Reply:
    """The alarm instead of the rest of a report: its answers are taken along, and the report is settled by it."""
    form = next((one for one in resting(scene) if one.flow is ReportRepair and in_danger(one)), None)
    if form is None:
        return emergency_menu(scene)
    facts, symptom = _place_and_words(form), form["symptom"]
    give_up(form)
    return alarmed_by(scene, symptom, **facts)
