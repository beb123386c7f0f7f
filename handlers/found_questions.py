"""The questions about a thing that found things and losses share: what sort, where, on which floor, when (R206)."""

from dataclasses import dataclass
from datetime import date, time
from typing import Any

from bot.forms.flow import Form
from bot.forms.moments import chosen
from bot.forms.questions import Option, labels_of
from bot.forms.writing import Write
from bot.texts import Words
from handlers.found_words import KIND, place_said
from handlers.owner.report import ON_EVERY_FLOOR
from models.catalogue import catalogue

WORDS_AT_MOST, PLACE_AT_MOST = 300, 100  # characters


@dataclass(frozen=True, kw_only=True)
class Spot(Write):
    """One of the public places by its code, or own words for any other place."""

    def options(self, form: Form) -> list[Option]:
        """The places of the house."""
        return [Option(one.code, one.name) for one in catalogue().places.values()]

    def pick(self, form: Form, key: str) -> str:
        """The code; raises NotAnAnswer."""
        return str(super(Write, self).pick(form, key))

    def write(self, form: Form, text: str) -> str:
        """The code of a place that is typed by its name, or the words; raises NotAnAnswer for too many."""
        words = str(super().write(form, text))
        known = (one.key for one in self.options(form) if words.casefold() in labels_of(form, one))
        return next(known, words)

    def said(self, form: Form, value: Any) -> Words:
        """The place's name."""
        return place_said(str(value))


def kinds(_form: Form) -> list[Option]:
    """Every sort of thing."""
    return [Option(kind, label) for kind, label in KIND.items()]


def needs_floor(form: Form) -> bool:
    """Whether every floor has such a place."""
    return form.get("spot") in ON_EVERY_FLOOR


def facts_of(form: Form) -> dict[str, Any]:
    """What was filled in, as the deeds take it."""
    day, hour = _when(form)
    return {
        "words": form["words"],
        "place": f"{form['spot']}@{form['floor']}" if form.get("floor") else form["spot"] or "",
        "day": day,
        "hour": hour,
        "media": [one.id for one in form.media("photos")],
    }


def _when(form: Form) -> tuple[date, time | None]:
    moment = chosen(form, form["when"])
    return moment.day, moment.start.timetz().replace(tzinfo=None) if moment.start else None
