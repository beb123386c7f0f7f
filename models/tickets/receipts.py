"""Who hears at once that something was reported (R015, R029, R046, R098)."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.orm import Session

from models.events import record
from models.people import Staff
from models.rota import nobody_receives
from models.tickets.alarms import dispatch_at_once, raise_alarm
from models.tickets.ladders import AROUND_THE_CLOCK
from models.tickets.lifecycle import Part
from models.tickets.moving import inform
from models.tickets.parts import holders
from models.tickets.pictures import let_pictures_follow
from models.tickets.tables import Ticket
from models.tickets.watch import rewatch


def ring_for_report(session: Session, ticket: Ticket, desk: Iterable[Staff], now: datetime) -> None:
    """The desk rings; an urgent ticket raises an alarm instead, and a hole in the roster is told to those above (R015)."""
    rewatch(session, ticket, now)
    let_pictures_follow(session, ticket, "report", now)
    if ticket.urgency in AROUND_THE_CLOCK:
        dispatch_at_once(session, ticket, now)
        raise_alarm(session, ticket, now)
    else:
        for one in desk:
            if one.person_id != ticket.entered_by_id:  # who enters it has it before the eyes
                inform(session, ticket, one.person_id, "report.desk", now)
    if nobody_receives(session, ticket.project, now):
        record(session, project_id=ticket.project_id, subject=ticket.subject, kind="unmanned", now=now)
        above = [*holders(session, Part.SUPERVISOR, ticket, now), *holders(session, Part.MANAGER, ticket, now)]
        for person_id in above:
            inform(session, ticket, person_id, "report.unmanned", now)
