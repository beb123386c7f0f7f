"""Times to choose from: coming slots, a little later, and the days on which something can go on."""

from datetime import datetime, timedelta

from bot.forms.flow import Form
from bot.forms.moments import Chosen, key_of, key_of_day
from bot.forms.questions import Option
from bot.scene import Scene
from bot.texts import Clockface, Day, Span, T, Words, listed
from models.hours import hours_of
from models.slots import NOTICE, coming_slots
from models.tickets.waiting import end_of

STEPS = (15, 30, 60)
DAYS = (0, 1, 2, 3, 7)


def slots(form: Form) -> list[Option]:
    """Two-hour spans of the coming working days."""
    return [Option(key_of(*slot), Span(*slot)) for slot in coming_slots(form.scene.project, form.scene.now)]


def suits(form: Form, wanted: Chosen) -> Words | None:
    """Why a time that an owner typed cannot be kept: too soon, or when nobody works."""
    scene = form.scene
    if wanted.start is None or wanted.start < scene.now + NOTICE:
        return T("owner", "Sorry, we need an hour to come. Please choose a later time, thank you.")
    if not hours_of(scene.project).is_open(wanted.start):
        return T(
            "owner",
            "Sorry, at that hour our colleagues are off duty. Please choose one of the times below, or talk to us. Thank you.",
        )
    return None


def a_little_later(base: datetime) -> list[Option]:
    """Some minutes after a moment, with the hour that comes of it."""
    return [
        Option(
            f"+{minutes}",
            T(
                "button",
                "{minutes} min later: {time}",
                minutes=minutes,
                time=Clockface(base + timedelta(minutes=minutes)),
            ),
        )
        for minutes in STEPS
    ]


def hour_or_day(scene: Scene, moment: datetime) -> Words:
    """The hour alone where it is today's, or else with its day."""
    zone = scene.project.zone
    return Clockface(moment) if moment.astimezone(zone).date() == scene.now.astimezone(zone).date() else moment


def days(form: Form) -> list[Option]:
    """Today if there is enough of it left, tomorrow, and some days later."""
    scene = form.scene
    today = scene.now.astimezone(scene.project.zone)
    names = {0: T("button", "Later today"), 1: T("button", "Tomorrow")}
    return [
        Option(key_of_day(day.date()), listed([names[ahead], Day(day)], " ") if ahead in names else Day(day))
        for ahead, day in ((ahead, today + timedelta(days=ahead)) for ahead in DAYS)
        if ahead or end_of(scene.project, day.date()) > scene.now + NOTICE
    ]
