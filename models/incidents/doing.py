"""How every deed of an incident goes: lock it, ask the table, change it, keep the step, log it, look at its clocks (R101)."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.events import record
from models.incidents.lifecycle import MOVES, Part, allowed
from models.incidents.reading import parts_of
from models.incidents.tables import Incident, IncidentStep
from models.incidents.timing import watch
from models.people import Person
from models.refusals import Gone, NotYours, Outdated, TooLate


def locked(session: Session, incident_id: int) -> Incident:
    """The incident, locked until the end of the transaction; raises Gone."""
    wanted = select(Incident).where(Incident.id == incident_id).with_for_update(of=Incident)
    incident = session.scalar(wanted.execution_options(populate_existing=True))
    if incident is None:
        raise Gone
    return incident


def note(
    session: Session, incident: Incident, move: str, by: Person | None, now: datetime, words: str = ""
) -> IncidentStep:
    """Keep a step for ever, and log it: the event holds no words."""
    by_id = by.id if by else None
    step = IncidentStep(incident_id=incident.id, move=move, by_id=by_id, at=now, words=words.strip())
    session.add(step)
    session.flush()
    record(
        session,
        project_id=incident.project_id,
        subject=incident.subject,
        kind=f"incident.{move}",
        now=now,
        actor_id=by_id,
        facts={"state": incident.state, "version": incident.version},
    )
    return step


def check(session: Session, incident: Incident, name: str, by: Person | None, seen: int | None = None) -> None:
    """Raise Gone, NotYours, TooLate or Outdated where this person cannot make the move now; None is the clock."""
    parts = parts_of(session, by, incident) if by else frozenset({Part.CLOCK})
    if not parts:
        raise Gone
    if not any(parts & move.by for (known, _), move in MOVES.items() if known == name):
        raise NotYours(incident=incident.id)
    if (name, incident.state) not in MOVES:
        raise TooLate(incident=incident.id)
    if name not in allowed(incident.state, parts):
        raise NotYours(incident=incident.id)
    if seen is not None and seen != incident.version:
        raise Outdated(incident=incident.id)


@contextmanager
def moving(
    session: Session,
    incident_id: int,
    name: str,
    *,
    by: Person | None,
    now: datetime,
    seen: int | None = None,
) -> Iterator[Incident]:
    """Make a move; the body adds what is special about it, and keeps the step. Raises like `check`; then nothing has changed."""
    with session.begin_nested():
        incident = locked(session, incident_id)
        check(session, incident, name, by, seen)
        incident.state, incident.version = MOVES[name, incident.state].end, incident.version + 1
        yield incident
        watch(session, incident, now)
