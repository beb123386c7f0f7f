"""Times that an owner was told and that pass unkept: a card says no longer what is not true any more (R040)."""

from datetime import datetime

from sqlalchemy.orm import Session

from models.dues import call_off, put_off
from models.tickets.lifecycle import AWAITED, UNDISPATCHED, WITH_DEPARTMENT
from models.tickets.tables import Ticket

PROMISE_PASSES = "promise_passes"


def told_until(ticket: Ticket) -> datetime | None:
    """The end of the time that the owner reads on the card: of an answer, a visit, or a date; None where there is none."""
    if ticket.status in UNDISPATCHED:
        return ticket.contact_by
    if ticket.status not in WITH_DEPARTMENT | AWAITED:
        return None
    visit = ticket.appointed_to or ticket.appointed_from or ticket.expected_at
    return max((one for one in (visit, ticket.promised_at) if one), default=None)


def has_passed(ticket: Ticket, now: datetime) -> bool:
    """Whether what the owner was told is over, and nothing newer was said."""
    told = told_until(ticket)
    return told is not None and told <= now


def watch_promise(session: Session, ticket: Ticket, now: datetime) -> None:
    """At that moment the cards are drawn anew."""
    call_off(session, kind=PROMISE_PASSES, subject=ticket.subject)
    told = told_until(ticket)
    if told is not None and told > now:
        put_off(
            session,
            project_id=ticket.project_id,
            kind=PROMISE_PASSES,
            subject=ticket.subject,
            occasion=told.isoformat(),
            due_at=told,
        )
