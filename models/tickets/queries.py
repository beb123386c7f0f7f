"""Reading tickets: lists by reader, proposals for the head, loads."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, case, func, or_, select
from sqlalchemy.orm import Session

from models.access.rights import contacts_of
from models.estate import Project
from models.people import PERFORMERS, Person, Staff
from models.refusals import Gone
from models.rota import on_duty
from models.tickets.lifecycle import ENDED, IN_HAND, OPEN, UNDISPATCHED, Status
from models.tickets.parts import parts_of
from models.tickets.tables import Result, Ticket

WAITING_FOR_HEAD = frozenset({Status.SENT, Status.OFFERED})


@dataclass(frozen=True)
class Candidate:
    """Somebody who could do a job, and why (or why not)."""

    staff: Staff
    present: bool
    fit: int  # 0: of the trade, 1: all-rounder, 2: neither
    load: int


def visible(session: Session, ticket_id: int, person: Person, now: datetime) -> Ticket:
    """The ticket, for somebody who has a part in it; raises Gone for everybody else."""
    ticket = session.get(Ticket, ticket_id)
    if ticket is None or not parts_of(session, person, ticket, now):
        raise Gone
    return ticket


def _urgent_first(wanted: Select[Ticket]) -> Select[Ticket]:
    """Urgency, then priority after a complaint, then age; never the size of a customer (R033)."""
    return wanted.order_by(Ticket.urgency, Ticket.priority.desc(), Ticket.received_at, Ticket.id)


def handed_back_because(session: Session, ticket: Ticket) -> str | None:
    """The reason of the latest hand-back in this round."""
    mine = select(Result.words).where(Result.ticket_id == ticket.id, Result.round == ticket.rounds)
    return session.scalars(mine.where(Result.kind == "handed_back").order_by(Result.id.desc())).first()


def reported_by(session: Session, person: Person, *, limit: int = 8) -> Sequence[Ticket]:
    """What a person has brought, open ones first, newest first; of units only as long as they are a contact (R205)."""
    ended = case((Ticket.status.in_(ENDED), 1), else_=0)
    units = [one.unit_id for one in contacts_of(session, person.id)]
    mine = select(Ticket).where(
        Ticket.reporter_id == person.id, or_(Ticket.unit_id.is_(None), Ticket.unit_id.in_(units))
    )
    return session.scalars(mine.order_by(ended, Ticket.id.desc()).limit(limit)).all()


def tasks_of(session: Session, person: Person) -> Sequence[Ticket]:
    """What a technician has in hand."""
    mine = select(Ticket).where(Ticket.assignee_id == person.id, Ticket.status.in_(IN_HAND))
    return session.scalars(_urgent_first(mine)).all()


def undispatched(session: Session, project: Project) -> Sequence[Ticket]:
    """What the desk has still to classify and send."""
    return session.scalars(
        _urgent_first(select(Ticket).where(Ticket.project_id == project.id, Ticket.status.in_(UNDISPATCHED)))
    ).all()


def to_feed_back(session: Session, project: Project) -> Sequence[Ticket]:
    """What is done and whose owner has not heard of it from the desk yet."""
    return session.scalars(
        _urgent_first(select(Ticket).where(Ticket.project_id == project.id, Ticket.status == Status.PROCESSED))
    ).all()


def waiting_for_head(session: Session, department_id: int) -> Sequence[Ticket]:
    """What a department has not given to anybody yet."""
    wanted = select(Ticket).where(Ticket.department_id == department_id, Ticket.status.in_(WAITING_FOR_HEAD))
    return session.scalars(_urgent_first(wanted)).all()


def open_tickets(
    session: Session, project: Project, *, department_id: int | None = None, limit: int | None = None
) -> Sequence[Ticket]:
    """Everything that has not ended, by urgency and age."""
    wanted = select(Ticket).where(Ticket.project_id == project.id, Ticket.status.in_(OPEN))
    if department_id is not None:
        wanted = wanted.where(Ticket.department_id == department_id)
    return session.scalars(_urgent_first(wanted).limit(limit)).all()


def loads(session: Session, project: Project) -> dict[int, int]:
    """How many jobs everybody has in hand."""
    counted = (
        select(Ticket.assignee_id, func.count())
        .where(Ticket.project_id == project.id, Ticket.status.in_(IN_HAND))
        .group_by(Ticket.assignee_id)
    )
    return {person_id: count for person_id, count in session.execute(counted) if person_id is not None}


def candidates(session: Session, ticket: Ticket, now: datetime) -> list[Candidate]:
    """The department's people, the best proposal first: on duty, of the trade, with the least in hand (R067)."""
    present = {one.person_id for one in on_duty(session, ticket.project, now)}
    busy = loads(session, ticket.project)
    team = select(Staff).where(
        Staff.department_id == ticket.department_id, Staff.left_at.is_(None), Staff.role.in_(PERFORMERS)
    )
    found = [
        Candidate(one, one.person_id in present, _fit(one, ticket), busy.get(one.person_id, 0))
        for one in session.scalars(team.order_by(Staff.number))
    ]
    return sorted(found, key=lambda one: (not one.present, one.fit, one.load, one.staff.number))


def _fit(staff: Staff, ticket: Ticket) -> int:
    if ticket.symptom.trade in staff.trades:
        return 0
    return 1 if "general" in staff.trades else 2
