"""Help in danger: the telephone first, six buttons, the alarm by one tap, then what to do and where it is (R098, R100, DOMAIN 5.2)."""

import re
from collections.abc import Callable
from typing import Any

from bot.forms.flow import Flow, Form
from bot.forms.media import Photos
from bot.forms.questions import Choose, NotAnAnswer, Option, Write
from bot.forms.screens import conversation_of
from bot.scene import Open, Scene
from bot.screens import Button, Screen, rows_of
from bot.texts import T, Words, lines
from handlers.owner.first_instructions import call_at_once, first_instructions
from handlers.taps import Emergency, Go, Place, RaiseAlarm, TellMore
from models.access.guests import guest_at
from models.catalogue import catalogue
from models.media.tables import Media, MediaKind
from models.tickets.emergency import own_alarm, raise_emergency, tell_phone, tell_picture, tell_place, tell_words
from models.tickets.tables import Ticket
from models.units import units_of

EMERGENCY = Button(T("button", "Emergency help"), Emergency())
LIFTS = ("lift", "fire_lift")
# Public places of which there is one; of the others there is one on every floor.
SINGLE = frozenset({"lobby", "lift", "fire_lift", "garage", "loading", "square", "roof"})
PHONE = re.compile(r"\+?\d{5,15}")


def danger_in(text: str) -> bool:
    """Whether somebody writes of danger."""
    return any(one.meant_by(text) for one in catalogue().dangers)


def emergency_menu(scene: Scene) -> Screen:
    """The telephone, and six buttons; each raises the alarm at once."""
    words = lines(
        call_at_once(scene),
        T("owner", "Please press what has happened. The alarm goes out at once; where it is you tell us afterwards."),
    )
    buttons = [Button(one.name, RaiseAlarm(one.code)) for one in catalogue().dangers]
    home = ((Button(T("button", "Home"), Go(Place.HOME)),),) if scene.admitted else ()
    return Screen(words, (*rows_of(buttons), *home))


def show_menu(scene: Scene, _tap: Emergency) -> Screen:
    """The same, by a button."""
    return emergency_menu(scene)


def raise_alarm(scene: Scene, tap: RaiseAlarm) -> Open:
    """One tap: the alarm is out, and only then come the questions."""
    return alarmed_by(scene, tap.symptom)


def alarmed_by(scene: Scene, symptom: str, **facts: Any) -> Open:
    """Raise the alarm for whoever this is; somebody unknown becomes a guest, who can be told how far help has come."""
    if scene.person is None:
        chat = conversation_of(scene)
        language = scene.reader.language
        scene.person = guest_at(scene.session, scene.project, chat.chat_id, language=language)
    ticket = raise_emergency(
        scene.session, project=scene.project, by=scene.me, symptom_code=symptom, now=scene.now, **facts
    )
    return Open(EmergencyDetails, ticket.id)


def tell_more(scene: Scene, tap: TellMore) -> Open:
    """Go on with what there is to say."""
    return Open(EmergencyDetails, tap.ticket)


def _ticket(form: Form) -> Ticket:
    return own_alarm(form.scene.session, form.about, form.scene.me)


def _by(form: Form) -> dict[str, Any]:
    return {"by": form.scene.me, "now": form.scene.now}


class Telephone(Write):
    """The number under which the caller is reached; passed on at once."""

    def write(self, form: Form, text: str) -> Any:
        """The digits, however they are grouped."""
        digits = re.sub(r"[\s()-]", "", text)
        if not PHONE.fullmatch(digits):
            raise NotAnAnswer(
                T("owner", "Sorry, please send the number in digits, for example 13800000000. Thank you.")
            )
        tell_phone(form.scene.session, form.about, phone=digits, **_by(form))
        return digits


class Spot(Choose):
    """The place; passed on as soon as it can be found."""

    def pick(self, form: Form, key: str) -> Any:
        """One of the units, or a public place."""
        chosen = super().pick(form, key)
        if not _needs_floor(chosen):
            _tell(form, chosen)
        return chosen

    def write(self, form: Form, text: str) -> Any:
        """The same, typed; other words say where it is in the caller's own way."""
        return self.pick(form, _chosen(form, super().write, text))


class Floor(Choose):
    """The floor of a place that every floor has."""

    def pick(self, form: Form, key: str) -> Any:
        """Now the place is whole."""
        floor = super().pick(form, key)
        _tell(form, f"{form['where']}@{floor}")
        return floor

    def write(self, form: Form, text: str) -> Any:
        """The same, typed."""
        return self.pick(form, _chosen(form, super().write, text))


class More(Write):
    """Anything else; passed on at once."""

    def write(self, form: Form, text: str) -> Any:
        """The words as they are."""
        words = super().write(form, text)
        tell_words(form.scene.session, form.about, words=words, **_by(form))
        return words


class Shown(Photos):
    """Pictures and voice notes; passed on at once."""

    def taken(self, form: Form, media: Media) -> None:
        """Each by itself."""
        tell_picture(form.scene.session, form.about, media=media.id, **_by(form))


def _chosen(form: Form, write: Callable[[Form, str], Any], text: str) -> Any:
    """The choice that was typed; words that are none of the choices are passed on too, nothing is lost."""
    try:
        return write(form, text)
    except NotAnAnswer:
        tell_words(form.scene.session, form.about, words=text.strip()[:500], **_by(form))
        noted = T("owner", "Your words have been passed on. Please also choose below if you can, thank you.")
        raise NotAnAnswer(noted) from None


def _tell(form: Form, where: str) -> None:
    """Pass on a unit such as "unit:17", or a public place."""
    kind, _, number = where.partition(":")
    unit = next(
        (one for one in units_of(form.scene.session, form.scene.me) if kind == "unit" and str(one.id) == number), None
    )
    spot = "other" if unit else where
    tell_place(form.scene.session, form.about, unit=unit, inside=unit is not None, spot=spot, **_by(form))


def _needs_floor(where: str) -> bool:
    return not where.startswith("unit:") and where not in SINGLE


def _places(form: Form) -> list[Option]:
    """The caller's own units first, then the public places; of a lift, which one."""
    house, symptom = catalogue(), _ticket(form).symptom
    if symptom.trade == "lift":
        return [Option(code, house.places[code].name) for code in LIFTS]
    units = units_of(form.scene.session, form.scene.me) if "inside" in symptom.where else ()
    own = [Option(f"unit:{unit.id}", T("button", "In unit {unit}", unit=unit.number)) for unit in units]
    return [*own, *(Option(one.code, one.name) for one in house.places.values())]


def _floors(form: Form) -> list[Option]:
    return [Option(floor, floor) for floor in catalogue().floors]


class EmergencyDetails(Flow):
    """What follows an alarm: every answer is passed on at once, and none is needed for help to come."""

    name = "emergency"
    title = T("button", "Emergency help")
    reads_back = False
    for_all = True
    cancelled = T("owner", "The alarm stands, and help is coming. Please keep yourself safe.")

    phone = Telephone(
        ask=T("owner", "Please send us a telephone number under which we reach you."),
        label=T("label", "Telephone"),
        optional=True,
        skip=T("button", "Go on without"),
        when=lambda form: "phone" in form or not form.scene.me.phone,
    )
    where = Spot(
        ask=T("owner", "Where exactly is it, please? Press a place, or write it."),
        label=T("label", "Place"),
        among=_places,
        per_row=2,
        optional=True,
        skip=T("button", "I have written it"),
        when=lambda form: "where" in form or not _ticket(form).spot,
    )
    floor = Floor(
        ask=T("owner", "On which floor, please?"),
        label=T("label", "Floor"),
        among=_floors,
        per_row=5,
        when=lambda form: _needs_floor(form.get("where") or "lobby"),
    )
    shown = Shown(
        ask=T("owner", "Please send pictures or voice notes if you can do so safely."),
        label=T("label", "Enclosed"),
        at_most=10,
        also=frozenset({MediaKind.DOCUMENT, MediaKind.LOCATION}),
        unasked=lambda _form: True,
        optional=True,
    )
    words = More(
        ask=T("owner", "Please write anything else that helps: what you see, how many people, which lift."),
        label=T("label", "In your words"),
        optional=True,
        skip=T("button", "Nothing more"),
    )

    @classmethod
    def check(cls, form: Form) -> None:
        """Only about the caller's own alarm, while it lasts."""
        _ticket(form)

    @classmethod
    def opening(cls, form: Form) -> Words | None:
        """That help is coming, and what to do meanwhile."""
        ticket = _ticket(form)
        raised = T(
            "owner",
            "The alarm has been raised under number {number}, and help is coming. Please stay reachable.",
            number=ticket.number,
        )
        return lines(call_at_once(form.scene), raised, first_instructions(form.scene, ticket.symptom_code), "")

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """Everything was passed on already."""
        ticket = _ticket(form)
        words = lines(
            call_at_once(form.scene),
            T(
                "owner",
                "Thank you, everything has been passed on under number {number}. Help is coming, and we tell you at every step.",
                number=ticket.number,
            ),
            first_instructions(form.scene, ticket.symptom_code),
        )
        more = (Button(T("button", "Say more"), TellMore(ticket.id)),)
        home = ((Button(T("button", "Home"), Go(Place.HOME)),),) if form.scene.admitted else ()
        return Screen(words, (more, *home))
