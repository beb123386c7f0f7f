"""Whether a repair has to be paid: free where nobody has to, else whoever looks says it, with a reason that is kept (R047, X2)."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.catalogue import catalogue
from models.people import Person
from models.refusals import NotYours, ReasonMissing, TooLate
from models.tickets.kinds import Payment
from models.tickets.ladders import AROUND_THE_CLOCK
from models.tickets.lifecycle import DESK, Part
from models.tickets.moving import moving
from models.tickets.outcomes import Result
from models.tickets.parts import parts_of
from models.tickets.tables import Ticket

FREE = "free"
DECIDES = DESK | {Part.HEAD}  # say what it costs without having seen it


def payment_for(symptom_code: str, *, inside: bool) -> Payment:
    """Free in public areas, in an emergency, and where the tree says so; else whoever looks says it (R047, R055, DOMAIN 4.4)."""
    symptom = catalogue().symptoms[symptom_code]
    free = not inside or symptom.payment == FREE or symptom.urgency in AROUND_THE_CLOCK
    return Payment.FREE if free else Payment.ON_SITE


def reconsider(session: Session, ticket: Ticket) -> None:
    """Classified anew it may have to be paid after all, or not; what somebody has decided stands."""
    decided = select(Result.id).where(Result.ticket_id == ticket.id, Result.kind == FREE).limit(1)
    if ticket.payment != Payment.PAID and session.scalar(decided) is None:
        ticket.payment = payment_for(ticket.symptom_code, inside=ticket.inside)


def declare_free(
    session: Session, ticket_id: int, *, by: Person, now: datetime, reason: str, seen: int | None = None
) -> Ticket:
    """It is not to be paid, and why; its owner is told. Raises like `moving`, ReasonMissing, TooLate where a price was named or it is free."""
    with moving(session, ticket_id, "free", by=by, now=now, seen=seen) as ticket:
        check_has_come(session, ticket, by, now)
        if ticket.payment != Payment.ON_SITE:
            raise TooLate(ticket=ticket.id)
        keep_free(session, ticket, by, reason, now)
    return ticket


def check_has_come(session: Session, ticket: Ticket, by: Person, now: datetime) -> None:
    """Raise NotYours for who does the work and has not come: only who stands before it says what it costs (R047, DOMAIN 5.7)."""
    parts = parts_of(session, by, ticket, now)
    if Part.ASSIGNEE in parts and not parts & DECIDES and ticket.arrived_at is None:
        raise NotYours(ticket=ticket.id)


def keep_free(session: Session, ticket: Ticket, by: Person, reason: str, now: datetime) -> None:
    """The decision and its reason; raises ReasonMissing."""
    if not reason.strip():
        raise ReasonMissing(ticket=ticket.id)
    ticket.payment = Payment.FREE
    session.add(
        Result(ticket_id=ticket.id, round=ticket.rounds, staff_id=by.id, kind=FREE, words=reason.strip(), at=now)
    )


def free_because(session: Session, ticket: Ticket) -> str:
    """Why it is free, where somebody has said so; empty for what never costs anything."""
    said = select(Result.words).where(Result.ticket_id == ticket.id, Result.kind == FREE).order_by(Result.id.desc())
    return session.scalars(said.limit(1)).first() or ""
