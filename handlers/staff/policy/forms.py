"""Changing the policy: numbers, times, telephones, service hours, closing days, who receives; each with its reason (R014, R017)."""

import re
from collections.abc import Sequence
from datetime import date, time
from typing import Any

from bot.forms.choices import Choose
from bot.forms.flow import Flow, Form
from bot.forms.questions import NotAnAnswer, Option
from bot.forms.writing import Typed
from bot.screens import Screen
from bot.texts import T, Words
from handlers import typed
from handlers.staff.asking import from_when_to_when, near_days, reason, which_day
from handlers.staff.names import WEEKDAY, day_of, weekdays_of
from handlers.staff.policy.cards import value_card
from handlers.staff.policy.words import INTAKE, amount, day_hours, intake_span, name_of_value, said
from models.policies import NUMBERS, about_value, change, default_of, fits, may_change, name_of, value_of
from models.policy import encoded
from models.policy_terms import Intake, IntakeHours, Measure
from models.refusals import NotYours


def _name(form: Form) -> str:
    return name_of(form.about)


def _present(form: Form) -> list[Option]:
    """The present value, as an answer that gives itself: what is read back goes stale when a colleague changes it."""
    value = value_of(form.scene.project, _name(form))
    return [Option(_key(value), said(_name(form), value, form.scene.reader))]


def _key(value: Any) -> str:
    return str(encoded(value))


class AboutValue(Flow):
    """The parent of the forms that change one value: they return to it."""

    subject = "policy"
    send_label = T("button", "Change it now")
    now = Choose(ask=T("staff", "Now"), label=T("staff", "Now"), among=_present)

    @classmethod
    def check(cls, form: Form) -> None:
        """Only who may change this value."""
        if not may_change(form.scene.staff, _name(form)):
            raise NotYours(policy=form.about)

    @classmethod
    def opening(cls, form: Form) -> Words | None:
        """Which value."""
        return name_of_value(_name(form))

    @classmethod
    def value(cls, form: Form) -> Any:
        """The new value; None for the default."""
        raise NotImplementedError

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """Change it, and show how it stands."""
        scene, name = form.scene, _name(form)
        seen = encoded(value_of(scene.project, name))
        change(
            scene.session,
            scene.project,
            name,
            cls.value(form),
            by=scene.me,
            now=scene.now,
            why=form["why"],
            seen=seen,
        )
        return value_card(scene, form.about).headed(T("staff", "Changed. It holds from now on."))


def _ask_value(form: Form) -> Words:
    told = about_value(_name(form))
    if told.measure == Measure.CLOCK:
        return T("staff", "Which time of day? Write it like 8:30.")
    if told.measure == Measure.PHONE:
        return T("staff", "Which telephone number?")
    if told.measure == Measure.TEXT:
        return T("staff", "What is it now? Please write it as owners are to read it.")
    least, most = amount(told.measure, told.least), amount(told.measure, told.most)
    return T("staff", "How much? Write a number from {least} to {most}.", least=least, most=most)


def _read_value(form: Form, text: str) -> Any:
    """The typed value as it is kept in the draft; raises NotAnAnswer where it is beyond the bounds."""
    name, told = _name(form), about_value(_name(form))
    value: Any
    if told.measure == Measure.CLOCK:
        value = typed.clock(text)
    elif told.measure == Measure.PHONE:
        value = text if re.fullmatch(r"[+\d][\d -]{4,19}", text) else None
    elif told.measure == Measure.TEXT:
        value = " ".join(text.split())
    else:
        found = re.fullmatch(r"(\d{1,6})\D*", text)
        value = int(found[1]) if found else None
    if value is not None and not fits(form.scene.project, name, value):
        raise NotAnAnswer(T("staff", "That is outside what is allowed."))
    return encoded(value)


def _example(form: Form, value: Any) -> Words:
    measure = about_value(_name(form)).measure
    return amount(measure, value) if measure in NUMBERS else str(value)


class ChangeValue(AboutValue):
    """A number, a time of day or a telephone, typed."""

    name = "policy_value"
    title = T("button", "Change a value")

    new = Typed(
        ask=_ask_value,
        label=T("staff", "New"),
        read=_read_value,
        shows=_example,
        example=T("staff", "30, or a time like 8:30"),
    )
    why = reason()

    @classmethod
    def value(cls, form: Form) -> Any:
        """What was typed."""
        clock = about_value(_name(form)).measure == Measure.CLOCK
        return time.fromisoformat(form["new"]) if clock else form["new"]


class ChangeSwitch(AboutValue):
    """On or off."""

    name = "policy_switch"
    title = T("button", "Change a value")

    new = Choose(
        ask=T("staff", "On or off?"),
        label=T("staff", "New"),
        among=lambda form: [Option("on", T("staff", "on")), Option("off", T("staff", "off"))],
    )
    why = reason()

    @classmethod
    def value(cls, form: Form) -> bool:
        """What was chosen."""
        return bool(form["new"] == "on")


class BackToDefault(AboutValue):
    """As the handbook proposes."""

    name = "policy_default"
    title = T("button", "Back to the default")
    send_label = T("button", "Back to the default")
    why = reason()

    @classmethod
    def footnote(cls, form: Form) -> Words | None:
        """What it will be."""
        name = _name(form)
        return T("staff", "It will be: {value}", value=said(name, default_of(name), form.scene.reader))

    @classmethod
    def value(cls, form: Form) -> None:
        """The default."""


def _read_spans(form: Form, text: str) -> list[list[str]] | None:
    if text == "-":
        return []
    found = typed.spans(text)
    return [[f"{start:%H:%M}", f"{end:%H:%M}"] for start, end in found] if found else None


def _spans(value: Sequence[Sequence[str]]) -> tuple[tuple[time, time], ...]:
    return tuple((time.fromisoformat(start), time.fromisoformat(end)) for start, end in value)


class ChangeWeek(AboutValue):
    """Service hours of one or several days of the week."""

    name = "policy_week"
    title = T("button", "Change service hours")

    days = Typed(
        ask=T("staff", "Of which days? Tap, or write it like 1-5 or Sat."),
        label=T("staff", "Days"),
        read=lambda form, text: typed.weekdays(text),
        shows=lambda form, value: weekdays_of(value),
        example="1-5",
        suggestions=lambda form: [
            Option("1-5", weekdays_of([1, 2, 3, 4, 5])),
            *(Option(str(number), label) for number, label in WEEKDAY.items()),
        ],
    )
    spans = Typed(
        ask=T("staff", "When is the office open then? Write it like 8:30-12:00 13:30-17:30."),
        label=T("staff", "Hours"),
        read=_read_spans,
        shows=lambda form, value: day_hours(_spans(value)),
        example="8:30-12:00 13:30-17:30",
        suggestions=lambda form: [Option("08:30-17:30", "08:30-17:30"), Option("-", T("button", "Closed"))],
    )
    why = reason()

    @classmethod
    def value(cls, form: Form) -> Any:
        """The week with these days changed."""
        week = list(value_of(form.scene.project, _name(form)))
        for number in form["days"]:
            week[number - 1] = _spans(form["spans"])
        return tuple(week)


def _closed(form: Form) -> list[Option]:
    """The days that are kept already, to be opened again."""
    zone = form.scene.project.zone
    kept = [Option(day.isoformat(), day_of(day, zone)) for day in value_of(form.scene.project, _name(form))]
    return [*kept[-6:], *(near_days(form) if not kept else [])]


class ChangeDates(AboutValue):
    """One special closing day more, or one less."""

    name = "policy_dates"
    title = T("button", "Change closing days")

    day = which_day(
        T("staff", "Which day? A new one is added, one that is kept already is taken away."), T("staff", "Day"), _closed
    )
    why = reason()

    @classmethod
    def value(cls, form: Form) -> Any:
        """The days with this one more or less."""
        kept, day = set(value_of(form.scene.project, _name(form))), date.fromisoformat(form["day"])
        return tuple(sorted(kept ^ {day}))


NEW = "new"


def _hours_to_change(form: Form) -> list[Option]:
    """A new line, or one that is taken away."""
    kept = value_of(form.scene.project, _name(form))
    taken = [Option(_key(one), T("button", "Remove {hours}", hours=intake_span(one))) for one in kept]
    return [Option(NEW, T("button", "Add hours")), *taken]


def _adds(form: Form) -> bool:
    return bool(form.get("which") == NEW)


class ChangeIntake(AboutValue):
    """Who receives by hour: one line more, which comes before the others, or one less (R014)."""

    name = "policy_intake"
    title = T("button", "Who receives, by hour")

    which = Choose(ask=T("staff", "What is to be changed?"), label=T("staff", "Change"), among=_hours_to_change)
    hours = from_when_to_when(
        T("staff", "From when to when? Tap, or write it like 8:30-17:30, over midnight 20-8."), when=_adds
    )
    group = Choose(
        when=_adds,
        ask=T("staff", "Who receives then?"),
        label=T("staff", "Receives"),
        among=lambda form: [Option(one.value, INTAKE[one]) for one in Intake],
    )
    why = reason()

    @classmethod
    def value(cls, form: Form) -> Any:
        """The lines with this change."""
        kept = value_of(form.scene.project, _name(form))
        if not _adds(form):
            return tuple(one for one in kept if _key(one) != form["which"])
        start, end = (time.fromisoformat(one) for one in form["hours"])
        return (IntakeHours(start, end, Intake(form["group"])), *kept)


FLOWS = (ChangeValue, ChangeSwitch, BackToDefault, ChangeWeek, ChangeDates, ChangeIntake)
