"""The questions about an announcement: which sort, where, for whom, the words, the times; and what the answers say (R149)."""

import re
import unicodedata
from datetime import datetime, tzinfo
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute

from bot.forms.choices import Choose
from bot.forms.flow import Form
from bot.forms.moments import When, chosen, key_of
from bot.forms.questions import NotAnAnswer, Option
from bot.forms.writing import Typed, Write
from bot.texts import T, Words, listed
from handlers.announcement_words import KIND, SUPPLY, WHOM
from models.announcements.content import (
    REASON_AT_MOST,
    TITLE_AT_MOST,
    WORDS_AT_MOST,
    Content,
    Kind,
    Scope,
    Supply,
    Whom,
    in_a_hurry,
)
from models.announcements.reading import visible
from models.estate import Unit

SCOPE = {
    Scope.ALL: T("button", "The whole building"),
    Scope.FLOORS: T("button", "Some floors"),
    Scope.UNITS: T("button", "Some units"),
}
FEW = 5
FLOORS = re.compile(r"(\d{1,3})(?:[-~至到](\d{1,3}))?[层楼]?")


def known(form: Form) -> Content | None:
    """What a form is about that revises or corrects."""
    return visible(form.scene.session, form.about, form.scene.me).content if form.about else None


def is_shutoff(form: Form) -> bool:
    """Whether it is about a shut-off."""
    before = known(form)
    return (before.kind if before else form.get("kind")) == Kind.SHUTOFF


def is_other(form: Form) -> bool:
    """Whether it has a title of its own."""
    return not is_shutoff(form)


class Worded(Write):
    """The text; a shut-off says it all without."""

    def skippable(self, form: Form) -> bool:
        """Only of a shut-off."""
        return is_shutoff(form)


class Time(When):
    """A time that only a shut-off must have."""

    def skippable(self, form: Form) -> bool:
        """For information, and for an event whose time stands in the text."""
        return not is_shutoff(form)


def moment_of(form: Form, name: str) -> datetime | None:
    """A time that was answered."""
    value = form.get(name)
    return chosen(form, value).start if value else None


def content_of(form: Form) -> Content:
    """What the answers say, over what is known already."""
    given: dict[str, Any] = {
        "title": form.get("title_words") or "",
        "words": form.get("words") or "",
        "reason": form.get("reason") or "",
        "starts_at": moment_of(form, "starts"),
        "ends_at": moment_of(form, "ends"),
        "hurry": form.get("hurry") or "",
    }
    before = known(form)
    if before is None:
        return Content(**_target(form), **given)
    same = ("kind", "supply", "scope", "places", "whom", "important", "send_at")
    return Content(**{name: getattr(before, name) for name in same}, **given)


def _target(form: Form) -> dict[str, Any]:
    return {
        "kind": Kind(form["kind"]),
        "supply": Supply(form["supply"]) if form.get("supply") else None,
        "scope": Scope(form["scope"]),
        "places": tuple(form.get("floors") or form.get("units") or ()),
        "whom": Whom(form["whom"]),
        "important": form.get("important") == "yes",
        "send_at": moment_of(form, "send"),
    }


def given_by(zone: tzinfo, content: Content) -> dict[str, Any]:
    """The answers of a form that begins with what an announcement says already."""
    times = {"starts": content.starts_at, "ends": content.ends_at}
    kept = {name: key_of(moment.astimezone(zone)) for name, moment in times.items() if moment}
    texts = {"title_words": content.title, "words": content.words, "reason": content.reason, "hurry": content.hurry}
    return {**{name: text for name, text in texts.items() if text}, **kept}


def hurries(form: Form) -> bool:
    """Whether a shut-off is announced later than it should be."""
    starts = moment_of(form, "starts") if is_shutoff(form) else None
    before = known(form)
    sends = before.send_at if before else moment_of(form, "send")
    content = Content(kind=Kind.SHUTOFF, starts_at=starts, send_at=sends)
    return in_a_hurry(content, form.scene.project, form.scene.now)


def _parts(text: str) -> list[str]:
    return [part for part in re.split(r"[\s,，、;；]+", unicodedata.normalize("NFKC", text).strip()) if part]


def _all(form: Form, column: InstrumentedAttribute[Any]) -> set[Any]:
    return set(form.scene.session.scalars(select(column).where(Unit.project_id == form.scene.project.id)))


def _must_be_known(form: Form, column: InstrumentedAttribute[Any], found: set[Any]) -> None:
    """Say which there are not, and some that there are; raises NotAnAnswer."""
    known = _all(form, column)
    if strange := sorted(found - known):
        facts = {"strange": listed(strange, ", "), "some": listed(sorted(known)[:FEW], ", ")}
        sorry = T(
            "staff",
            "The register does not have {strange}. There are for example {some}; please write it again.",
            **facts,
        )
        raise NotAnAnswer(sorry, stray=False)


def _read_floors(form: Form, text: str) -> list[str] | None:
    """Floors as people write them, such as 3、5-7; only those that have units."""
    spans = [FLOORS.fullmatch(part) for part in _parts(text)]
    found = {one for span in spans if span for one in range(int(span[1]), int(span[2] or span[1]) + 1)}
    if not found or not all(spans):
        return None
    _must_be_known(form, Unit.floor, found)
    return [str(one) for one in sorted(found)]


def _read_units(form: Form, text: str) -> list[str] | None:
    """Numbers of units; only those that there are."""
    found = set(_parts(text))
    _must_be_known(form, Unit.number, found)
    return sorted(found) or None


def _said(_form: Form, value: Any) -> Words:
    return listed(value, ", ")


def _none(_form: Form) -> list[Option]:
    return []


def _options(words: dict[Any, T]) -> Any:
    return lambda _form: [Option(key.value, label) for key, label in words.items()]


def _yes_or_no(_form: Form) -> list[Option]:
    return [
        Option("no", T("button", "No, it is for information")),
        Option("yes", T("button", "Yes, everybody has to read it")),
    ]


def kind() -> Choose:
    """Which sort."""
    return Choose(ask=T("staff", "What sort of announcement is it?"), label=T("staff", "Sort"), among=_options(KIND))


def supply() -> Choose:
    """What is shut off."""
    return Choose(
        ask=T("staff", "What is shut off?"), label=T("staff", "Shut off"), among=_options(SUPPLY), when=is_shutoff
    )


def scope() -> Choose:
    """Where."""
    return Choose(ask=T("staff", "Where does it hold?"), label=T("staff", "Where"), among=_options(SCOPE))


def floors() -> Typed:
    """Which floors."""
    return Typed(
        ask=T("staff", "Which floors? For example 3, 5-7."),
        label=T("staff", "Floors"),
        read=_read_floors,
        shows=_said,
        example="3, 5-7",
        when=lambda form: bool(form.get("scope") == Scope.FLOORS),
    )


def units() -> Typed:
    """Which units."""
    return Typed(
        ask=T("staff", "Which units? Their numbers, for example 0301 0302."),
        label=T("staff", "Units"),
        read=_read_units,
        shows=_said,
        example="0301 0302",
        when=lambda form: bool(form.get("scope") == Scope.UNITS),
    )


def whom() -> Choose:
    """For which contacts."""
    return Choose(ask=T("staff", "For whom?"), label=T("staff", "For"), among=_options(WHOM))


def title() -> Write:
    """What it is called."""
    return Write(
        ask=T("staff", "What is it called? A few words."),
        label=T("staff", "Heading"),
        at_most=TITLE_AT_MOST,
        to_owner=True,
        when=is_other,
    )


def because() -> Write:
    """The reason of a shut-off."""
    return Write(
        ask=T("staff", "Because of what? A few words, such as “the yearly test of the pumps”."),
        label=T("staff", "Because of"),
        at_most=REASON_AT_MOST,
        to_owner=True,
        when=is_shutoff,
    )


def words() -> Worded:
    """The text itself."""
    return Worded(
        ask=T("staff", "What is to be made known? Owners read it as it stands."),
        label=T("staff", "Text"),
        at_most=WORDS_AT_MOST,
        to_owner=True,
        optional=True,
    )


def starts() -> Time:
    """From when."""
    ask = T("staff", "From when? Write it with the hour, like “tomorrow 9:30”.")
    return Time(ask=ask, label=T("staff", "From"), among=_none, optional=True)


def ends() -> Time:
    """Until when."""
    ask = T("staff", "Until when? Write it with the hour, like “tomorrow 17:00”.")
    return Time(ask=ask, label=T("staff", "Until"), among=_none, optional=True)


def important() -> Choose:
    """Whether a reading is asked for."""
    return Choose(
        ask=T("staff", "Is it so important that everybody has to read it? Who does not is called after a day."),
        label=T("staff", "Important"),
        among=_yes_or_no,
    )


def send() -> When:
    """When it goes."""
    return When(
        ask=T("staff", "When shall it be sent? Write it with the hour, or go on."),
        label=T("staff", "To be sent"),
        among=_none,
        optional=True,
        skip=T("button", "As soon as it is approved"),
    )


def hurry(when: Any = hurries) -> Write:
    """Why a shut-off is announced so late."""
    ask = T("staff", "It begins sooner than shut-offs are usually announced. Why so late? It is kept with it.")
    return Write(ask=ask, label=T("staff", "Why so late"), at_most=100, when=when)
