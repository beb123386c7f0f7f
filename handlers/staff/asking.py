"""Questions that the office's own forms share: why, which day, from when to when, which department."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

from bot.forms.flow import Form
from bot.forms.questions import Asked, Option
from bot.forms.writing import Typed, Write
from bot.scene import Scene
from bot.texts import T, Words
from handlers import typed
from handlers.staff.names import ROLE, TRADE, day_of
from handlers.staff.team.people import departments
from models.people import Role
from models.staffing.employment import TRADES

KEPT = T("staff", "Why? The reason is kept with the change.")


def reason(suggestions: Callable[[Form], Sequence[Option]] | None = None, ask: Words = KEPT) -> Write:
    """The reason of a change, which is compulsory (R017)."""
    return Write(
        ask=ask,
        label=T("staff", "Reason"),
        at_most=200,
        suggestions=suggestions,
    )


def today(scene: Scene) -> date:
    """The present day in the office's zone."""
    return scene.now.astimezone(scene.project.zone).date()


def _read_day(form: Form, text: str) -> str | None:
    found = typed.day(text, today(form.scene))
    return found.isoformat() if found else None


def say_day(form: Form, value: str) -> Words:
    """A kept day in words."""
    return day_of(date.fromisoformat(value), form.scene.project.zone)


def near_days(form: Form) -> list[Option]:
    """Today and the days after it."""
    days = [today(form.scene) + timedelta(days=ahead) for ahead in range(6)]
    zone = form.scene.project.zone
    names: list[Words] = [T("button", "Today"), T("button", "Tomorrow"), *(day_of(day, zone) for day in days[2:])]
    return [Option(day.isoformat(), name) for day, name in zip(days, names, strict=True)]


def which_day(ask: Asked, label: Words, days: Callable[[Form], Sequence[Option]] = near_days, **more: Any) -> Typed:
    """A day, tapped or typed."""
    return Typed(
        ask=ask,
        label=label,
        read=_read_day,
        shows=say_day,
        example="9-20",
        suggestions=days,
        **more,
    )


def _read_hours(form: Form, text: str) -> list[str] | None:
    found = typed.hours(text)
    return [f"{one:%H:%M}" for one in found] if found else None


def usual_hours(form: Form) -> list[Option]:
    """The shifts that most offices have."""
    return [Option(one, one) for one in ("08:30-17:30", "08:00-20:00", "20:00-08:00", "09:00-12:00")]


def from_when_to_when(ask: Asked, **more: Any) -> Typed:
    """Hours of a shift, tapped or typed; an end before the start is on the next day."""
    return Typed(
        ask=ask,
        label=T("staff", "Hours"),
        read=_read_hours,
        shows=lambda form, value: f"{value[0]}-{value[1]}",
        example=T("staff", "8:30-17:30, or over midnight 20-8"),
        suggestions=usual_hours,
        **more,
    )


def which_department(form: Form) -> list[Option]:
    """Every department."""
    return [Option(one.code, one.name) for one in departments(form.scene)]


def which_role(form: Form) -> list[Option]:
    """Every role."""
    return [Option(role.value, ROLE[role]) for role in Role]


def which_trades(form: Form) -> list[Option]:
    """Every trade."""
    return [Option(code, TRADE[code]) for code in TRADES]
