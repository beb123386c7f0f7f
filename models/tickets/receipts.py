"""Who hears at once that something was reported (R029, R046, R098)."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.orm import Session

from models.catalogue import Urgency
from models.people import Staff
from models.tickets.moving import inform
from models.tickets.parts import alarmed
from models.tickets.tables import Ticket


def tell_of_report(session: Session, ticket: Ticket, desk: Iterable[Staff], now: datetime) -> None:
    """The reporter gets a receipt, the desk rings; in danger everybody who must act rings at once."""
    if ticket.reporter_id != ticket.entered_by_id:  # who enters it has it before the eyes
        inform(session, ticket, ticket.reporter_id, "report.reporter", now, receipt=True)
    receivers = {one.person_id for one in desk} - {ticket.entered_by_id}
    for person_id in receivers:
        inform(session, ticket, person_id, "report.desk", now)
    if ticket.urgency == Urgency.U0:
        for person_id in alarmed(session, ticket, now):
            if person_id not in receivers:
                inform(session, ticket, person_id, "report.alarm", now)
