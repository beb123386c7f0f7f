"""When somebody else becomes the reporter of a ticket, what was written stays its writer's (R203)."""

from sqlalchemy.orm import Session

from models.tickets.tables import Addition, Ticket


def set_words_apart(session: Session, ticket: Ticket) -> None:
    """What the reporter wrote is kept as added by them; the words of a part are the office's own and stay."""
    if not ticket.words or ticket.parent_id:
        return
    kept = Addition(ticket_id=ticket.id, by_id=ticket.reporter_id, words=ticket.words, at=ticket.received_at)
    session.add(kept)
    ticket.words = ""
    session.flush()
    session.expire(ticket, ["additions"])
