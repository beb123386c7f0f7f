"""Several departments on one ticket: each has a part of it, and the owner one ticket with one answer (R044)."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.estate import Department
from models.orders.gates import may_be_dispatched
from models.people import Person
from models.refusals import Gone, NotYours, TooLate, WordsMissing
from models.tickets.halting import halt
from models.tickets.helping import may_go_to
from models.tickets.lifecycle import DONE, ENDED, Part, Status
from models.tickets.moving import inform, moving
from models.tickets.offers import keep_offers
from models.tickets.parts import holders
from models.tickets.satisfaction import ask_later
from models.tickets.tables import Ticket


def subjobs_of(session: Session, ticket: Ticket) -> Sequence[Ticket]:
    """All parts of a ticket, in their order."""
    return session.scalars(select(Ticket).where(Ticket.parent_id == ticket.id).order_by(Ticket.id)).all()


def open_subjobs(session: Session, ticket: Ticket) -> Sequence[Ticket]:
    """The parts that have not ended."""
    return [one for one in subjobs_of(session, ticket) if one.status not in ENDED]


def split(
    session: Session,
    ticket_id: int,
    *,
    by: Person,
    now: datetime,
    department: Department,
    words: str,
    seen: int | None = None,
) -> Ticket:
    """Give a part of the work to a department besides the one that has the ticket; returns the part, sent already.

    Raises WordsMissing without what is to be done, NotYours for a part of a part, Gone for a department that takes no jobs.
    """
    if not words.strip():
        raise WordsMissing(ticket=ticket_id)
    facts = {"department": department.id}
    with moving(session, ticket_id, "split", by=by, now=now, seen=seen, facts=facts) as ticket:
        if ticket.parent_id:
            raise NotYours(ticket=ticket.id)
        if department.project_id != ticket.project_id or not may_go_to(ticket, department):
            raise Gone
        may_be_dispatched(session, ticket)
        keep_offers(session, ticket)
        part = _part_of(session, ticket, words, now)
        with moving(session, part.id, "send", by=by, now=now, facts=facts):
            part.department_id, part.classified_at = department.id, now
    return part


def _part_of(session: Session, ticket: Ticket, words: str, now: datetime) -> Ticket:
    count = session.scalar(select(func.count()).select_from(Ticket).where(Ticket.parent_id == ticket.id)) or 0
    part = Ticket(
        project_id=ticket.project_id,
        kind=ticket.kind,
        channel=ticket.channel,
        reporter_id=ticket.reporter_id,
        first_receiver_id=ticket.first_receiver_id,
        unit_id=ticket.unit_id,
        inside=ticket.inside,
        spot=ticket.spot,
        symptom_code=ticket.symptom_code,
        urgency=ticket.urgency,
        words=words,
        wished_from=ticket.wished_from,
        wished_to=ticket.wished_to,
        door_name=ticket.door_name,
        door_phone=ticket.door_phone,
        contact_by=ticket.contact_by,
        occurred_at=ticket.occurred_at,
        received_at=now,
        recorded_at=now,
        answered_at=now,  # a person has just seen to it
        parent_id=ticket.id,
    )
    part.number = f"{ticket.number}-{count + 2}"
    session.add(part)
    session.flush()
    return part


def complete(session: Session, ticket_id: int, *, now: datetime) -> Ticket:
    """A part ends when it is done: its owner is not asked, whoever received the whole hears when the last one is."""
    with moving(session, ticket_id, "complete", by=None, now=now) as part:
        if part.parent is None:
            raise TooLate(ticket=ticket_id)
    _whole_may_go_on(session, part.parent, now)
    return part


def call_off(session: Session, ticket_id: int, *, by: Person, now: datetime, seen: int | None = None) -> Ticket:
    """The desk finds that a part is not needed after all. Raises NotYours for a whole: its reporter withdraws it."""
    with moving(session, ticket_id, "call_off", by=by, now=now, seen=seen) as part:
        if part.parent is None:
            raise NotYours(ticket=ticket_id)
        halt(session, part, now)
    _whole_may_go_on(session, part.parent, now)
    return part


def _whole_may_go_on(session: Session, ticket: Ticket, now: datetime) -> None:
    """Nothing is open any more besides it: the owner can hear the result, and be asked."""
    if ticket.status not in DONE or open_subjobs(session, ticket):
        return
    ask_later(session, ticket, now)
    if ticket.status == Status.PROCESSED:
        for person_id in holders(session, Part.RECEIVER, ticket, now):
            inform(session, ticket, person_id, "complete.receiver", now)


def call_off_subjobs(session: Session, ticket: Ticket, now: datetime) -> None:
    """With the whole ends every part; raises TooLate while somebody is at work for one."""
    for part in open_subjobs(session, ticket):
        if part.status == Status.ARRIVED:
            raise TooLate(ticket=ticket.id)
        with moving(session, part.id, "withdraw", by=None, now=now):
            halt(session, part, now)
