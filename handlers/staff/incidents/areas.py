"""Which floors an incident affects: those that are proposed, the whole building, or others as people write them."""

import re
import unicodedata
from typing import Any

from bot.forms.choices import Choose
from bot.forms.flow import Form
from bot.forms.questions import Option
from bot.texts import T
from handlers.floors import floor_in
from handlers.incident_words import where
from models.catalogue import catalogue
from models.incidents.reading import visible
from models.incidents.tables import Incident
from models.incidents.whereabouts import Area, in_order

PROPOSED, WHOLE, SOME = "proposed", "whole", "some"
SPAN = re.compile(r"(?P<first>B?\d{1,2})[-~至到](?P<last>B?\d{1,2})[层楼]?", re.IGNORECASE)


def areas(form: Form) -> list[Option]:
    """The proposal first, where there is one."""
    one = visible(form.scene.session, form.about, form.scene.me)
    proposed = [Option(PROPOSED, where(one.area))] if one.floors and not one.whole else []
    others = (Option(WHOLE, T("button", "The whole building")), Option(SOME, T("button", "Other floors")))
    return [*proposed, *others]


class WhichArea(Choose):
    """Which floors; they may also be typed at once."""

    def write(self, form: Form, text: str) -> Any:
        """Floors as people write them, or one of the choices."""
        if (floors := read_floors(form, text)) is not None:
            form.keep("floors", floors)
            return SOME
        return super().write(form, text)


def area_of(form: Form, incident: Incident) -> Area:
    """What was chosen."""
    if form["area"] == WHOLE:
        return Area(whole=True)
    return Area(tuple(form["floors"] if form["area"] == SOME else incident.floors))


def read_floors(_form: Form, text: str) -> list[str] | None:
    """Floors as people write them, such as B1、3、5-7; only those that there are."""
    parts = [
        part for part in re.split(r"[\s,，、;；]+|和|与|及|and|&", unicodedata.normalize("NFKC", text).strip()) if part
    ]
    found = [_span(part) for part in parts]
    return in_order([floor for span in found for floor in span or ()]) if parts and all(found) else None


def _span(part: str) -> list[str] | None:
    floors = catalogue().floors
    if (span := SPAN.fullmatch(part)) is not None:
        first, last = span["first"].upper(), span["last"].upper()
        if first not in floors or last not in floors:
            return None
        return list(floors[floors.index(first) : floors.index(last) + 1]) or None
    floor = floor_in(part)
    return [floor] if floor in floors else None
