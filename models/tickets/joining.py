"""The same fault of the same public place is one ticket, however many report it (DOMAIN 5.2)."""

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from models.base import insert_once
from models.estate import Project
from models.events import record
from models.people import Person, Staff
from models.refusals import Gone
from models.tickets.lifecycle import TO_DO
from models.tickets.moving import inform, locked
from models.tickets.tables import Channel, Joiner, Ticket

ONCE = "joined"  # the first reporter hears once that others reported it too


def same_fault(session: Session, project: Project, spot: str, symptom_code: str) -> Ticket | None:
    """The ticket that is about this fault already, locked; of two who ask at the same moment, one waits here for the other."""
    session.execute(select(Project.id).where(Project.id == project.id).with_for_update(key_share=True))
    wanted = select(Ticket.id).where(
        Ticket.project_id == project.id,
        Ticket.inside.is_(False),
        Ticket.unclear.is_(False),
        Ticket.spot == spot,
        Ticket.symptom_code == symptom_code,
        Ticket.parent_id.is_(None),
        Ticket.status.in_(TO_DO),
    )
    known = session.scalars(wanted.order_by(Ticket.id)).first()
    if known is None:
        return None
    ticket = locked(session, known)
    return ticket if ticket.status in TO_DO else None


def join(
    session: Session,
    ticket: Ticket,
    *,
    by: Person,
    words: str,
    now: datetime,
    channel: Channel = Channel.BOT,
    entered_by: Staff | None = None,
    receipt: bool = True,
) -> None:
    """Another one reports it: no second ticket, but a receipt, and everything that the first one hears."""
    if add_joiner(session, ticket, by.id, words, now):
        actor = entered_by.person_id if entered_by else by.id
        facts = {"person": by.id, "channel": channel}
        record(
            session,
            project_id=ticket.project_id,
            subject=ticket.subject,
            kind="join",
            now=now,
            actor_id=actor,
            facts=facts,
        )
        inform(session, ticket, ticket.reporter_id, "join.reporter", now, occasion=ONCE)
    if receipt:
        inform(session, ticket, by.id, "joined.reporter", now, receipt=True, occasion=now.isoformat())


def add_joiner(
    session: Session, ticket: Ticket, person_id: int, words: str, now: datetime, silent_since: datetime | None = None
) -> bool:
    """One more who reported it; say whether it is news: the reporter and a joiner may repeat themselves.

    Who had asked for no more news, and reports it again, hears of it again.
    """
    if person_id == ticket.reporter_id:
        return False
    values = {"ticket_id": ticket.id, "person_id": person_id, "words": words, "at": now, "silent_since": silent_since}
    if insert_once(session, Joiner, values):
        return True
    known = session.scalars(select(Joiner).where(Joiner.ticket_id == ticket.id, Joiner.person_id == person_id)).one()
    if known.silent_since and not silent_since:
        known.silent_since, known.words = None, known.words or words
    return False


def joined(session: Session, ticket: Ticket, person: Person) -> Joiner:
    """What somebody said who reported it later and hears of it; raises Gone for everybody else."""
    whole = ticket.parent_id or ticket.id
    mine = select(Joiner).where(Joiner.ticket_id == whole, Joiner.person_id == person.id)
    row = session.scalar(mine.where(Joiner.silent_since.is_(None)))
    if row is None:
        raise Gone
    return row


def hear_no_more(session: Session, ticket_id: int, *, by: Person, now: datetime) -> Ticket:
    """A joiner has heard enough; the ticket goes on, and the office still knows who reported it. Raises Gone for everybody else."""
    with session.begin_nested():
        ticket = locked(session, ticket_id)
        joined(session, ticket, by).silent_since = now
        _record_leaving(session, ticket, by.id, now, "hear_no_more")
    return ticket


def drop_joiner(session: Session, ticket: Ticket, row: Joiner, now: datetime) -> None:
    """It was another matter: somebody who reported it later has no part in it any more."""
    _record_leaving(session, ticket, row.person_id, now, "separate")
    session.execute(delete(Joiner).where(Joiner.id == row.id))


def _record_leaving(session: Session, ticket: Ticket, person_id: int, now: datetime, kind: str) -> None:
    record(session, project_id=ticket.project_id, subject=ticket.subject, kind=kind, now=now, actor_id=person_id)
