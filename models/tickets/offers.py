"""Jobs that are offered to several people at once (R067)."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.tickets.lifecycle import Status
from models.tickets.tables import Offer, Ticket


def keep_offers(session: Session, ticket: Ticket) -> None:
    """An offer holds for one version: where a deed changes nothing of the job, it holds for the next one too."""
    if ticket.status != Status.OFFERED:
        return
    open_now = select(Offer.staff_id).where(Offer.ticket_id == ticket.id, Offer.version == ticket.version)
    for staff_id in session.scalars(open_now).all():
        session.add(Offer(ticket_id=ticket.id, staff_id=staff_id, version=ticket.version + 1))
