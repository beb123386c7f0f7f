"""The question for a time that has passed: just now, a day, or typed as people type such times."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from bot.forms.moments import FARTHEST, Chosen, When, chosen, key_of, key_of_day
from bot.forms.questions import NotAnAnswer, Option
from bot.forms.typed_times import HalfDay, read_time
from bot.texts import T

if TYPE_CHECKING:
    from bot.forms.flow import Form

NOW = frozenset({"刚才", "刚刚", "现在", "now", "just now"})
WEEKDAY = re.compile(r"(周|星期|礼拜)[一二三四五六日天]|(mon|tue|wed|thu|fri|sat|sun)", re.IGNORECASE)
DAY_ALONE = re.compile(r"\d{1,2}[日号]")


def read_past(text: str, now: datetime) -> date | datetime | None:
    """A moment or a day, the latest that fits; `now` is local. None for what is neither; it may still lie ahead."""
    said = unicodedata.normalize("NFKC", text).strip().casefold()
    if said in NOW:
        return now
    found = read_time(said, now)
    if isinstance(found, HalfDay):
        found = found.start.date()
    return found if found is None else _latest(found, said, now)


def _latest(found: date | datetime, said: str, now: datetime) -> date | datetime:
    """The coming weekday or day of the month, as the one that has just been."""
    day = found.date() if isinstance(found, datetime) else found
    if day <= now.date():
        return found
    if WEEKDAY.match(said):
        return found - timedelta(days=7)
    if DAY_ALONE.match(said):
        month = day.replace(day=1) - timedelta(days=1)
        return found.replace(year=month.year, month=month.month) if found.day <= month.day else found
    return found


def lately(form: "Form") -> list[Option]:
    """Just now, today, and the two days before."""
    today = form.scene.now.astimezone(form.scene.project.zone).date()
    days = (
        T("button", "Earlier today"),
        T("button", "Yesterday"),
        T("button", "The day before yesterday"),
    )
    before = (Option(key_of_day(today - timedelta(days=ago)), label) for ago, label in enumerate(days))
    return [Option("+0", T("button", "Just now")), *before]


@dataclass(frozen=True, kw_only=True)
class Past(When):
    """A time that lies behind; a day alone is enough."""

    def write(self, form: "Form", text: str) -> Any:
        """A typed time; raises NotAnAnswer for none, and for one that is still to come."""
        local = form.scene.now.astimezone(form.scene.project.zone)
        found = read_past(text, local)
        if found is None:
            raise NotAnAnswer(
                T(
                    "owner",
                    "Sorry, please choose a time below, or write it like “yesterday 9:30” or “12 Sep 14:30”. Thank you.",
                )
            )
        key = key_of(found) if isinstance(found, datetime) else key_of_day(found)
        if not self._possible(form, chosen(form, key)):
            raise NotAnAnswer(T("owner", "Sorry, please give a time within the past year. Thank you."))
        return key

    def _possible(self, form: "Form", wanted: Chosen) -> bool:
        local = form.scene.now.astimezone(form.scene.project.zone)
        if wanted.start:
            return local - FARTHEST <= wanted.start <= local
        return (local - FARTHEST).date() <= wanted.day <= local.date()
