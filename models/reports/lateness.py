"""Which tickets were late in which stage, as the watch has written it down: a warning before the time is no lateness (DOMAIN 3.2, 4.7)."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.estate import Project
from models.events import Event
from models.tickets.clocks import ladder_of
from models.tickets.ladders import Stage
from models.tickets.tables import Ticket
from models.tickets.watch import OVERDUE

CHUNK = 400  # subjects that one statement asks about


def late_since(
    session: Session, project: Project, tickets: Sequence[Ticket], until: datetime
) -> Mapping[int, Mapping[Stage, datetime]]:
    """For each ticket since when it was late in which stage, as far as that was before `until`."""
    known = {one.subject: one for one in tickets}
    found: defaultdict[int, dict[Stage, datetime]] = defaultdict(dict)
    for event in _fired(session, project, list(known), until):
        ticket, stage = known[event.subject], Stage(event.facts["stage"])
        if not _only_warns(ticket, stage, event.facts["rung"]):
            found[ticket.id].setdefault(stage, event.at)
    return found


def _fired(session: Session, project: Project, subjects: Sequence[str], until: datetime) -> Iterator[Event]:
    mine = select(Event).where(Event.project_id == project.id, Event.kind == OVERDUE, Event.at < until)
    for start in range(0, len(subjects), CHUNK):
        yield from session.scalars(mine.where(Event.subject.in_(subjects[start : start + CHUNK])).order_by(Event.id))


def _only_warns(ticket: Ticket, stage: Stage, rung: int) -> bool:
    if stage == Stage.ANSWER:
        return False
    rungs = ladder_of(ticket, stage)
    return rung < len(rungs) and rungs[rung].warns
