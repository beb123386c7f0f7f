"""The question for a time: chosen from what suits, or typed as people type times."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, ClassVar

from bot.forms.questions import NotAnAnswer, Option, Question
from bot.forms.typed_times import HalfDay, read_time
from bot.texts import Day, Span, T, Words
from models.hours import Hours, hours_of

if TYPE_CHECKING:
    from bot.forms.flow import Form

MOMENT, DATE = "%y%m%d%H%M", "%y%m%d"
FARTHEST = timedelta(days=366)
STEP = 15  # minutes


@dataclass(frozen=True)
class Chosen:
    """An answer: a moment, perhaps with its end, or a whole day."""

    day: date
    start: datetime | None = None
    end: datetime | None = None


def key_of(start: datetime, end: datetime | None = None) -> str:
    """A local moment or span as an answer's key."""
    return f"{start:{MOMENT}}-{end:{MOMENT}}" if end else f"{start:{MOMENT}}"


def key_of_day(day: date) -> str:
    """A day as an answer's key."""
    return f"{day:{DATE}}"


def chosen(form: "Form", key: str) -> Chosen:
    """The time behind an answer."""
    zone = form.scene.project.zone
    first, _, last = key.partition("-")
    if len(first) == len(key_of_day(date.min)):
        return Chosen(datetime.strptime(first, DATE).replace(tzinfo=zone).date())
    start, *end = (datetime.strptime(one, MOMENT).replace(tzinfo=zone) for one in (first, last) if one)
    return Chosen(start.date(), start, end[0] if end else None)


def _key_of_typed(found: date | datetime | HalfDay, hours: Hours, now: datetime) -> str:
    if isinstance(found, HalfDay):
        return key_of(*_in_service(found, hours, now))
    return key_of(found) if isinstance(found, datetime) else key_of_day(found)


def _in_service(part: HalfDay, hours: Hours, now: datetime) -> tuple[datetime, datetime]:
    """A part of a day as far as the office is open, and as far as it lies ahead."""
    start, end = part.start, part.end
    for opens, closes in hours.of(start.date()):
        first, last = (datetime.combine(start.date(), one, start.tzinfo) for one in (opens, closes))
        if max(start, first) < min(end, last):
            start, end = max(start, first), min(end, last)
            break
    soon = now.replace(minute=now.minute // STEP * STEP, second=0, microsecond=0) + timedelta(minutes=STEP)
    return (soon, end) if start <= now and soon < end else (start, end)


@dataclass(frozen=True, kw_only=True)
class When(Question):
    """A time that lies ahead; an option's key is `key_of...`, or +minutes from the `base`."""

    among: Callable[["Form"], Sequence[Option]]
    retyped: ClassVar[bool] = True
    hour: bool = True  # whether a day alone is too little
    base: Callable[["Form"], datetime] | None = None
    objection: Callable[["Form", Chosen], Words | None] | None = None  # why a time that was typed does not suit

    def options(self, form: "Form") -> Sequence[Option]:
        """The times that suit."""
        return self.among(form)

    def pick(self, form: "Form", key: str) -> Any:
        """A time on offer."""
        key = super().pick(form, key)
        if not key.startswith("+"):
            return key
        base = self.base(form) if self.base else form.scene.now
        return key_of((base + timedelta(minutes=int(key))).astimezone(form.scene.project.zone))

    def write(self, form: "Form", text: str) -> Any:
        """A typed time: ahead of now, not too far, and suitable."""
        local = form.scene.now.astimezone(form.scene.project.zone)
        told = self.base(form).astimezone(local.tzinfo) if self.base else local
        found = read_time(text, local, told.date())
        if found is None:
            raise NotAnAnswer(
                T(
                    "owner",
                    "Sorry, please choose a time below, or write it like “tomorrow 9:30” or “16 Sep 14:30”. Thank you.",
                )
            )
        if self.hour and not isinstance(found, datetime | HalfDay):
            raise NotAnAnswer(T("owner", "Sorry, please add the hour too, like “tomorrow 9:30”. Thank you."))
        key = _key_of_typed(found, hours_of(form.scene.project), local)
        self._suits(form, chosen(form, key), local)
        return key

    def _suits(self, form: "Form", wanted: Chosen, local: datetime) -> None:
        if not self._possible(form, wanted):
            raise NotAnAnswer(T("owner", "Sorry, that time is over. Please give a later one, thank you."))
        if wanted.day > (local + FARTHEST).date():
            raise NotAnAnswer(T("owner", "Sorry, please choose a day within a year. Thank you."))
        if self.objection and (words := self.objection(form, wanted)):
            raise NotAnAnswer(words)

    def _possible(self, form: "Form", wanted: Chosen) -> bool:
        now = form.scene.now
        if wanted.start:
            return wanted.start > now
        return wanted.day >= now.astimezone(form.scene.project.zone).date()

    def still_good(self, form: "Form", value: Any) -> bool:
        """Whether it still lies ahead."""
        return value is None or self._possible(form, chosen(form, value))

    def said(self, form: "Form", value: Any) -> Words:
        """As it is read back."""
        time = chosen(form, value)
        if time.start is None:
            return Day(datetime.combine(time.day, datetime.min.time(), form.scene.project.zone))
        return Span(time.start, time.end) if time.end else time.start
