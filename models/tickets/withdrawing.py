"""The owner takes a report back: it ends, or goes on for those who reported the same (DOMAIN 5.1, 5.2)."""

from datetime import datetime

from sqlalchemy import or_, update
from sqlalchemy.orm import Session

from models.orders.gates import may_be_withdrawn
from models.people import Person
from models.refusals import Gone, NotYours
from models.tickets.halting import halt
from models.tickets.handing_over import set_words_apart
from models.tickets.joining import joined
from models.tickets.merging import brought_into
from models.tickets.moving import inform, locked, moving
from models.tickets.parts import joiners_of
from models.tickets.subjobs import call_off_subjobs
from models.tickets.tables import Ticket


def withdraw(session: Session, ticket_id: int, *, by: Person, now: datetime, seen: int | None = None) -> Ticket:
    """The owner takes the report back, as long as nobody has arrived; where others reported the same, it is theirs now."""
    ticket = locked(session, ticket_id)
    if ticket.reporter_id == by.id:
        may_be_withdrawn(session, ticket)
    if ticket.reporter_id == by.id and ticket.parent_id is None and joiners_of(session, ticket):
        return pass_on(session, ticket_id, by=by, now=now, seen=seen)
    with moving(session, ticket_id, "withdraw", by=by, now=now, seen=seen) as ticket:
        if ticket.parent_id:  # a part ends with the whole
            raise NotYours(ticket=ticket_id)
        _stop(session, ticket, now)
    return ticket


def call_off(session: Session, ticket_id: int, *, now: datetime) -> Ticket:
    """The office itself ends it, because what was to be paid is not carried out (R063)."""
    with moving(session, ticket_id, "withdraw", by=None, now=now) as ticket:
        _stop(session, ticket, now)
    return ticket


def _stop(session: Session, ticket: Ticket, now: datetime) -> None:
    call_off_subjobs(session, ticket, now)
    halt(session, ticket, now)


def pass_on(session: Session, ticket_id: int, *, by: Person, now: datetime, seen: int | None = None) -> Ticket:
    """The first reporter takes it back, but others wait for it: the next of them is its reporter from now on."""
    facts: dict[str, int] = {}
    with moving(session, ticket_id, "pass_on", by=by, now=now, seen=seen, facts=facts) as ticket:
        waiting = joiners_of(session, ticket)
        if not waiting:
            raise Gone
        heir = session.get_one(Person, waiting[0])
        _hand_over_words(session, ticket, heir)
        facts["reporter"] = heir.id
        values = {"reporter_id": heir.id, "door_name": "", "door_phone": ""}
        session.execute(update(Ticket).where(or_(Ticket.id == ticket.id, Ticket.parent_id == ticket.id)).values(values))
    session.refresh(ticket, ["reporter"])
    inform(session, ticket, ticket.reporter_id, "pass_on.reporter", now)
    return ticket


def _hand_over_words(session: Session, ticket: Ticket, heir: Person) -> None:
    """What was written stays its writer's: the former reporter's is kept as added, the next one's stands in its place (R203)."""
    row = joined(session, ticket, heir)
    set_words_apart(session, ticket)
    known = {one.own_words for one in brought_into(session, ticket, heir)}
    ticket.words = "" if row.words in known else row.words
    session.delete(row)
    session.flush()
