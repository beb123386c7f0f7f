"""A false alarm takes back the jobs to which nobody has come yet (R099)."""

from datetime import datetime

from sqlalchemy.orm import Session

from models.incidents.reading import tickets_of
from models.incidents.tables import Incident
from models.tickets.halting import halt
from models.tickets.lifecycle import MOVES
from models.tickets.moving import moving
from models.tickets.subjobs import call_off_subjobs


def call_off_jobs(session: Session, incident: Incident, now: datetime) -> None:
    """Whoever was sent hears; who is there already ends the job as usual."""
    for one in tickets_of(session, incident):
        if one.status in MOVES["withdraw"].starts:
            with moving(session, one.id, "withdraw", by=None, now=now) as ticket:
                call_off_subjobs(session, ticket, now)
                halt(session, ticket, now)
