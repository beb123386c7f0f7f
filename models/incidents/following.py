"""What becomes of an event when its last job is done, or was no emergency after all (R099)."""

from datetime import datetime

from sqlalchemy.orm import Session

from models.incidents.doing import moving, note
from models.incidents.reading import lasting_of, tickets_of
from models.incidents.tables import Incident
from models.incidents.telling import answerable, leaders, tell_staff, watchers
from models.people import Person
from models.tickets.ladders import AROUND_THE_CLOCK
from models.tickets.lifecycle import DONE, OPEN, Status
from models.tickets.tables import Ticket

NOTHING_TO_DO = frozenset({Status.WITHDRAWN, Status.MERGED})


def follow_ticket(session: Session, ticket: Ticket, now: datetime) -> None:
    """A ticket has moved: where nothing urgent is left, who leads the event is asked whether it is over.

    One of which nobody was told, and in which nothing was to be done, ends by itself.
    """
    incident = lasting_of(session, ticket)
    if incident is None:
        return
    tickets = tickets_of(session, incident)
    if any(one.status in OPEN - DONE and one.urgency in AROUND_THE_CLOCK for one in tickets):
        return
    if incident.told_at is None and not any(_was_served(one) for one in tickets):
        _lapse(session, incident, now)
        return
    occasion = f"quiet{len(tickets)}:{max(one.rounds for one in tickets)}"
    people = [*answerable(session, incident, now), *leaders(session, incident)]
    tell_staff(session, incident, people, "incident.quiet", now, occasion=occasion)


def _was_served(ticket: Ticket) -> bool:
    return ticket.status not in NOTHING_TO_DO and ticket.urgency in AROUND_THE_CLOCK


def _lapse(session: Session, incident: Incident, now: datetime) -> None:
    with moving(session, incident.id, "lapse", by=None, now=now) as one:
        one.ended_at = now
        note(session, one, "lapse", None, now)
        session.flush()
        tell_staff(session, one, watchers(session, one, now), "incident.lapse", now)


def take_the_lead(session: Session, ticket: Ticket, by: Person, now: datetime) -> list[Ticket]:
    """Who answers for an alarm leads its event, unless somebody does; gives the other reports, for which they answer too."""
    incident = lasting_of(session, ticket)
    if incident is None:
        return []
    if incident.leader_id is None and by.staff is not None:
        incident.leader_id = by.id
        note(session, incident, "lead", by, now)
        session.refresh(incident, ["leader"])
    return [one for one in tickets_of(session, incident) if one.id != ticket.id]
