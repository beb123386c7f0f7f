"""Where the danger is: the caller's own units first, then the likely places, and any other in the caller's words (R098)."""

from collections.abc import Callable, Sequence
from typing import Any

from bot.forms.choices import Choose
from bot.forms.flow import Form
from bot.forms.questions import NotAnAnswer, Option, labels_of
from bot.forms.writing import Write
from bot.texts import T, Words
from handlers.floors import FloorGrid
from models.catalogue import catalogue
from models.estate import Unit
from models.tickets.emergency import own_alarm, tell_place, tell_words
from models.tickets.tables import Ticket
from models.units import units_of

ELSEWHERE = "elsewhere"
# Public places of which there is one; of the others there is one on every floor.
SINGLE = frozenset({"lobby", "lift", "fire_lift", "garage", "loading", "square", "roof"})
MOST, MOST_UNITS = 7, 4  # buttons beside “another place”: somebody in danger reads no list
USUAL = ("lobby", "corridor", "lift_hall", "garage")  # of a danger that has no button of its own


def ticket_of(form: Form) -> Ticket:
    """The caller's alarm; raises Gone once it is over."""
    return own_alarm(form.scene.session, form.about, form.scene.me)


def by_caller(form: Form) -> dict[str, Any]:
    """Who says it, and when."""
    return {"by": form.scene.me, "now": form.scene.now}


def needs_floor(where: str | None) -> bool:
    """Whether a public place is on every floor."""
    return bool(where) and where in catalogue().places and where not in SINGLE


def likely_places(form: Form) -> list[Option]:
    """A few of the caller's own units, the places where this danger is likely, and the way to name another one."""
    own = [_unit_option(unit) for unit in _own_units(form)[:MOST_UNITS]]
    code = ticket_of(form).symptom_code
    known = catalogue().danger(code)
    likely = known.places if known else USUAL
    public = [Option(place, catalogue().places[place].name) for place in likely]
    return [*[*own, *public][:MOST], Option(ELSEWHERE, T("button", "Another place"))]


def _every_place(form: Form) -> list[Option]:
    """What has a button, and what has none."""
    units = [_unit_option(unit) for unit in _own_units(form)]
    return [*likely_places(form), *units, *(Option(one.code, one.name) for one in catalogue().places.values())]


def _unit_option(unit: Unit) -> Option:
    return Option(f"unit:{unit.id}", T("button", "In unit {unit}", unit=unit.number))


def units_of_caller(form: Form) -> Sequence[Unit]:
    """The caller's own units; a guest has none."""
    return units_of(form.scene.session, form.scene.me)


def _own_units(form: Form) -> Sequence[Unit]:
    return units_of_caller(form) if "inside" in ticket_of(form).symptom.where else ()


class Spot(Choose):
    """The place; passed on as soon as it can be found. One that was typed needs no button of its own."""

    def pick(self, form: Form, key: str) -> Any:
        """One of the units, a public place, or another one."""
        return _found(form, super().pick(form, key))

    def write(self, form: Form, text: str) -> Any:
        """The same, typed; other words say where it is in the caller's own way."""
        known = _named(form, text)
        return _found(form, known) if known else self.pick(form, _chosen(form, super().write, text))

    def still_good(self, form: Form, value: Any) -> bool:
        """It has been told, and stays told."""
        return True

    def said(self, form: Form, value: Any) -> Words:
        """The place's name."""
        return next((one.label for one in _every_place(form) if one.key == value), str(value))


class Floor(FloorGrid):
    """The floor of a place that every floor has."""

    def pick(self, form: Form, key: str) -> Any:
        """Now the place is whole."""
        floor = super().pick(form, key)
        _tell(form, f"{form['where']}@{floor}")
        return floor

    def write(self, form: Form, text: str) -> Any:
        """The same, typed."""
        return self.pick(form, _chosen(form, super().write, text))


class Elsewhere(Write):
    """A place that has no button, in the caller's words; one that the house knows by name is that place."""

    def write(self, form: Form, text: str) -> Any:
        """Passed on at once."""
        words = super().write(form, text)
        if known := _named(form, words):
            form.keep("where", _found(form, known))
        else:
            tell_words(form.scene.session, form.about, words=words, **by_caller(form))
        return words


def _named(form: Form, text: str) -> str | None:
    """The place or the unit that somebody means who types this."""
    wanted = text.strip().casefold()
    unit = next((one for one in _own_units(form) if one.number.casefold() == wanted), None)
    every = (one.key for one in _every_place(form) if wanted in labels_of(form, one))
    return f"unit:{unit.id}" if unit else next(every, None)


def _chosen(form: Form, write: Callable[[Form, str], Any], text: str) -> Any:
    """The choice that was typed; words that are none of the choices are passed on too, nothing is lost."""
    try:
        return write(form, text)
    except NotAnAnswer:
        tell_words(form.scene.session, form.about, words=text.strip()[:500], **by_caller(form))
        noted = T("owner", "Your words have been passed on. Please also choose below if you can, thank you.")
        raise NotAnAnswer(noted) from None


def _found(form: Form, where: str) -> str:
    """Pass the place on, unless its floor or the words for it come next."""
    if where != ELSEWHERE and not needs_floor(where):
        _tell(form, where)
    return where


def _tell(form: Form, where: str) -> None:
    """Pass on a unit such as "unit:17", or a public place."""
    unit = next((one for one in units_of_caller(form) if f"unit:{one.id}" == where), None)
    spot = catalogue().somewhere_inside.code if unit else where
    tell_place(form.scene.session, form.about, unit=unit, inside=unit is not None, spot=spot, **by_caller(form))
