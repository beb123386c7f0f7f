"""For whom a message may be left, who may read it, and when they are back (R186, DOMAIN 5.7)."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.estate import Project
from models.messages.lifecycle import Part
from models.messages.tables import StaffMessage
from models.people import Leave, Person, Staff
from models.refusals import Gone
from models.roles import FRONT_OFFICE
from models.rota import staff_of

A_DAY = timedelta(days=1)


def reachable(session: Session, project: Project, person: Person) -> Sequence[Staff]:
    """Everybody employed now, but for oneself."""
    return [one for one in staff_of(session, project) if one.person_id != person.id]


def back_on(session: Session, project: Project, staff_id: int, now: datetime) -> date | None:
    """The first day on which somebody is back who is on leave today; None for who is not."""
    today = now.astimezone(project.zone).date()
    leaves = session.execute(select(Leave.first, Leave.last).where(Leave.staff_id == staff_id)).all()
    day = today
    while any(first <= day <= last for first, last in leaves):
        day += A_DAY
    return day if day > today else None


def parts_of(person: Person, message: StaffMessage) -> frozenset[Part]:
    """Every part that the person has in the message; empty for who may not know of it."""
    if person.project_id != message.project_id:
        return frozenset()
    if person.id == message.person_id:
        return frozenset({Part.OWNER})
    staff = person.staff
    if staff is None or staff.left_at is not None:
        return frozenset()
    for_desk = message.to_id is None or message.desk_at is not None
    having = {
        Part.RECIPIENT: message.to_id == staff.person_id,
        Part.DESK: for_desk and staff.role in FRONT_OFFICE,
    }
    return frozenset(part for part, has in having.items() if has)


def visible(session: Session, message_id: int, person: Person) -> StaffMessage:
    """The message, for somebody who has a part in it; raises Gone for everybody else."""
    message = session.get(StaffMessage, message_id)
    if message is None or not parts_of(person, message):
        raise Gone
    return message
