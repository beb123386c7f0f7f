"""What the owner of an alarm reads of it: who has taken it, or whom to call until somebody has (R098)."""

from bot.scene import Scene
from bot.texts import T, Words, lines
from handlers.words import staff_name
from models.catalogue import Urgency
from models.incidents.reading import lasting_of, reading_of, tickets_of
from models.tickets.alarms import alarm_of
from models.tickets.lifecycle import DONE, OPEN
from models.tickets.tables import Ticket


def taken_by(scene: Scene, ticket: Ticket) -> Words | None:
    """Who has answered for the alarm; None before anybody has."""
    alarm = alarm_of(scene.session, ticket)
    if alarm is None or alarm.acknowledged_by is None:
        return None
    who = staff_name(alarm.acknowledged_by.person)
    return T("owner", "{who} has taken your alarm {number} and is seeing to it.", who=who, number=ticket.number)


def help_in_danger(scene: Scene, ticket: Ticket) -> Words | None:
    """The telephone stays in sight until help has come; to be called at once only as long as nobody has the alarm."""
    if ticket.urgency != Urgency.U0 or ticket.status not in OPEN - DONE:
        return None
    phone = scene.project.control_room_phone
    if (taken := taken_by(scene, ticket)) is not None:
        known = known_event(scene, ticket)
        return lines(taken, known, T("owner", "Control room, day and night: <b>{phone}</b>. Thank you.", phone=phone))
    return T("owner", "<b>{phone}</b> is the control room, day and night: please call at once.", phone=phone)


def known_event(scene: Scene, ticket: Ticket) -> Words | None:
    """That the call for help has arrived, or that others have reported the same; None where neither is so."""
    one = lasting_of(scene.session, ticket)
    if one is None:
        return None
    reading = reading_of(scene.session, one, scene.me)
    if reading is not None and reading.help_at:
        return T("owner", "You have asked for help. Colleagues have been told; in need please call. Thank you.")
    count = len(tickets_of(scene.session, one))
    if count < 2:
        return None
    return T("owner", "We know of it: {count} reports of the same event have reached us. Thank you.", count=count)
