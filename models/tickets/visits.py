"""The deeds of a visit: agree a time, set out, be late, stand before a door, leave the card (R049, R068-R072)."""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.media.actions import attach
from models.media.tables import AttachedTo
from models.people import Person
from models.policy import policy_of
from models.refusals import CodeUnknown, DayToCome, NoDoor, NotYours, TimePast, TooEarly, TooLate, WordsMissing
from models.tickets.clocks import answer_by
from models.tickets.following import begun
from models.tickets.lifecycle import Part, Status
from models.tickets.moving import moving
from models.tickets.outcomes import Result
from models.tickets.parts import parts_of
from models.tickets.tables import Pause, Ticket, Visit
from models.tickets.visit_queries import (
    agrees_times,
    is_being_opened,
    is_of_a_later_day,
    may_leave_at,
    may_wish,
    of_card,
    open_visit,
    waits_outside,
)


def needs_a_door(ticket: Ticket) -> None:
    """Raise NoDoor for a public place: no appointment, nobody to let anybody in."""
    if not ticket.inside:
        raise NoDoor(ticket=ticket.id)


def needs_time_ahead(ticket: Ticket, moment: datetime, now: datetime) -> None:
    """Raise TimePast for a moment that is over."""
    if moment <= now:
        raise TimePast(ticket=ticket.id)


def needs_the_day(ticket: Ticket, now: datetime) -> None:
    """Raise DayToCome before the day on which the owner was told that somebody comes."""
    if is_of_a_later_day(ticket, now):
        raise DayToCome(ticket=ticket.id, time=ticket.appointed_from or ticket.expected_at)


def agree(ticket: Ticket, start: datetime, end: datetime | None = None) -> None:
    """This is the time from now on, with the end that belongs to it or none; what was wished before is settled by it."""
    ticket.appointed_from, ticket.appointed_to = start, end
    ticket.wished_from = ticket.wished_to = None


def explain(session: Session, ticket: Ticket, by: Person, kind: str, words: str, now: datetime) -> None:
    """Keep why it takes longer; raises WordsMissing."""
    if not words.strip():
        raise WordsMissing(ticket=ticket.id)
    session.add(
        Result(ticket_id=ticket.id, round=ticket.rounds, staff_id=by.id, kind=kind, words=words.strip(), at=now)
    )


def appoint(
    session: Session,
    ticket_id: int,
    *,
    by: Person,
    now: datetime,
    start: datetime,
    end: datetime | None = None,
    seen: int | None = None,
) -> Ticket:
    """Agree a time with the owner, or another one (R049); raises NotYours for a cleaning that customer service agrees (R076)."""
    with moving(
        session, ticket_id, "appoint", by=by, now=now, seen=seen, facts={"appointed": start.isoformat()}
    ) as ticket:
        if not agrees_times(ticket, parts_of(session, by, ticket, now)):
            raise NotYours(ticket=ticket.id)
        needs_a_door(ticket)
        needs_time_ahead(ticket, start, now)
        agree(ticket, start, end)
    return ticket


def wish(
    session: Session,
    ticket_id: int,
    *,
    by: Person,
    now: datetime,
    start: datetime,
    end: datetime | None = None,
    seen: int | None = None,
) -> Ticket:
    """The owner asks for another time before anybody has set out; what was agreed stands until the office agrees (R049).

    Raises NoDoor for a public place, TimePast, and TooLate once somebody is on the way.
    """
    with moving(session, ticket_id, "wish", by=by, now=now, seen=seen, facts={"wished": start.isoformat()}) as ticket:
        needs_a_free_way(session, ticket)
        needs_time_ahead(ticket, start, now)
        ticket.wished_from, ticket.wished_to = start, end
    return ticket


def needs_a_free_way(session: Session, ticket: Ticket) -> None:
    """Raise NoDoor for a public place, and TooLate once somebody has set out, or where it cannot wait for a time that suits."""
    needs_a_door(ticket)
    if not may_wish(session, ticket):
        raise TooLate(ticket=ticket.id)


def ready(session: Session, ticket_id: int, *, by: Person, now: datetime, seen: int | None = None) -> Ticket:
    """The departure check is done, and the owner hears that somebody has set out (R068)."""
    with moving(session, ticket_id, "ready", by=by, now=now, seen=seen) as ticket:
        visit = begun(session, ticket, now)
        if visit.ready_at is not None:
            raise TooLate(ticket=ticket_id)
        visit.ready_at = now
    return ticket


def delay(
    session: Session,
    ticket_id: int,
    *,
    by: Person,
    now: datetime,
    reason: str,
    until: datetime,
    seen: int | None = None,
) -> Ticket:
    """Somebody will be late: the owner hears why and until when, and so does the head (R050).

    Raises DayToCome before the day of the appointment.
    """
    with moving(session, ticket_id, "delay", by=by, now=now, seen=seen, facts={"until": until.isoformat()}) as ticket:
        needs_the_day(ticket, now)
        needs_time_ahead(ticket, until, now)
        explain(session, ticket, by, "late", reason, now)
        if ticket.appointed_from is None:  # who comes without an appointment makes none by being late
            ticket.expected_at = until
        else:
            agree(ticket, until)
    return ticket


def missed(session: Session, ticket_id: int, *, by: Person, now: datetime, seen: int | None = None) -> Ticket:
    """The owner, asked whether somebody has come, says no: everybody who must act hears it (J03)."""
    with moving(session, ticket_id, "missed", by=by, now=now, seen=seen) as ticket:
        _answered(session, ticket, now)
        ticket.contact_by = answer_by(ticket.project, ticket.urgency, now)
    return ticket


def came(session: Session, ticket_id: int, *, by: Person, now: datetime, seen: int | None = None) -> Ticket:
    """The owner, asked whether somebody has come, says yes: the check-in was forgotten (J03)."""
    with moving(session, ticket_id, "came", by=by, now=now, seen=seen) as ticket:
        _answered(session, ticket, now)
    return ticket


def _answered(session: Session, ticket: Ticket, now: datetime) -> None:
    visit = begun(session, ticket, now)
    if visit.asked_at is None:
        raise TooLate(ticket=ticket.id)
    visit.asked_at = None


def knock(session: Session, ticket_id: int, *, by: Person, now: datetime, seen: int | None = None) -> Ticket:
    """Nobody answers: the owner hears at once who stands at the door, and the waiting time runs (R070)."""
    with moving(session, ticket_id, "knock", by=by, now=now, seen=seen) as ticket:
        needs_a_door(ticket)
        visit = begun(session, ticket, now)
        if visit.knocked_at is not None:
            raise TooLate(ticket=ticket_id)
        visit.knocked_at, visit.opened_at = now, None
        visit.code = visit.code or _code(session, ticket.project_id)
    return ticket


def _code(session: Session, project_id: int) -> str:
    """Six digits that no other card of the office carries."""
    while True:
        code = str(secrets.randbelow(900_000) + 100_000)
        if session.scalar(select(Visit.id).where(Visit.project_id == project_id, Visit.code == code)) is None:
            return code


def opening(session: Session, ticket_id: int, *, by: Person, now: datetime, seen: int | None = None) -> Ticket:
    """The owner opens at once: whoever waits at the door hears it, once for every time that nobody answered (R070)."""
    with moving(session, ticket_id, "opening", by=by, now=now, seen=seen) as ticket:
        if waits_outside(session, ticket) is None or is_being_opened(session, ticket):
            raise TooLate(ticket=ticket_id)
    return ticket


def opened(session: Session, ticket_id: int, *, by: Person, now: datetime, seen: int | None = None) -> Ticket:
    """Somebody has opened the door."""
    with moving(session, ticket_id, "opened", by=by, now=now, seen=seen) as ticket:
        needs_a_door(ticket)
        visit = begun(session, ticket, now)
        if visit.opened_at is not None:
            raise TooLate(ticket=ticket_id)
        visit.knocked_at, visit.opened_at = None, now
    return ticket


def leave(
    session: Session,
    ticket_id: int,
    *,
    by: Person,
    now: datetime,
    photos: Sequence[int] = (),
    seen: int | None = None,
) -> Ticket:
    """The card hangs at the door: the customer was absent, and chooses another time (R070).

    Raises TooEarly with the seconds that are left before the two minutes are over.
    """
    with moving(session, ticket_id, "leave", by=by, now=now, seen=seen, facts={"photos": len(photos)}) as ticket:
        needs_waiting(session, ticket, now)
        attach(session, ticket.subject, photos, AttachedTo.CARD, by=by, now=now)
        session.add(Pause(ticket_id=ticket.id, status=Status.WAITING_ACCESS, words="", since=now))
    return ticket


def needs_waiting(session: Session, ticket: Ticket, now: datetime) -> None:
    """Raise NoDoor, or TooEarly with the seconds that are left to wait; all of them before anybody has knocked in vain."""
    needs_a_door(ticket)
    visit = open_visit(session, ticket)
    at = may_leave_at(ticket, visit) if visit else None
    wait = at - now if at else timedelta(minutes=policy_of(ticket.project).no_answer_leave_minutes)
    if wait > timedelta():
        raise TooEarly(ticket=ticket.id, seconds=-(-wait // timedelta(seconds=1)))


def needs_another_time(session: Session, ticket: Ticket) -> None:
    """Raise TooLate unless somebody came in vain, or stands at the closed door just now."""
    if ticket.status != Status.WAITING_ACCESS and waits_outside(session, ticket) is None:
        raise TooLate(ticket=ticket.id)


def rebook(
    session: Session,
    ticket_id: int,
    *,
    by: Person,
    now: datetime,
    start: datetime,
    end: datetime | None = None,
    code: str = "",
    seen: int | None = None,
) -> Ticket:
    """The owner chooses another time, or the desk does for the owner; who holds the card's code stands for the owner."""
    if code and of_card(session, by, code).id != ticket_id:
        raise CodeUnknown
    with moving(
        session,
        ticket_id,
        "rebook",
        by=by,
        now=now,
        seen=seen,
        facts={"appointed": start.isoformat()},
        stands_for={Part.REPORTER} if code else (),
    ) as ticket:
        needs_another_time(session, ticket)
        needs_time_ahead(ticket, start, now)
        agree(ticket, start, end)
    return ticket
