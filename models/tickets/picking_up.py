"""The telephone is picked up within three rings: a tick for one's own check, by whoever took the call (R184, X7)."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.events import record
from models.people import Person, Staff
from models.refusals import Gone, NotYours
from models.tickets.moving import locked
from models.tickets.tables import Channel, Ticket


@dataclass(frozen=True)
class PickedUp:
    """How many calls somebody has ticked in a month, and how many of them within three rings."""

    said: int
    in_time: int


def is_own_call(ticket: Ticket, person: Person) -> bool:
    """Whether this person took the call that it came in by."""
    return ticket.channel == Channel.PHONE and ticket.entered_by_id == person.id


def say_rings(session: Session, ticket_id: int, *, by: Person, in_time: bool, now: datetime) -> Ticket:
    """Whether it was picked up within three rings; raises Gone, NotYours for anybody but who took the call."""
    with session.begin_nested():
        ticket = locked(session, ticket_id)
        if ticket.project_id != by.project_id:
            raise Gone
        if not is_own_call(ticket, by):
            raise NotYours(ticket=ticket.id)
        ticket.in_three_rings = in_time
        record(
            session,
            project_id=ticket.project_id,
            subject=ticket.subject,
            kind="rings",
            now=now,
            actor_id=by.id,
            facts={"in_time": in_time},
        )
    return ticket


def picked_up(session: Session, staff: Staff, since: datetime) -> PickedUp:
    """What somebody has ticked since then; theirs alone to see."""
    mine = select(func.count()).where(Ticket.entered_by_id == staff.person_id, Ticket.received_at >= since)
    said = session.scalar(mine.where(Ticket.in_three_rings.is_not(None))) or 0
    return PickedUp(said, session.scalar(mine.where(Ticket.in_three_rings.is_(True))) or 0)
