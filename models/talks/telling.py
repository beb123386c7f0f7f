"""Notices about conversations: to the owner, and to colleagues (R187, R188, X14)."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from models.estate import Project
from models.media.queries import attached
from models.media.showing import show
from models.notices import Pace, tell
from models.people import Side
from models.roles import in_charge
from models.rota import intake_desk, on_duty, staff_of
from models.talks.tables import Talk, TalkLine
from models.tickets.tables import Ticket


def tell_about(
    session: Session,
    talk: Talk,
    person_id: int,
    kind: str,
    now: datetime,
    *,
    occasion: str = "",
    facts: Mapping[str, Any] | None = None,
) -> None:
    """Queue one notice for a colleague."""
    tell(
        session,
        project_id=talk.project_id,
        person_id=person_id,
        side=Side.STAFF,
        kind=kind,
        subject=talk.subject,
        occasion=occasion or f"v{talk.version}",
        now=now,
        facts={"talk": talk.id, **(facts or {})},
    )


def tell_owner(
    session: Session,
    talk: Talk,
    kind: str,
    now: datetime,
    *,
    occasion: str = "",
    facts: Mapping[str, Any] | None = None,
) -> None:
    """Queue one notice for the owner, who is waiting at this moment: it goes at once."""
    tell(
        session,
        project_id=talk.project_id,
        person_id=talk.person_id,
        side=Side.OWNER,
        kind=kind,
        subject=talk.subject,
        occasion=occasion or f"v{talk.version}",
        now=now,
        pace=Pace.REPLY,
        facts={"talk": talk.id, **(facts or {})},
    )


def show_enclosed(session: Session, talk: Talk, line: TalkLine, person_id: int, side: Side, now: datetime) -> None:
    """What came with a line follows by itself."""
    facts = {"talk": talk.id, "talk_line": line.id}
    media = attached(session, line.subject)
    show(session, media, person_id=person_id, side=side, subject=line.subject, now=now, facts=facts)


def receivers(session: Session, talk: Talk, now: datetime) -> list[int]:
    """Who is rung: the desk of the hour, and the first receiver of the ticket it is about while on duty (R022)."""
    project = session.get_one(Project, talk.project_id)
    desk = [one.person_id for one in intake_desk(session, project, now)]
    ticket = session.get(Ticket, talk.ticket_id) if talk.ticket_id else None
    first = [
        one.person_id for one in on_duty(session, project, now) if ticket and one.person_id == ticket.first_receiver_id
    ]
    return _but(talk, [*desk, *first])


def leaders(session: Session, talk: Talk) -> list[int]:
    """Whom a conversation falls to that nobody takes."""
    project = session.get_one(Project, talk.project_id)
    return _but(talk, [one.person_id for one in in_charge(staff_of(session, project))])


def _but(talk: Talk, people: Iterable[int]) -> list[int]:
    """Each once, and nobody about the own conversation."""
    return [one for one in dict.fromkeys(people) if one != talk.person_id]


def ring(session: Session, talk: Talk, people: Iterable[int], now: datetime) -> None:
    """Somebody is to take it."""
    for person_id in people:
        tell_about(session, talk, person_id, "talk.waiting", now, occasion=f"v{talk.version}r{talk.rings}")
