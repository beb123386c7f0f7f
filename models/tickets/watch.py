"""The watch over a ticket: after every deed its due rows are made anew, so that nothing waits unseen (J01, J04)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.dues import Due, put_off
from models.events import Event
from models.tickets.clocks import next_watches
from models.tickets.passed import watch_promise
from models.tickets.tables import Pause, Ticket

WATCH = "watch"
OVERDUE = "overdue"


def pauses_of(session: Session, ticket: Ticket) -> Sequence[Pause]:
    """The times in which its clock rested, oldest first."""
    return session.scalars(select(Pause).where(Pause.ticket_id == ticket.id).order_by(Pause.id)).all()


def pauses_by_ticket(session: Session, tickets: Iterable[Ticket]) -> Mapping[int, list[Pause]]:
    """The same for many tickets at once."""
    found: dict[int, list[Pause]] = {ticket.id: [] for ticket in tickets}
    for pause in session.scalars(select(Pause).where(Pause.ticket_id.in_(found)).order_by(Pause.id)):
        found[pause.ticket_id].append(pause)
    return found


def fired_of(session: Session, ticket: Ticket) -> dict[str, int]:
    """How far each of its ladders has come; a rung that was reached once is never reached again."""
    reached = select(Event.facts).where(Event.subject == ticket.subject, Event.kind == OVERDUE).order_by(Event.id)
    return {facts["ladder"]: facts["rung"] for facts in session.scalars(reached)}


def rewatch(session: Session, ticket: Ticket, now: datetime) -> None:
    """Make its due rows what they should be now: the next rung of every ladder, and no other.

    One that the clock has in hand is left alone: it waits for this ticket, and will look at it once more (no deadlock).
    """
    watch_promise(session, ticket, now)
    coming = next_watches(ticket, pauses_of(session, ticket), fired_of(session, ticket))
    wanted = {watch.occasion: watch.due_at for watch in coming}
    here = (Due.kind == WATCH, Due.subject == ticket.subject)
    present = set(session.scalars(select(Due.occasion).where(*here)))
    for due in session.scalars(select(Due).where(*here).with_for_update(skip_locked=True)).all():
        if due.occasion in wanted:
            due.due_at = wanted[due.occasion]
        else:
            session.delete(due)
    for occasion in wanted.keys() - present:
        put_off(
            session,
            project_id=ticket.project_id,
            kind=WATCH,
            subject=ticket.subject,
            occasion=occasion,
            due_at=wanted[occasion],
        )
