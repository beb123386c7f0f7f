"""Two tickets about one matter become one, and one that was wrongly joined becomes its own again (DOMAIN 5.2)."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.events import record, touch
from models.people import Person
from models.refusals import Gone, NotMergeable, TooLate
from models.tickets.halting import halt
from models.tickets.joining import ONCE, add_joiner, drop_joiner, joined
from models.tickets.lifecycle import TO_DO
from models.tickets.moving import inform, locked, moving
from models.tickets.pictures import pass_on_merged
from models.tickets.queries import can_go_on_as, merged_in
from models.tickets.reporting import report
from models.tickets.subjobs import call_off_subjobs
from models.tickets.tables import Joiner, Ticket
from models.tickets.watch import rewatch


def merge(session: Session, ticket_id: int, *, by: Person, now: datetime, into: int, seen: int | None = None) -> Ticket:
    """The matter goes on under another number, and whoever brought this one hears of that one; returns the one that ended.

    Raises NotMergeable into itself, a part, one that is done, one of another unit, or what is pressing into what may wait;
    Gone into one of another office.
    """
    with session.begin_nested():
        for one in sorted(
            {ticket_id, into}
        ):  # always in this order: two who merge crosswise wait for each other only once
            locked(session, one)
        with moving(session, ticket_id, "merge", by=by, now=now, seen=seen, facts={"into": into}) as ticket:
            target = session.get_one(Ticket, into)
            _check(ticket, target)
            call_off_subjobs(session, ticket, now)
            halt(session, ticket, now)
            ticket.merged_into_id = target.id
        _bring_along(session, ticket, target, by, now)
    return ticket


def _check(ticket: Ticket, target: Ticket) -> None:
    if target.project_id != ticket.project_id:
        raise Gone
    if target.id == ticket.id or target.status not in TO_DO or target.parent_id or ticket.parent_id:
        raise NotMergeable(ticket=ticket.id)
    if not can_go_on_as(ticket, target):
        raise NotMergeable(ticket=ticket.id)


def _bring_along(session: Session, ticket: Ticket, target: Ticket, by: Person, now: datetime) -> None:
    """Who waited for the one waits for the other now, and no longer than the more pressing of the two would."""
    if ticket.urgency < target.urgency:
        target.urgency = ticket.urgency
        rewatch(session, target, now)
    for one in session.scalars(select(Ticket).where(Ticket.merged_into_id == ticket.id)):
        touch(session, one.subject)  # whose card names the number under which it goes on
    joiners = session.scalars(select(Joiner).where(Joiner.ticket_id == ticket.id).order_by(Joiner.id))
    own = (ticket.reporter_id, ticket.own_words, None)  # everybody's own words
    everybody = [own, *((one.person_id, one.words, one.silent_since) for one in joiners)]
    new = [one for one, words, silent in everybody if add_joiner(session, target, one, words, now, silent)]
    facts = {"from": ticket.id, "people": new}
    record(
        session,
        project_id=target.project_id,
        subject=target.subject,
        kind="join",
        now=now,
        actor_id=by.id,
        facts=facts,
    )
    if new:
        inform(session, target, target.reporter_id, "join.reporter", now, occasion=ONCE)
    pass_on_merged(session, target, ticket, now)


def goes_on_as(ticket: Ticket) -> Ticket:
    """The ticket under which a matter goes on, however often it was merged."""
    while ticket.merged_into is not None:
        ticket = ticket.merged_into
    return ticket


def brought_into(session: Session, ticket: Ticket, person: Person) -> list[Ticket]:
    """What somebody had reported under numbers of its own, before it became part of this ticket; oldest first."""
    return [one for one in merged_in(session, ticket) if one.reporter_id == person.id]


def separate(session: Session, ticket_id: int, *, by: Person, now: datetime) -> Ticket:
    """A joiner says that it is another fault after all: it becomes a ticket of its own, with the words already written."""
    with session.begin_nested():
        ticket = locked(session, ticket_id)
        row = joined(session, ticket, by)
        if ticket.status not in TO_DO or ticket.inside:
            raise TooLate(ticket=ticket.id)
        drop_joiner(session, ticket, row, now)
        return report(
            session,
            project=ticket.project,
            by=by,
            unit=None,
            inside=False,
            spot=ticket.spot,
            symptom_code=ticket.symptom_code,
            words=row.words,
            now=now,
            alone=True,
        )
