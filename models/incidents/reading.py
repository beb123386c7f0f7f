"""Reading incidents: which last, what belongs to one, who is what to it, and whom it affects (R099, R203)."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.estate import Project
from models.incidents.lifecycle import LASTING, Part, State, allowed
from models.incidents.tables import Incident, IncidentReader, IncidentStep, IncidentTicket
from models.people import Person, Role
from models.refusals import Gone
from models.roles import FRONT_OFFICE, IN_CHARGE
from models.tickets.tables import Ticket

IN_COMMAND = FRONT_OFFICE | {Role.CONTROL_ROOM, Role.DEPT_HEAD}
SHOWN_AFTER = timedelta(days=7)  # an owner may read the end of it for a week


def incident_of(session: Session, ticket: Ticket) -> Incident | None:
    """The event to which a ticket belongs, the last one if it came again."""
    mine = select(Incident).join(IncidentTicket, IncidentTicket.incident_id == Incident.id)
    mine = mine.where(IncidentTicket.ticket_id == ticket.id, IncidentTicket.left_at.is_(None))
    return session.scalars(mine.order_by(Incident.id.desc())).first()


def lasting_of(session: Session, ticket: Ticket) -> Incident | None:
    """The event to which a ticket belongs, as long as it goes on."""
    incident = incident_of(session, ticket)
    return incident if incident is not None and incident.state in LASTING else None


def was_false_alarm(session: Session, ticket: Ticket) -> bool:
    """Whether the office has found that nothing was the matter, and has told so."""
    incident = incident_of(session, ticket)
    return incident is not None and incident.state == State.FALSE_ALARM and incident.news_at is not None


def goes_on(session: Session, ticket: Ticket) -> bool:
    """Whether the event of an alarm is not over; without any event it goes on as long as the ticket."""
    incident = incident_of(session, ticket)
    return incident is None or incident.state in LASTING


def tickets_of(session: Session, incident: Incident) -> Sequence[Ticket]:
    """Its reports, oldest first."""
    mine = select(Ticket).join(IncidentTicket, IncidentTicket.ticket_id == Ticket.id)
    mine = mine.where(IncidentTicket.incident_id == incident.id, IncidentTicket.left_at.is_(None))
    return session.scalars(mine.order_by(Ticket.id)).all()


def lasting(session: Session, project: Project) -> Sequence[Incident]:
    """What is going on now, the oldest first."""
    wanted = select(Incident).where(Incident.project_id == project.id, Incident.state.in_(LASTING))
    return session.scalars(wanted.order_by(Incident.id)).all()


def unreviewed(session: Session, project: Project) -> Sequence[Incident]:
    """What is over and has no confirmed report yet, the oldest first."""
    states = (State.OVER, State.REPORTED)
    wanted = select(Incident).where(Incident.project_id == project.id, Incident.state.in_(states))
    return session.scalars(wanted.order_by(Incident.id)).all()


def past(session: Session, project: Project) -> Sequence[Incident]:
    """What is settled, the newest first; one that became part of another is not listed."""
    states = (State.REVIEWED, State.FALSE_ALARM)
    wanted = select(Incident).where(Incident.project_id == project.id, Incident.state.in_(states))
    return session.scalars(wanted.order_by(Incident.id.desc())).all()


def log_of(session: Session, incident: Incident) -> Sequence[IncidentStep]:
    """Everything that was done about it, oldest first."""
    mine = select(IncidentStep).where(IncidentStep.incident_id == incident.id)
    return session.scalars(mine.order_by(IncidentStep.id)).all()


def parts_of(session: Session, person: Person, incident: Incident) -> frozenset[Part]:
    """Every part that a member of staff has in it; empty for everybody else."""
    staff = person.staff
    if staff is None or staff.left_at is not None or staff.project_id != incident.project_id:
        return frozenset()
    having = {
        Part.CHARGE: staff.role in IN_COMMAND,
        Part.LEAD: staff.role in IN_CHARGE,
        Part.WRITER: incident.writer_id == person.id,
        Part.CREW: any(one.assignee_id == person.id for one in tickets_of(session, incident)),
    }
    return frozenset(part for part, has in having.items() if has)


def visible(session: Session, incident_id: int, person: Person) -> Incident:
    """The incident, for those of the office who have a part in it; raises Gone."""
    incident = session.get(Incident, incident_id)
    if incident is None or not parts_of(session, person, incident):
        raise Gone
    return incident


def with_number(session: Session, number: str, reader: Person) -> Incident | None:
    """The incident of this whole number, for those who have a part in it; None for everybody else."""
    wanted = select(Incident).where(Incident.project_id == reader.project_id, Incident.number == number.strip().upper())
    found = session.scalar(wanted)
    return found if found is not None and parts_of(session, reader, found) else None


def moves_for(session: Session, person: Person, incident: Incident) -> frozenset[str]:
    """The moves that somebody may make as it stands now."""
    return allowed(incident.state, parts_of(session, person, incident))


def reading_of(session: Session, incident: Incident, person: Person) -> IncidentReader | None:
    """When somebody was told of it, and what they answered."""
    return session.get(IncidentReader, (incident.id, person.id))


def shown(session: Session, incident_id: int, person: Person, now: datetime) -> Incident:
    """The incident, for an owner who was told of it, while it lasts and a week after; raises Gone."""
    incident = session.get(Incident, incident_id)
    if incident is None or reading_of(session, incident, person) is None:
        raise Gone
    if incident.state == State.JOINED and incident.into_id is not None:
        return shown(session, incident.into_id, person, now)
    if incident.ended_at is not None and incident.ended_at + SHOWN_AFTER < now:
        raise Gone
    return incident


def affecting(session: Session, person: Person) -> Incident | None:
    """What lasts and was told to an owner, the newest."""
    wanted = select(Incident).join(IncidentReader, IncidentReader.incident_id == Incident.id)
    mine = wanted.where(IncidentReader.person_id == person.id, Incident.state.in_(LASTING))
    return session.scalars(mine.order_by(Incident.id.desc())).first()
