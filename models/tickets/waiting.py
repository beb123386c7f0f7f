"""The deeds of a repair that cannot be finished now: one explanation for the owner and upward, and a new date (R050)."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from models.estate import Project
from models.hours import hours_of
from models.people import Person
from models.policy_terms import DAY
from models.refusals import DoorClosed
from models.tickets.lifecycle import MOVES, Status
from models.tickets.moving import moving
from models.tickets.tables import Pause, Ticket
from models.tickets.visit_queries import at_once_by, open_pause, waits_outside
from models.tickets.visits import agree, explain, needs_a_door, needs_time_ahead

CANNOT_FINISH = ("wait_part", "wait_firm", "postpone")


def end_of(project: Project, day: date) -> datetime:
    """When a day that was promised is over: at the end of its service hours."""
    open_hours = hours_of(project).of(day) or DAY
    return datetime.combine(day, open_hours[-1][1], project.zone)


def cannot_finish(
    session: Session,
    ticket_id: int,
    move: str,
    *,
    by: Person,
    now: datetime,
    reason: str,
    until: datetime,
    appointed: datetime | None = None,
    appointed_to: datetime | None = None,
    seen: int | None = None,
) -> Ticket:
    """Why it is not done today, and until when: a part, an outside firm, or more time; one of CANNOT_FINISH.

    `appointed` is the hour (until `appointed_to`) at which the same person comes again, where more time is all that is needed and an hour was agreed.
    """
    with moving(session, ticket_id, move, by=by, now=now, seen=seen, facts={"promised": until.isoformat()}) as ticket:
        if waits_outside(session, ticket):
            raise DoorClosed(ticket=ticket.id)
        needs_time_ahead(ticket, appointed or until, now)
        explain(session, ticket, by, move, reason, now)
        ticket.promised_at = until
        if move == "postpone":
            _come_again(ticket, appointed, appointed_to)
        else:
            session.add(_pause(ticket, move, reason, now))
    return ticket


def _come_again(ticket: Ticket, start: datetime | None, end: datetime | None) -> None:
    if start is not None and ticket.inside:
        agree(ticket, start, end)
    else:
        ticket.appointed_from = ticket.appointed_to = None


def _pause(ticket: Ticket, move: str, reason: str, now: datetime) -> Pause:
    status = MOVES[move].target or Status.WAITING_PART
    return Pause(ticket_id=ticket.id, status=status, words=reason.strip(), since=now, promised_at=ticket.promised_at)


def extend(
    session: Session,
    ticket_id: int,
    *,
    by: Person,
    now: datetime,
    reason: str,
    until: datetime,
    seen: int | None = None,
) -> Ticket:
    """The promise cannot be kept: a later one, with a reason, again to both (R050)."""
    with moving(
        session, ticket_id, "extend", by=by, now=now, seen=seen, facts={"promised": until.isoformat()}
    ) as ticket:
        needs_time_ahead(ticket, until, now)
        explain(session, ticket, by, "extend", reason, now)
        ticket.promised_at = until
        if pause := open_pause(session, ticket):
            pause.words, pause.promised_at = reason.strip(), until
    return ticket


def resume(
    session: Session,
    ticket_id: int,
    *,
    by: Person,
    now: datetime,
    start: datetime | None = None,
    end: datetime | None = None,
    seen: int | None = None,
) -> Ticket:
    """The part is there, or the firm: it goes on, at an agreed time, or at once, which is a promise too (R040)."""
    with moving(session, ticket_id, "resume", by=by, now=now, seen=seen) as ticket:
        if start is None:
            ticket.expected_at = at_once_by(ticket, now)
        else:
            needs_a_door(ticket)
            needs_time_ahead(ticket, start, now)
            agree(ticket, start, end)
    return ticket
