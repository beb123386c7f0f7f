"""When the owner is asked how the work was (J05, R053)."""

from datetime import datetime

from sqlalchemy.orm import Session

from models.dues import put_off
from models.policy import policy_of
from models.tickets.tables import Ticket

ASK_SATISFACTION = "ask_satisfaction"


def ask_later(session: Session, ticket: Ticket, now: datetime) -> None:
    """Ask about the present round some time after the work."""
    put_off(
        session,
        project_id=ticket.project_id,
        kind=ASK_SATISFACTION,
        subject=ticket.subject,
        occasion=f"round{ticket.rounds}",
        due_at=now + policy_of(ticket.project).satisfaction_after,
    )
