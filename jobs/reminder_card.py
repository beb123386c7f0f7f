"""The reminder card (有偿服务温馨提示卡) that stays on a door at which nobody answered (R070, DOMAIN 6)."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from bot.documents import Maker
from bot.texts import Reader, T
from jobs.documents import A5, clock, make_form, say, where
from models.estate import Project
from models.people import Staff
from models.policy import policy_of
from models.tickets.tables import Ticket, Visit


def reminder_card(
    session: Session, project: Project, facts: Mapping[str, Any], reader: Reader, now: datetime
) -> tuple[str, bytes]:
    """Half a sheet for the door: who was there, how long, and how to choose another time."""
    visit = session.get_one(Visit, facts["visit"])
    ticket, staff = session.get_one(Ticket, visit.ticket_id), session.get_one(Staff, visit.staff_id)
    reader = Reader(ticket.reporter.language, reader.zone)  # the customer reads it, not the one who asked for it
    waited = T(
        "paper",
        "We came as arranged, waited {minutes} minutes and did not meet you.",
        minutes=_minutes(project, visit, now),
    )
    again = T(
        "paper",
        "Please choose another time: type the code {code} to our bot, or call {phone}. Thank you.",
        code=visit.code,
        phone=project.desk_phone,
    )
    rows = (
        (T("paper", "Unit"), where(reader, ticket)),
        (T("paper", "Date and time"), clock(reader, visit.arrived_at)),
        (T("paper", "Dear customer"), say(reader, waited)),
        (T("paper", "Number"), ticket.number),
        (T("paper", "Our colleague"), f"{staff.person.name} {staff.number}"),
        (T("paper", "Telephone"), project.desk_phone),
        (T("paper", "Code for another time"), visit.code),
        (T("paper", "How it goes on"), say(reader, again)),
    )
    title = say(reader, T("paper", "{building}: reminder card", building=project.name))
    name = say(reader, T("paper", "Reminder card {number}", number=ticket.number))
    return f"{name}.xlsx", make_form(title, [(say(reader, label), value) for label, value in rows], paper=A5)


def _minutes(project: Project, visit: Visit, now: datetime) -> str:
    """How long somebody waited at the door; room for a pen where it is made before nobody may leave yet."""
    waited = (visit.ended_at or now) - visit.knocked_at if visit.knocked_at else timedelta()
    minutes = int(waited.total_seconds() // 60)
    return str(minutes) if minutes >= policy_of(project).no_answer_leave_minutes else "____"


DOCUMENTS: Mapping[str, Maker] = {"reminder_card": reminder_card}
