"""What is under way for a ticket stops when somebody else goes on with it, or nobody."""

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from models.tickets.tables import Pause, Ticket, Visit, VisitEnd


def halt(session: Session, ticket: Ticket, now: datetime) -> None:
    """End the pause and the visit that are open, if any: nobody is on the way any more, and the clock runs on."""
    paused = update(Pause).where(Pause.ticket_id == ticket.id, Pause.until.is_(None))
    session.execute(paused.values(until=now))
    visiting = update(Visit).where(Visit.ticket_id == ticket.id, Visit.ended_at.is_(None))
    session.execute(visiting.values(ended_at=now, end=VisitEnd.CALLED_OFF))
    ticket.promised_at = None
