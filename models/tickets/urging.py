"""A counted reminder to whoever has the job: the owner's wish, and the office's own 督办 (R007)."""

from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.events import Event, record
from models.marks.noting import listen
from models.people import Person
from models.policy import policy_of
from models.refusals import JustUrged
from models.tickets.lifecycle import UNDISPATCHED, Part
from models.tickets.moving import inform, moving
from models.tickets.offers import keep_offers
from models.tickets.outcomes import Result
from models.tickets.parts import holders, parts_of
from models.tickets.tables import Ticket

URGED = "urged"
WAITING = frozenset({Part.REPORTER, Part.JOINED})


def urge(
    session: Session, ticket_id: int, *, by: Person, now: datetime, words: str = "", seen: int | None = None
) -> Ticket:
    """Remind the assignee and the head, before the dispatch the desk; the place in the queue stays (R033).

    Raises JustUrged for an owner when somebody did so a short time ago.
    """
    with moving(session, ticket_id, "urge", by=by, now=now, seen=seen) as ticket:
        waits = parts_of(session, by, ticket, now) <= WAITING
        pause = timedelta(minutes=policy_of(ticket.project).urge_cooldown_minutes)
        if waits and ticket.urged_at and now - ticket.urged_at < pause:
            raise JustUrged(ticket=ticket.id)
        ticket.urges += 1
        ticket.urged_at = now
        keep_offers(session, ticket)
        if words.strip() and by.staff:
            session.add(
                Result(ticket_id=ticket.id, round=ticket.rounds, staff_id=by.id, kind=URGED, words=words, at=now)
            )
    if waits:
        _listen_to(session, ticket, by, now)
    if ticket.status in UNDISPATCHED:
        for person_id in holders(session, Part.DESK, ticket, now):
            if person_id != by.id:
                inform(session, ticket, person_id, "urge.desk", now)
    return ticket


def _listen_to(session: Session, ticket: Ticket, by: Person, now: datetime) -> None:
    """Who has to remind us for the third time is put before those in charge (R041)."""
    session.flush()
    mine = select(func.count()).where(Event.subject == ticket.subject, Event.kind == "urge", Event.actor_id == by.id)
    listen(session, ticket, by=by, words="", now=now, times=session.scalar(mine) or 0)


def count_reminder(session: Session, ticket: Ticket, *, by: Person, now: datetime) -> None:
    """A caller says during an alarm that nobody comes: counted like a reminder; the alarm itself tells everybody.

    Nothing of it makes a button stale, and no time has to pass between two.
    """
    ticket.urges += 1
    ticket.urged_at = now
    facts = {"from": ticket.status, "to": ticket.status, "version": ticket.version}
    record(
        session,
        project_id=ticket.project_id,
        subject=ticket.subject,
        kind="urge",
        now=now,
        actor_id=by.id,
        facts=facts,
    )


def urged_with(session: Session, ticket: Ticket) -> str | None:
    """What the latest reminder of a colleague said."""
    said = select(Result.words).where(Result.ticket_id == ticket.id, Result.kind == URGED)
    return session.scalars(said.order_by(Result.id.desc())).first()
