"""What follows from every move by itself: visits begin and end, pauses end, reminders are made anew (R049, DOMAIN 4.7)."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from models.calls.tables import Call, CallKind
from models.catalogue import Urgency
from models.dues import Due, put_off
from models.policy import policy_of
from models.tickets.clocks import renew_by
from models.tickets.lifecycle import AWAITED, PAUSED, WITH_DEPARTMENT, Move, Status
from models.tickets.tables import Arrival, Pause, Ticket, Visit, VisitEnd
from models.tickets.visit_queries import due_arrival, has_nobody, open_pause, open_visit

# Things that come due around a visit, in the order in which they do.
DAY_BEFORE, SOON, AT_ONCE, ASK_ARRIVAL = "visit_day_before", "visit_soon", "visit_at_once", "arrival_check"
KNOCK_PROMPT, REBOOK_WAITS = "knock_prompt", "rebook_waits"
PROMISED_DAY, PROMISE_PAST, NEW_PROMISE = "promised_day", "promise_past", "new_promise"
NOBODY_COMES = "nobody_comes"
KINDS = (
    *(DAY_BEFORE, SOON, AT_ONCE, ASK_ARRIVAL, KNOCK_PROMPT, REBOOK_WAITS),
    *(PROMISED_DAY, PROMISE_PAST, NEW_PROMISE, NOBODY_COMES),
)

COMING = frozenset({Status.ACCEPTED, Status.ARRIVED})
ENDS = {
    "finish": VisitEnd.FINISHED,
    "settle": VisitEnd.FINISHED,
    "leave": VisitEnd.NO_ANSWER,
    "postpone": VisitEnd.POSTPONED,
    "wait_part": VisitEnd.WAITING_PART,
    "wait_firm": VisitEnd.OUTSIDE_FIRM,
    "refer": VisitEnd.REFERRED,
}
# By what an appointment has been kept or has failed, besides every pause; the next one is a new one.
APPOINTED_NO_MORE = frozenset({"refer", "reopen"})
AGREED = frozenset({"appoint", "confirm_time"})  # a time is agreed anew
# Where a promised date stands; who has come works on under it, and its passing is no silence.
PROMISED = AWAITED | WITH_DEPARTMENT | {Status.ARRIVED}
EARLIEST, LATEST = timedelta(minutes=10), timedelta(minutes=5)
AFTERNOON, MORNING = time(16), time(9)


def arrival_class(appointed: datetime | None, arrived: datetime) -> Arrival:
    """How an arrival stands to its appointment T: [T-10, T-5] is punctual, (T-5, T] acceptable (R049)."""
    if appointed is None:
        return Arrival.UNBOUND
    ahead = appointed - arrived
    if ahead > EARLIEST:
        return Arrival.EARLY
    if ahead >= LATEST:
        return Arrival.PUNCTUAL
    return Arrival.ACCEPTABLE if ahead >= timedelta() else Arrival.LATE


def follow(session: Session, ticket: Ticket, move: Move, now: datetime) -> None:
    """Bring visits, pauses and reminders in line with where a move has brought the ticket."""
    visit = open_visit(session, ticket)
    if visit and (move.name in ENDS or ticket.status not in COMING):
        visit.ended_at, visit.end = now, ENDS.get(move.name, VisitEnd.CALLED_OFF)
        visit = None
    pause = open_pause(session, ticket)
    if pause and ticket.status not in PAUSED:
        pause.until, pause = now, None
        over = update(Call).where(Call.ticket_id == ticket.id, Call.kind == CallKind.REBOOK, Call.done_at.is_(None))
        session.execute(over.values(done_at=now))
    _appointment(ticket, move, now)
    if ticket.status in COMING:
        visit = visit or begun(session, ticket, now)
        _checked_in(ticket, visit, move, now)
    session.flush()
    _remind(session, ticket, visit, pause, now)


def begun(session: Session, ticket: Ticket, now: datetime) -> Visit:
    """The visit that is under way, begun now where there is none."""
    if (visit := open_visit(session, ticket)) is not None:
        return visit
    assert ticket.assignee_id is not None
    visit = Visit(
        project_id=ticket.project_id,
        ticket_id=ticket.id,
        staff_id=ticket.assignee_id,
        begun_at=now,
        appointed_from=ticket.appointed_from,
    )
    session.add(visit)
    return visit


def _appointment(ticket: Ticket, move: Move, now: datetime) -> None:
    """Who accepts keeps the time that was agreed or wished, if it still lies ahead (R047)."""
    if ticket.status in PAUSED or move.name in APPOINTED_NO_MORE:
        ticket.appointed_from = ticket.appointed_to = None
    elif move.name in {"accept", "take"} and (ticket.appointed_from is None or ticket.appointed_from <= now):
        planned = ticket.inside and ticket.urgency not in {Urgency.U0, Urgency.U1}
        kept = planned and ticket.wished_from is not None and ticket.wished_from > now
        ticket.appointed_from = ticket.wished_from if kept else None
        ticket.appointed_to = ticket.wished_to if kept else None
    if ticket.status != Status.ACCEPTED or move.name in AGREED:
        ticket.expected_at = None
    if ticket.status not in PROMISED or move.name in AGREED | {"resume"}:
        ticket.promised_at = None


def _checked_in(ticket: Ticket, visit: Visit, move: Move, now: datetime) -> None:
    if move.name in AGREED:  # agreed anew; a delay that was only announced leaves what was agreed
        visit.appointed_from = ticket.appointed_from
    if move.name == "arrive":
        visit.arrived_at, visit.arrival = now, arrival_class(visit.appointed_from, now)


def _remind(session: Session, ticket: Ticket, visit: Visit | None, pause: Pause | None, now: datetime) -> None:
    mine = select(Due.id).where(Due.subject == ticket.subject, Due.kind.in_(KINDS))
    free = session.scalars(mine.with_for_update(skip_locked=True)).all()  # one in the clock's hand is looked at there
    session.execute(delete(Due).where(Due.id.in_(free)))
    coming = [*_of_visit(ticket, visit), *_of_nobody(ticket), *_of_promise(ticket), *_of_pause(ticket, pause)]
    for kind, moment in coming:
        if moment > now:
            put_off(
                session,
                project_id=ticket.project_id,
                kind=kind,
                subject=ticket.subject,
                occasion=moment.isoformat(),
                due_at=moment,
            )


def _of_visit(ticket: Ticket, visit: Visit | None) -> Iterator[tuple[str, datetime]]:
    """J02 and J03; a public place has no door, and nobody who waits behind it."""
    if visit is None or not ticket.inside:
        return
    policy = policy_of(ticket.project)
    if visit.knocked_at is not None:
        yield KNOCK_PROMPT, visit.knocked_at + timedelta(minutes=policy.no_answer_prompt_minutes)
    if ticket.status != Status.ACCEPTED:
        return
    if (at := ticket.appointed_from) is not None:
        day = at.astimezone(ticket.project.zone).date() - timedelta(days=1)
        yield DAY_BEFORE, datetime.combine(day, AFTERNOON, ticket.project.zone)
        yield SOON, at - timedelta(minutes=30)
        yield AT_ONCE, at - timedelta(minutes=15)
    if (expected := due_arrival(ticket, visit)) is not None:
        yield ASK_ARRIVAL, expected + timedelta(minutes=policy.arrival_grace_minutes)


def _of_nobody(ticket: Ticket) -> Iterator[tuple[str, datetime]]:
    """An appointment for which nobody has accepted yet: the head hears it an hour before, and at the hour."""
    if has_nobody(ticket) and (at := ticket.appointed_from) is not None:
        yield NOBODY_COMES, at - timedelta(hours=1)
        yield NOBODY_COMES, at


def _of_promise(ticket: Ticket) -> Iterator[tuple[str, datetime]]:
    """The morning of the day on which it was to go on, the moment by which it should have, and that of a new date (R050, R040)."""
    if ticket.promised_at is not None:
        day = ticket.promised_at.astimezone(ticket.project.zone).date()
        yield PROMISED_DAY, datetime.combine(day, MORNING, ticket.project.zone)
        yield PROMISE_PAST, ticket.promised_at
    if (again := renew_by(ticket)) is not None:
        yield NEW_PROMISE, again


def _of_pause(ticket: Ticket, pause: Pause | None) -> Iterator[tuple[str, datetime]]:
    """An owner who has not chosen another time is asked by telephone (R070)."""
    if pause is not None and ticket.status == Status.WAITING_ACCESS:
        yield REBOOK_WAITS, pause.since + timedelta(days=policy_of(ticket.project).rebook_reminder_days)
