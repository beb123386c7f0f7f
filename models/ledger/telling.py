"""The log of money deeds, and who hears of them (R126)."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from models.estate import Project
from models.events import record
from models.ledger.tables import Deposit, HandOver, Payment, PayOut
from models.notices import Pace, tell
from models.people import Person, Role, Side
from models.rota import staff_of

Thing = Payment | HandOver | Deposit | PayOut


def note(
    session: Session,
    thing: Thing,
    kind: str,
    by: Person | None,
    now: datetime,
    facts: Mapping[str, Any] | None = None,
) -> None:
    """Append it to the log of a payment, a hand-over, a deposit or a refund."""
    record(
        session,
        project_id=thing.project_id,
        subject=thing.subject,
        kind=kind,
        now=now,
        actor_id=by.id if by else None,
        facts=facts,
    )


def inform(
    session: Session,
    thing: Thing,
    people: Iterable[int],
    kind: str,
    now: datetime,
    *,
    occasion: str,
    side: Side = Side.STAFF,
    pace: Pace = Pace.PROMPT,
) -> None:
    """Queue a notice about it for each of them, once per occasion."""
    name, _, _ = thing.subject.partition(":")
    for person_id in dict.fromkeys(people):
        tell(
            session,
            project_id=thing.project_id,
            person_id=person_id,
            side=side,
            kind=kind,
            subject=thing.subject,
            occasion=occasion,
            now=now,
            pace=pace,
            facts={name: thing.id},
        )


def staff_with(session: Session, project_id: int, roles: frozenset[Role]) -> list[int]:
    """Everybody employed now in one of these roles."""
    project = session.get_one(Project, project_id)
    return [one.person_id for one in staff_of(session, project) if one.role in roles]
