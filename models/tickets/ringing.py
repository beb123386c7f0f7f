"""An alarm that nobody answers rings again, higher each time; at last somebody calls the manager by telephone (DOMAIN 4.7)."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from models.calls.actions import plan
from models.calls.tables import CallKind
from models.events import record
from models.policy import policy_of
from models.tickets.alarms import alarm_of, is_ringing, ring_all, ring_later
from models.tickets.lifecycle import Part
from models.tickets.moving import locked
from models.tickets.parts import alarmed, holders
from models.tickets.tables import Alarm, Ticket


def ring_again(session: Session, ticket_id: int, now: datetime) -> None:
    """Ring one rung higher, if still nobody answers; after an outage once, at the rung that it should have come to."""
    with session.begin_nested():
        ticket = locked(session, ticket_id)
        alarm = alarm_of(session, ticket)
        if alarm is None or not is_ringing(ticket, alarm):
            return
        policy = policy_of(ticket.project)
        passed = int((now - alarm.raised_at) / timedelta(minutes=policy.alarm_again_minutes))
        alarm.rung = min(max(passed, alarm.rung + 1), policy.alarm_rings_most)
        record(
            session,
            project_id=ticket.project_id,
            subject=ticket.subject,
            kind="alarm.again",
            now=now,
            facts={"rung": alarm.rung, "round": alarm.round},
        )
        people = alarmed(session, ticket, now, alarm.rung)
        ring_all(session, ticket, "alarm.again", f"round{alarm.round}:{ticket.urgency}:{alarm.rung}", people, now)
        if alarm.rung < policy.alarm_rings_most:
            ring_later(session, ticket, alarm)
        else:
            _call_the_manager(session, ticket, alarm, now)


def _call_the_manager(session: Session, ticket: Ticket, alarm: Alarm, now: datetime) -> None:
    for person_id in holders(session, Part.MANAGER, ticket, now):
        plan(
            session,
            project=ticket.project,
            kind=CallKind.ALARM,
            person_id=person_id,
            subject=ticket.subject,
            occasion=f"alarm{alarm.round}:{ticket.urgency}",
            now=now,
            due_at=now,
            ticket_id=ticket.id,
        )
