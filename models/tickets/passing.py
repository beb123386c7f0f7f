"""A job goes on with another department or another person; always with a reason, and never too often (R032, R188)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.estate import Department
from models.events import Event
from models.people import Person, Staff
from models.policy import policy_of
from models.refusals import PassedTooOften, SameDepartment, WordsMissing
from models.tickets.halting import halt
from models.tickets.helping import may_go_to
from models.tickets.lifecycle import IN_HAND, PAUSED, Part, Status
from models.tickets.moving import inform, moving
from models.tickets.outcomes import Result
from models.tickets.parts import holders, parts_of
from models.tickets.tables import Ticket

TRANSFERRED, TAKEN_BACK = "transferred", "taken_back"
DECIDERS = frozenset({Part.SUPERVISOR, Part.MANAGER})
KNOWN_TO_THE_OWNER = PAUSED | {Status.ACCEPTED, Status.ARRIVED}  # who comes, or was there


@dataclass(frozen=True)
class Handover:
    """One transfer: to which department, why, and by whom."""

    department: Department
    reason: str
    by: Staff
    at: datetime


def may_transfer(session: Session, ticket: Ticket, by: Person, now: datetime) -> bool:
    """Whether this person may still pass it on: after the second time the supervisor or the manager decides."""
    if ticket.transfers < policy_of(ticket.project).transfers_before_decision:
        return True
    return bool(parts_of(session, by, ticket, now) & DECIDERS)


def transfer(
    session: Session,
    ticket_id: int,
    *,
    by: Person,
    now: datetime,
    department: Department,
    reason: str,
    seen: int | None = None,
) -> Ticket:
    """Another department takes over; the owner hears why, and from the second time on the supervisor is alarmed.

    Raises WordsMissing without a reason, SameDepartment, PassedTooOften for all but the supervisor and the manager.
    """
    if not reason.strip():
        raise WordsMissing(ticket=ticket_id)
    facts = {"department": department.id}
    with moving(session, ticket_id, "transfer", by=by, now=now, seen=seen, facts=facts) as ticket:
        if ticket.project_id != department.project_id or not may_go_to(ticket, department):
            raise SameDepartment(ticket=ticket_id)
        if ticket.department_id == department.id:
            raise SameDepartment(ticket=ticket_id)
        if not may_transfer(session, ticket, by, now):
            raise PassedTooOften(ticket=ticket_id)
        former, ticket.assignee_id, ticket.department_id = ticket.assignee_id, None, department.id
        ticket.transfers += 1
        _keep(session, ticket, TRANSFERRED, by.id, reason, now)
        halt(session, ticket, now)
    if former:
        inform(session, ticket, former, "transfer.assignee", now)
    if ticket.transfers >= policy_of(ticket.project).transfers_before_decision:
        for person_id in holders(session, Part.SUPERVISOR, ticket, now):
            if person_id != by.id:
                inform(session, ticket, person_id, "transfer.supervisor", now)
    return ticket


def _keep(session: Session, ticket: Ticket, kind: str, staff_id: int, words: str, now: datetime) -> None:
    session.add(
        Result(ticket_id=ticket.id, round=ticket.rounds, staff_id=staff_id, kind=kind, words=words.strip(), at=now)
    )


def handovers(session: Session, ticket: Ticket) -> Sequence[Handover]:
    """Every transfer of a ticket, oldest first: the log says where to, the results why."""
    moved = select(Event.facts).where(Event.subject == ticket.subject, Event.kind == "transfer").order_by(Event.id)
    why = select(Result).where(Result.ticket_id == ticket.id, Result.kind == TRANSFERRED).order_by(Result.id)
    return [
        Handover(
            session.get_one(Department, facts["department"]), one.words, session.get_one(Staff, one.staff_id), one.at
        )
        for facts, one in zip(session.scalars(moved), session.scalars(why), strict=True)
    ]


def take_back(
    session: Session, ticket_id: int, *, by: Person | None, now: datetime, reason: str, seen: int | None = None
) -> Ticket:
    """Whoever has the job cannot do it: it is with the head again, and the owner hears it who had been told of the person.

    `by=None` is the office itself, for instance when somebody has left. Raises WordsMissing without a reason.
    """
    if not reason.strip():
        raise WordsMissing(ticket=ticket_id)
    return _taken_back(session, ticket_id, by, now, reason, seen)


def _taken_back(
    session: Session, ticket_id: int, by: Person | None, now: datetime, reason: str, seen: int | None = None
) -> Ticket:
    facts: dict[str, int] = {}
    with moving(session, ticket_id, "take_back", by=by, now=now, seen=seen, facts=facts) as ticket:
        former, known = ticket.assignee, ticket.status in KNOWN_TO_THE_OWNER
        ticket.assignee_id = None
        if former:
            facts["former"] = former.person_id
        if former and reason:
            _keep(session, ticket, TAKEN_BACK, former.person_id, reason, now)
        halt(session, ticket, now)
    if former and former.left_at is None and (by is None or by.id != former.person_id):
        inform(session, ticket, former.person_id, "take_back.former", now)
    if known:
        for person_id in holders(session, Part.REPORTER, ticket, now):
            inform(session, ticket, person_id, "take_back.reporter", now)
    return ticket


def take_back_all(
    session: Session, staff: Staff, *, by: Person | None, now: datetime, reason: str = ""
) -> list[Ticket]:
    """Everything that somebody has in hand goes back to the heads; why may be nobody's business but the person's."""
    mine = select(Ticket.id).where(Ticket.assignee_id == staff.person_id, Ticket.status.in_(IN_HAND | PAUSED))
    every = session.scalars(mine.order_by(Ticket.id)).all()
    return [_taken_back(session, one, by, now, reason) for one in every]
