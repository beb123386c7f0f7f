"""Somebody has come to look: what it is, and who can repair it (R066)."""

from datetime import datetime

from sqlalchemy.orm import Session

from models.catalogue import Urgency, catalogue
from models.people import Person
from models.refusals import Gone
from models.tickets.alarms import raise_alarm
from models.tickets.clocks import answer_by
from models.tickets.moving import moving
from models.tickets.paying import reconsider
from models.tickets.repeats import note_repeat
from models.tickets.tables import Ticket


def clarify(
    session: Session,
    ticket_id: int,
    *,
    by: Person,
    now: datetime,
    symptom_code: str,
    urgency: Urgency,
    seen: int | None = None,
) -> Ticket:
    """Whoever has looked says what it is, and does it."""
    return _said(session, ticket_id, "clarify", by, now, symptom_code, urgency, seen)


def refer(
    session: Session,
    ticket_id: int,
    *,
    by: Person,
    now: datetime,
    symptom_code: str,
    urgency: Urgency,
    seen: int | None = None,
) -> Ticket:
    """Whoever has looked says what it is; the desk sends it to those who can do it."""
    return _said(session, ticket_id, "refer", by, now, symptom_code, urgency, seen)


def _said(
    session: Session,
    ticket_id: int,
    move: str,
    by: Person,
    now: datetime,
    symptom_code: str,
    urgency: Urgency,
    seen: int | None,
) -> Ticket:
    symptom = catalogue().symptoms.get(symptom_code)
    if symptom is None or symptom.unclear:
        raise Gone
    facts = {"symptom": symptom_code, "urgency": urgency}
    with moving(session, ticket_id, move, by=by, now=now, seen=seen, facts=facts) as ticket:
        former, ticket.symptom_code, ticket.urgency = ticket.urgency, symptom_code, urgency
        ticket.unclear = False
        reconsider(session, ticket)
        note_repeat(session, ticket, now)
        if move == "refer":
            ticket.department_id = ticket.assignee_id = None
            ticket.contact_by = answer_by(ticket.project, urgency, now)  # the first promise was kept by the visit
    if urgency < former:
        raise_alarm(session, ticket, now)
    return ticket
