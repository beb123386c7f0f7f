"""What happens when something has not happened: an event, the people of the rung, and an apology to the owner (R015, R036, R040, X14)."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from models.events import record
from models.hours import hours_of
from models.notices import Pace
from models.policy import policy_of
from models.tickets.clocks import Watch, elapsed, hearers, watches
from models.tickets.ladders import AROUND_THE_CLOCK, PROMISE_PAST_HEARS, PROMISED, Stage
from models.tickets.lifecycle import Part
from models.tickets.moving import inform, locked
from models.tickets.parts import holders
from models.tickets.tables import Ticket
from models.tickets.watch import OVERDUE, fired_of, pauses_of, rewatch


def look(session: Session, ticket_id: int, occasion: str, now: datetime) -> None:
    """A rung has come due: if it still stands it fires, after an outage only the highest of its stage; then the next one waits."""
    with session.begin_nested():
        ticket = locked(session, ticket_id)
        stage, pauses = Stage(occasion.partition(":")[0]), pauses_of(session, ticket)
        standing = watches(ticket, pauses, fired_of(session, ticket))
        missed = [one for one in standing if one.stage == stage and one.due_at <= now]
        if missed:
            minutes = int(elapsed(ticket, pauses, now, missed[-1].since) / timedelta(minutes=1))
            _fire(session, ticket, missed[-1], minutes, now)
        session.flush()
        rewatch(session, ticket, now)


def _fire(session: Session, ticket: Ticket, watch: Watch, minutes: int, now: datetime) -> None:
    facts = {"stage": watch.stage, "ladder": watch.ladder, "rung": watch.rung, "minutes": minutes}
    record(
        session,
        project_id=ticket.project_id,
        subject=ticket.subject,
        kind=OVERDUE,
        now=now,
        facts={**facts, "department": ticket.department_id, "assignee": ticket.assignee_id},
    )
    told = _read_of_the_promise(session, ticket, watch, now)
    for person_id in (one for one in _people(session, ticket, hearers(ticket, watch), now) if one not in told):
        inform(session, ticket, person_id, f"watch.{watch.stage}", now, occasion=watch.occasion, facts=facts)
    if watch.stage == Stage.ANSWER:
        _apologise(session, ticket, watch, now)


def _read_of_the_promise(session: Session, ticket: Ticket, watch: Watch, now: datetime) -> set[int]:
    """Whoever hears at this moment that the promised date has passed needs no second message about the same (R050)."""
    if watch.stage != Stage.DONE or watch.due_at != ticket.promised_at:
        return set()
    return {person_id for part in PROMISE_PAST_HEARS for person_id in holders(session, part, ticket, now)}


def _people(session: Session, ticket: Ticket, parts: frozenset[Part], now: datetime) -> list[int]:
    """Everybody of these parts once; where there is nobody, the supervisor or the manager hears instead."""
    for group in (sorted(parts), [Part.SUPERVISOR], [Part.MANAGER]):
        found = [person_id for part in group for person_id in holders(session, part, ticket, now)]
        if found:
            return list(dict.fromkeys(found))
    return []


def _apologise(session: Session, ticket: Ticket, watch: Watch, now: datetime) -> None:
    """Nobody has answered: a new time, and once an apology, which waits for the service hours unless it is urgent (R040).

    The highest rung promises nothing more.
    """
    again = timedelta(minutes=policy_of(ticket.project).new_promise_minutes)
    hours, urgent = hours_of(ticket.project), ticket.urgency in AROUND_THE_CLOCK
    if watch.rung + 1 < len(PROMISED):
        ticket.contact_by = now + again if urgent else hours.after(now, again)
    if watch.rung > 0:
        return
    for person_id in holders(session, Part.REPORTER, ticket, now):
        inform(
            session,
            ticket,
            person_id,
            "late.reporter",
            now,
            occasion=watch.occasion,
            pace=Pace.PROMPT,
            not_before=now if urgent else hours.opens(now),
        )
