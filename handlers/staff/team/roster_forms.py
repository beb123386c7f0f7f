"""Changing the roster: leave, one day, a swap, weekly shifts; after each the person's days and any hole are shown (R005, R015)."""

from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

from bot.forms.choices import Choose
from bot.forms.flow import Flow, Form
from bot.forms.questions import Option
from bot.forms.writing import Typed, Write
from bot.scene import Scene
from bot.screens import Screen
from bot.texts import T, Words, lines, listed
from handlers import typed
from handlers.staff.asking import from_when_to_when, near_days, today, which_day
from handlers.staff.names import day_of, shift_of, weekdays_of
from handlers.staff.team.left_behind import left_rows, left_words
from handlers.staff.team.people import somebody
from handlers.staff.team.roster import coming_leaves, roster_card, weekly_shifts
from models.people import Staff
from models.refusals import NotYours, TooLate
from models.rota import staff_of
from models.staffing import roster

FOREVER = "-"


class AboutRoster(Flow):
    """The parent of forms about one person's roster: they return to it."""

    subject = "roster"

    @classmethod
    def check(cls, form: Form) -> None:
        """Only who plans this person."""
        staff = somebody(form.scene, form.about)
        if staff.left_at:
            raise TooLate
        if not roster.may_plan(form.scene.staff, staff):
            raise NotYours

    @classmethod
    def opening(cls, form: Form) -> Words | None:
        """Whose roster it is."""
        staff = somebody(form.scene, form.about)
        return T("staff", "{name} ({number}), {title}", name=staff.person.name, number=staff.number, title=staff.title)


def _days(form: Form, name: str) -> date:
    return date.fromisoformat(form[name])


def _hours(form: Form) -> tuple[time, time]:
    start, end = (time.fromisoformat(one) for one in form["hours"])
    return start, end


def _changed(scene: Scene, staff_id: int, more: Words | None = None) -> Screen:
    return roster_card(scene, staff_id).headed(lines(T("staff", "Changed."), more))


def _later_days(form: Form) -> list[Option]:
    """The first day itself, and the days after it."""
    first = _days(form, "first")
    zone = form.scene.project.zone
    ahead = [first + timedelta(days=days) for days in (0, 1, 2, 4, 6)]
    return [Option(one.isoformat(), day_of(one, zone)) for one in ahead]


def _reasons(form: Form) -> list[Option]:
    return [
        Option("sick", T("button", "Sick")),
        Option("holiday", T("button", "Annual leave")),
        Option("private", T("button", "Private matters")),
        Option("training", T("button", "Training")),
    ]


class TakeLeave(AboutRoster):
    """Somebody does not come for some days."""

    name = "absence"
    title = T("button", "Leave or sick")

    first = which_day(T("staff", "From which day? Tap it, or write it like 9-20."), T("staff", "From"))
    last = which_day(T("staff", "Until which day, this one included?"), T("staff", "Until"), _later_days)
    why = Write(ask=T("staff", "For which reason?"), label=T("staff", "Reason"), at_most=60, suggestions=_reasons)

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """Keep it; what must go to others are buttons."""
        scene = form.scene
        left = roster.take_leave(
            scene.session,
            form.about,
            by=scene.me,
            now=scene.now,
            first=_days(form, "first"),
            last=_days(form, "last"),
            reason=form["why"],
        )
        card = _changed(scene, form.about, left_words(left) if left else None)
        return replace(card, rows=(*left_rows(scene, left), *card.rows))


class ChangeDay(AboutRoster):
    """Other hours for one day, also a day that would be free."""

    name = "day"
    title = T("button", "One day")

    first = which_day(T("staff", "Which day? Tap it, or write it like 9-20."), T("staff", "Day"))
    hours = from_when_to_when(
        T("staff", "From when to when on this day? Tap, or write it like 8:30-17:30, over midnight 20-8.")
    )

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """Keep it."""
        scene = form.scene
        day = _days(form, "first")
        roster.set_day(scene.session, form.about, by=scene.me, now=scene.now, day=day, hours=_hours(form))
        return _changed(scene, form.about)


def _partners(form: Form) -> list[Option]:
    """Colleagues of the same department, whom the same person plans."""
    staff = somebody(form.scene, form.about)
    return [
        Option(str(one.person_id), T("staff", "{name}, {title}", name=one.person.name, title=one.title))
        for one in staff_of(form.scene.session, form.scene.project)
        if one.department_id == staff.department_id and one.person_id != staff.person_id
    ]


class Swap(AboutRoster):
    """Two people change places for a day."""

    name = "swap"
    title = T("button", "Swap for a day")

    first = which_day(T("staff", "Which day? Tap it, or write it like 9-20."), T("staff", "Day"))
    other = Choose(ask=T("staff", "With whom?"), label=T("staff", "With"), among=_partners, ask_even_one=True)

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """Each gets the hours of the other; who gets none is free."""
        scene = form.scene
        roster.swap(scene.session, form.about, int(form["other"]), by=scene.me, now=scene.now, day=_days(form, "first"))
        return _changed(scene, form.about)


def _leaves(form: Form) -> list[Option]:
    zone = form.scene.project.zone
    return [
        Option(str(one.id), listed([day_of(one.first, zone), day_of(one.last, zone)], "-"))
        for one in coming_leaves(form.scene, _whom(form))
    ]


def _whom(form: Form) -> Staff:
    return somebody(form.scene, form.about)


class ComeBack(AboutRoster):
    """A leave ends before its time, or was entered wrongly."""

    name = "back"
    title = T("button", "Comes again")
    which = Choose(ask=T("staff", "Which leave ends?"), label=T("staff", "Leave"), among=_leaves, ask_even_one=True)

    @classmethod
    def check(cls, form: Form) -> None:
        """There must be one."""
        super().check(form)
        if not coming_leaves(form.scene, _whom(form)):
            raise TooLate(roster=form.about)

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """They come from today on."""
        scene = form.scene
        roster.end_leave(scene.session, int(form["which"]), by=scene.me, now=scene.now)
        return _changed(scene, form.about)


def _read_weekdays(form: Form, text: str) -> list[int] | None:
    return typed.weekdays(text)


def _usual_weeks(form: Form) -> list[Option]:
    return [Option(one, weekdays_of(typed.weekdays(one) or ())) for one in ("1-5", "6", "6-7", "1-7")]


def _ends(form: Form) -> list[Option]:
    return [Option(FOREVER, T("button", "Until further notice"))]


def _read_end(form: Form, text: str) -> str | None:
    found = typed.day(text, today(form.scene))
    return text if text == FOREVER else found.isoformat() if found else None


def _say_end(form: Form, value: Any) -> Words:
    return (
        T("button", "Until further notice")
        if value == FOREVER
        else day_of(date.fromisoformat(value), form.scene.project.zone)
    )


class AddShift(AboutRoster):
    """A weekly working time."""

    name = "shift"
    title = T("button", "Add a weekly shift")

    weekdays = Typed(
        ask=T("staff", "On which days of the week? Tap, or write it like 1-5 or Mon, Wed, Fri."),
        label=T("staff", "Days"),
        read=_read_weekdays,
        shows=lambda form, value: weekdays_of(value),
        example="1-5",
        suggestions=_usual_weeks,
    )
    hours = from_when_to_when(T("staff", "From when to when? Tap, or write it like 8:30-17:30, over midnight 20-8."))
    first = which_day(T("staff", "From which day on?"), T("staff", "From"))
    last = Typed(
        ask=T("staff", "Until when? Tap, or write the last day like 12-31."),
        label=T("staff", "Until"),
        read=_read_end,
        shows=_say_end,
        example="12-31",
        suggestions=_ends,
    )

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """Keep it."""
        scene = form.scene
        roster.add_shift(
            scene.session,
            form.about,
            by=scene.me,
            now=scene.now,
            weekdays=form["weekdays"],
            hours=_hours(form),
            first=_days(form, "first"),
            last=None if form["last"] == FOREVER else _days(form, "last"),
        )
        return _changed(scene, form.about)


def _shifts(form: Form) -> list[Option]:
    return [Option(str(one.id), shift_of(one)) for one in weekly_shifts(form.scene, _whom(form))]


def _last_days(form: Form) -> list[Option]:
    """Yesterday, which is “from now on”, and the coming days."""
    yesterday = today(form.scene) - timedelta(days=1)
    return [Option(yesterday.isoformat(), T("button", "No longer from today")), *near_days(form)]


class EndShift(AboutRoster):
    """A weekly working time ends."""

    name = "shift_end"
    title = T("button", "End a weekly shift")
    which = Choose(ask=T("staff", "Which shift ends?"), label=T("staff", "Shift"), among=_shifts, ask_even_one=True)
    last = which_day(
        T("staff", "Which is its last day? Tap it, or write it like 9-20."), T("staff", "Last day"), _last_days
    )

    @classmethod
    def check(cls, form: Form) -> None:
        """There must be one."""
        super().check(form)
        if not weekly_shifts(form.scene, _whom(form)):
            raise TooLate(roster=form.about)

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """End it."""
        scene = form.scene
        last = _days(form, "last")
        roster.end_shift(scene.session, int(form["which"]), by=scene.me, now=scene.now, last=last)
        return _changed(scene, form.about)


FLOWS = (TakeLeave, ChangeDay, Swap, ComeBack, AddShift, EndShift)
