"""Questions and answers in words: the classes, and an answer with what it looks up (R119)."""

from itertools import groupby

from bot.scene import Scene
from bot.screens import Button
from bot.texts import T, Words, listed
from handlers.staff.names import hours_of, weekdays_of
from handlers.taps import Go, Place
from models.knowledge.placeholders import Held, pieces
from models.knowledge.tables import Edition, Topic
from models.policy import policy_of

TOPIC = {
    Topic.REPAIR: T("button", "Repairs"),
    Topic.PAID: T("button", "Paid services"),
    Topic.FEES: T("button", "Fees"),
    Topic.AIRCON: T("button", "Air-conditioning"),
    Topic.MOVING: T("button", "Moving things"),
    Topic.FIT_OUT: T("button", "Fit-out"),
    Topic.MOVE_IN: T("button", "Moving in"),
    Topic.MOVE_OUT: T("button", "Moving out"),
    Topic.PARKING: T("button", "Parking"),
    Topic.COMPLAINT: T("button", "On complaints"),
    Topic.SAFETY: T("button", "Safety"),
    Topic.SERVICE: T("button", "Our service"),
}
HOME = Button(T("button", "Home"), Go(Place.HOME))


def answer_of(scene: Scene, one: Edition) -> Words:
    """The answer as an owner reads it now, in the reader's language."""
    text = one.answer_zh if scene.reader.language.startswith("zh") else one.answer_en
    return listed((_looked_up(scene, part) if isinstance(part, Held) else part for part in pieces(text)), "")


def _looked_up(scene: Scene, what: Held) -> Words:
    """What stands in braces; a telephone that the office has not entered is said in words."""
    project = scene.project
    match what:
        case Held.CONTROL_ROOM:
            return project.control_room_phone or T("label", "the control room (the number is posted in the lobby)")
        case Held.DESK:
            return project.desk_phone or T("label", "the service desk (the number is posted in the lobby)")
        case Held.HOURS:
            return service_hours(scene)
        case Held.BUILDING:
            return project.name


def service_hours(scene: Scene) -> Words:
    """The hours of the week, days that are alike together; a closed day is left out."""
    week = policy_of(scene.project).week
    days = sorted(range(7), key=lambda day: (min(one for one in range(7) if week[one] == week[day]), day))
    alike = [(hours, [day + 1 for day in same]) for hours, same in groupby(days, key=lambda day: week[day]) if hours]
    return listed(
        (
            T("label", "{days} {hours}", days=weekdays_of(same), hours=listed((hours_of(*one) for one in hours), " "))
            for hours, same in alike
        ),
        ", ",
    )
