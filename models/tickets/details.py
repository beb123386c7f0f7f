"""An owner adds pictures or words to a matter that goes on; no button becomes stale by it."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from models.events import record
from models.marks.noting import listen
from models.media.actions import attach
from models.media.queries import attached
from models.media.tables import AttachedTo
from models.people import Person
from models.refusals import Gone, NotYours, TooLate, TooMany, WordsMissing
from models.tickets.lifecycle import OPEN, Part
from models.tickets.moving import inform, locked
from models.tickets.parts import parts_of
from models.tickets.pictures import pass_on_details, who_has_it
from models.tickets.tables import Addition, Ticket

MOST_WORDS = 2000  # characters of an owner's words; a card has to hold them all
MOST_MEDIA = 30


def add_details(
    session: Session, ticket_id: int, *, by: Person, now: datetime, words: str = "", media: Sequence[int] = ()
) -> Ticket:
    """Keep them, and tell whoever has the matter in hand, or else the desk; raises WordsMissing, TooMany, TooLate or NotYours."""
    with session.begin_nested():
        ticket = locked(session, ticket_id)
        _check(session, ticket, by, now)
        if not words.strip() and not media:
            raise WordsMissing(ticket=ticket.id)
        if (
            len(ticket.all_words) + len(words.strip()) > MOST_WORDS
            or len(attached(session, ticket.subject)) + len(media) > MOST_MEDIA
        ):
            raise TooMany(ticket=ticket.id)
        if words.strip():
            session.add(Addition(ticket_id=ticket.id, by_id=by.id, words=words.strip(), at=now))
        attach(session, ticket.subject, media, AttachedTo.DETAIL, by=by, now=now)
        facts = {"media": len(media), "words": len(words.strip())}
        record(
            session,
            project_id=ticket.project_id,
            subject=ticket.subject,
            kind="detail",
            now=now,
            actor_id=by.id,
            facts=facts,
        )
        session.flush()
        session.expire(ticket, ["additions"])
        _tell(session, ticket, media, now)
        listen(session, ticket, by=by, words=words, now=now)
    return ticket


def _check(session: Session, ticket: Ticket, by: Person, now: datetime) -> None:
    parts = parts_of(session, by, ticket, now)
    if not parts:
        raise Gone
    if not parts & {Part.REPORTER, Part.JOINED}:
        raise NotYours(ticket=ticket.id)
    if ticket.status not in OPEN:
        raise TooLate(ticket=ticket.id)


def _tell(session: Session, ticket: Ticket, media: Sequence[int], now: datetime) -> None:
    pass_on_details(session, ticket, media, now)
    for person_id in who_has_it(session, ticket, now):
        inform(
            session,
            ticket,
            person_id,
            "detail.assignee" if person_id == ticket.assignee_id else "detail.receiver",
            now,
            occasion=f"{now:%y%m%d%H%M%S}",
        )
