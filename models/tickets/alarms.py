"""Alarms: an urgent ticket rings at once, day and night, until a person answers for it (R098, DOMAIN 4.7)."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.catalogue import Urgency
from models.dues import call_off, put_off
from models.estate import Department
from models.events import record
from models.incidents.following import take_the_lead
from models.incidents.opening import take_in
from models.notices import Pace
from models.people import Person
from models.policy import policy_of
from models.refusals import Gone, NotYours, TakenBySomeoneElse, TooLate
from models.tickets.danger_notes import settle_notes
from models.tickets.ladders import AROUND_THE_CLOCK
from models.tickets.lifecycle import UNDISPATCHED, Part, Status
from models.tickets.moving import inform, locked, moving
from models.tickets.parts import alarmed, holders, parts_of
from models.tickets.tables import Alarm, Ticket
from models.tickets.watch import rewatch

ALARM = "alarm"
# Until somebody has accepted the job: from then on there is a person who answers for it.
UNANSWERED = UNDISPATCHED | {Status.SENT, Status.OFFERED, Status.ASSIGNED}
MAY_ACKNOWLEDGE = frozenset({Part.DESK, Part.HEAD, Part.RECEIVER, Part.ASSIGNEE, Part.SUPERVISOR, Part.MANAGER})


def alarm_of(session: Session, ticket: Ticket) -> Alarm | None:
    """The alarm of the present round, answered or not."""
    return session.scalar(select(Alarm).where(Alarm.ticket_id == ticket.id, Alarm.round == ticket.rounds))


def is_ringing(ticket: Ticket, alarm: Alarm | None) -> bool:
    """Whether nobody answers for it yet."""
    if alarm is None or alarm.acknowledged_at or ticket.urgency not in AROUND_THE_CLOCK:
        return False
    return ticket.status in UNANSWERED and alarm.round == ticket.rounds


def raise_alarm(session: Session, ticket: Ticket, now: datetime) -> None:
    """Ring for a ticket that is urgent now; one that has become an emergency rings afresh for everybody."""
    if ticket.urgency not in AROUND_THE_CLOCK:
        return
    alarm = alarm_of(session, ticket)
    if alarm is None:
        alarm = Alarm(project_id=ticket.project_id, ticket_id=ticket.id, round=ticket.rounds, raised_at=now)
        session.add(alarm)
    alarm.raised_at, alarm.rung, alarm.acknowledged_at, alarm.acknowledged_by_id = now, 0, None, None
    session.flush()
    take_in(session, ticket, now)
    facts = {"urgency": ticket.urgency, "round": ticket.rounds}
    record(session, project_id=ticket.project_id, subject=ticket.subject, kind="alarm", now=now, facts=facts)
    ring_all(
        session, ticket, "alarm.raised", f"round{ticket.rounds}:{ticket.urgency}", alarmed(session, ticket, now), now
    )
    call_off(session, kind=ALARM, subject=ticket.subject)
    ring_later(session, ticket, alarm)
    settle_notes(session, ticket, now)


def ring_all(session: Session, ticket: Ticket, kind: str, occasion: str, people: Iterable[int], now: datetime) -> None:
    """Tell everybody once, ahead of all other messages."""
    for person_id in dict.fromkeys(people):
        inform(session, ticket, person_id, kind, now, occasion=occasion, pace=Pace.EMERGENCY)


def ring_later(session: Session, ticket: Ticket, alarm: Alarm) -> None:
    """Ask for the next ring, one rung higher."""
    again = timedelta(minutes=policy_of(ticket.project).alarm_again_minutes)
    put_off(
        session,
        project_id=ticket.project_id,
        kind=ALARM,
        subject=ticket.subject,
        occasion=f"round{alarm.round}:{ticket.urgency}:{alarm.rung + 1}",
        due_at=alarm.raised_at + (alarm.rung + 1) * again,
    )


def dispatch_at_once(session: Session, ticket: Ticket, now: datetime) -> None:
    """In danger the office itself sends the ticket to the department of its category, so that the head can assign (R067)."""
    wanted = (
        Department.project_id == ticket.project_id,
        Department.code == ticket.symptom.department,
        Department.takes_repairs,
    )
    department = session.scalar(select(Department).where(*wanted))
    if ticket.urgency != Urgency.U0 or ticket.status not in UNDISPATCHED or department is None:
        return
    with moving(session, ticket.id, "send", by=None, now=now, facts={"department": department.id}):
        ticket.department_id = department.id
        ticket.classified_at = ticket.classified_at or now


def acknowledge(session: Session, ticket_id: int, *, by: Person, now: datetime) -> Ticket:
    """One person answers for the alarm, and it rings no more; the owner hears who (R098).

    Raises Gone, NotYours, TooLate (it rings no more), TakenBySomeoneElse; the same person may say it twice.
    """
    with session.begin_nested():
        ticket = locked(session, ticket_id)
        parts = parts_of(session, by, ticket, now)
        if not parts:
            raise Gone
        if not parts & MAY_ACKNOWLEDGE:
            raise NotYours(ticket=ticket.id)
        alarm = alarm_of(session, ticket)
        if alarm is not None and alarm.acknowledged_by_id == by.id:
            return ticket
        if alarm is not None and alarm.acknowledged_at:
            raise TakenBySomeoneElse(ticket=ticket.id)
        if alarm is None or not is_ringing(ticket, alarm):
            raise TooLate(ticket=ticket.id)
        _answered(session, ticket, alarm, by, now)
        for other in take_the_lead(session, ticket, by, now):
            _answer_too(session, other, by, now)
    return ticket


def _answer_too(session: Session, ticket: Ticket, by: Person, now: datetime) -> None:
    """One person answers for all reports of one event (R098); what a colleague has in hand at this moment is theirs."""
    free = select(Ticket.id).where(Ticket.id == ticket.id).with_for_update(skip_locked=True, of=Ticket)
    alarm = alarm_of(session, ticket) if session.scalar(free) else None
    if alarm is not None and is_ringing(ticket, alarm):
        _answered(session, ticket, alarm, by, now)


def _answered(session: Session, ticket: Ticket, alarm: Alarm, by: Person, now: datetime) -> None:
    alarm.acknowledged_at, alarm.acknowledged_by_id = now, by.id
    ticket.answered_at = ticket.answered_at or now
    session.flush()
    seconds = int((now - alarm.raised_at).total_seconds())
    record(
        session,
        project_id=ticket.project_id,
        subject=ticket.subject,
        kind="acknowledge",
        now=now,
        actor_id=by.id,
        facts={"seconds": seconds, "rung": alarm.rung, "round": alarm.round},
    )
    call_off(session, kind=ALARM, subject=ticket.subject)
    rewatch(session, ticket, now)
    tell_owner(session, ticket, "acknowledge.reporter", now)


def tell_owner(session: Session, ticket: Ticket, kind: str, now: datetime) -> None:
    """Tell the reporter, and whoever reported the same, how far an alarmed ticket has come."""
    for person_id in holders(session, Part.REPORTER, ticket, now):
        inform(session, ticket, person_id, kind, now, occasion=f"round{ticket.rounds}", pace=Pace.EMERGENCY)
