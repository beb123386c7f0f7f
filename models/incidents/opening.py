"""An event begins with its first report; what is reported near it joins it, by itself only where that is certain (R099)."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.base import insert_once
from models.catalogue import Urgency
from models.counters import next_number
from models.estate import Project
from models.events import touch
from models.incidents.doing import locked, note
from models.incidents.lifecycle import State
from models.incidents.reading import lasting, lasting_of, tickets_of
from models.incidents.tables import Incident, IncidentCheck, IncidentReader, IncidentTicket
from models.incidents.timing import watch
from models.incidents.whereabouts import SUPPLY, WHOLE, floor_of, in_order, is_near, kind_of, reach_of
from models.people import Person
from models.tickets.lifecycle import DONE, OPEN
from models.tickets.tables import Ticket

PREFIX = "TF"


def take_in(session: Session, ticket: Ticket, now: datetime) -> Incident | None:
    """The event of an alarm: the one that is going on there, or a new one; of an outage only once somebody else reports it too."""
    if ticket.parent_id is not None:
        return None
    if (present := lasting_of(session, ticket)) is not None:
        return present
    _one_after_the_other(session, ticket.project_id)
    if (near := _near(session, ticket)) is not None:
        _link(session, near, ticket, now)
        return near
    if ticket.urgency == Urgency.U0:
        return begin(session, [ticket], by=None, now=now)
    if ticket.symptom_code in SUPPLY and (others := _same_outage(session, ticket)):
        return begin(session, [*others, ticket], by=None, now=now)
    return None


def _one_after_the_other(session: Session, project_id: int) -> None:
    """Of two alarms at one moment the second waits here, and finds the first one's event."""
    session.execute(select(Project.id).where(Project.id == project_id).with_for_update(key_share=True))


def _near(session: Session, ticket: Ticket, but: int | None = None) -> Incident | None:
    """What is going on there: of the same kind, and near."""
    if ticket.urgency != Urgency.U0 and ticket.symptom_code not in SUPPLY:
        return None
    kind = kind_of(ticket.symptom_code)
    for incident in lasting(session, ticket.project):
        if incident.id == but or kind_of(incident.symptom_code) != kind:
            continue
        floors = [floor_of(one) for one in tickets_of(session, incident)]
        if is_near(ticket.symptom_code, floor_of(ticket), floors):
            return locked(session, incident.id)
    return None


def _same_outage(session: Session, ticket: Ticket) -> list[Ticket]:
    """Who else waits for the same supply near by, of another reporter."""
    wanted = select(Ticket).where(
        Ticket.project_id == ticket.project_id,
        Ticket.symptom_code == ticket.symptom_code,
        Ticket.reporter_id != ticket.reporter_id,
        Ticket.status.in_(OPEN - DONE),
        Ticket.parent_id.is_(None),
        Ticket.merged_into_id.is_(None),
    )
    open_ones = session.scalars(wanted.order_by(Ticket.id)).all()
    here = floor_of(ticket)
    near = [one for one in open_ones if is_near(ticket.symptom_code, here, [floor_of(one)])]
    return [one for one in near if lasting_of(session, one) is None]


def begin(session: Session, tickets: list[Ticket], *, by: Person | None, now: datetime) -> Incident:
    """A new event with these reports; its floors are a proposal until somebody has looked."""
    first = tickets[0]
    incident = Incident(
        project_id=first.project_id,
        symptom_code=first.symptom_code,
        opened_at=now,
        floors=_proposed(tickets),
        whole=first.symptom_code in WHOLE,
    )
    with session.begin_nested():
        session.add(incident)
        session.flush()
        note(session, incident, "open", by, now)
        for ticket in tickets:
            _link(session, incident, ticket, now)
        watch(session, incident, now)
        day = now.astimezone(incident.project.zone).date()
        incident.number = next_number(session, incident.project_id, PREFIX, day)
        session.flush()
    return incident


def _proposed(tickets: list[Ticket]) -> list[str]:
    reached = [floor for one in tickets for floor in reach_of(one.symptom_code, floor_of(one))]
    return in_order(reached)


def _link(session: Session, incident: Incident, ticket: Ticket, now: datetime) -> None:
    """The report belongs to it from now on; as long as nobody has said which floors, hers is among them."""
    row = {"incident_id": incident.id, "ticket_id": ticket.id, "at": now, "left_at": None}
    if not insert_once(session, IncidentTicket, row):
        session.get_one(IncidentTicket, (incident.id, ticket.id)).left_at = None
    session.flush()
    if incident.grade is None:
        incident.floors = in_order([*incident.floors, *reach_of(ticket.symptom_code, floor_of(ticket))])
    if incident.told_at is not None:  # what the others were told already is on the card of who comes later, too
        insert_once(
            session, IncidentReader, {"incident_id": incident.id, "person_id": ticket.reporter_id, "told_at": now}
        )
    touch(session, incident.subject)
    touch(session, ticket.subject)


def place_told(session: Session, ticket: Ticket, now: datetime) -> None:
    """Now that its place is known: the event of a single report becomes part of one that is going on near by, or knows its floors."""
    own = lasting_of(session, ticket)
    if own is None or own.told_at is not None or len(tickets_of(session, own)) > 1:
        return
    _one_after_the_other(session, ticket.project_id)
    if (near := _near(session, ticket, but=own.id)) is not None:
        merge(session, locked(session, own.id), near, by=None, now=now)
    elif own.grade is None:
        own.floors = _proposed([ticket])
        touch(session, own.subject)


def merge(session: Session, incident: Incident, target: Incident, *, by: Person | None, now: datetime) -> None:
    """Its reports, whoever was told, their answers and the ticks go over to the other one; both are locked already."""
    for ticket in tickets_of(session, incident):
        session.get_one(IncidentTicket, (incident.id, ticket.id)).left_at = now
        _link(session, target, ticket, now)
    mine = select(IncidentReader).where(IncidentReader.incident_id == incident.id)
    for one in session.scalars(mine):
        answers = {"safe_at": one.safe_at, "help_at": one.help_at}
        told = {"incident_id": target.id, "person_id": one.person_id, "told_at": one.told_at}
        if not insert_once(session, IncidentReader, {**told, **answers}):
            known = session.get_one(IncidentReader, (target.id, one.person_id))
            known.safe_at, known.help_at = known.safe_at or one.safe_at, known.help_at or one.help_at
    for check in session.scalars(select(IncidentCheck).where(IncidentCheck.incident_id == incident.id)):
        row = {"incident_id": target.id, "unit_id": check.unit_id, "at": check.at, "by_id": check.by_id}
        insert_once(session, IncidentCheck, row)
    incident.state, incident.into_id, incident.ended_at = State.JOINED, target.id, now
    incident.version += 1
    note(session, incident, "join", by, now)
    note(session, target, "take_in", by, now, incident.number)
    watch(session, incident, now)
