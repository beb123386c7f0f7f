"""Reading tickets: lists by reader, proposals for the head, loads."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, case, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from models.access.rights import contacts_of
from models.catalogue import Symptom, Urgency, catalogue
from models.estate import Department, Project
from models.events import Event
from models.people import PERFORMERS, Person, Staff
from models.refusals import Gone
from models.rota import on_duty
from models.tickets.kinds import Payment
from models.tickets.ladders import AROUND_THE_CLOCK
from models.tickets.lifecycle import ENDED, IN_HAND, OPEN, PAUSED, TO_DO, UNDISPATCHED, Part, Status
from models.tickets.outcomes import REOPENED, Result
from models.tickets.parts import parts_of
from models.tickets.tables import Channel, Joiner, Ticket

ALL_ROUNDER = 1
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


def own_by_number(session: Session, person: Person, number: str, now: datetime) -> Ticket | None:
    """What this person has brought or joined under a number; None for everything else (R203)."""
    ticket = session.scalar(select(Ticket).where(Ticket.project_id == person.project_id, Ticket.number == number))
    own = ticket is not None and parts_of(session, person, ticket, now) & {Part.REPORTER, Part.JOINED}
    return ticket if own else None


def chosen_by_owner(session: Session, ticket: Ticket) -> Symptom | None:
    """The line of the category tree that the reporter tapped, whatever it is classified as now; None where somebody else entered it."""
    if ticket.channel != Channel.BOT or ticket.entered_by_id:
        return None
    first = select(Event.facts).where(Event.subject == ticket.subject, Event.kind == "report").order_by(Event.id)
    facts = session.scalars(first.limit(1)).first() or {}
    return catalogue().symptoms.get(facts.get("symptom", ""))


def _urgent_first(wanted: Select[Ticket]) -> Select[Ticket]:
    """Urgency, then priority after a complaint, then age; never the size of a customer (R033)."""
    return wanted.order_by(Ticket.urgency, Ticket.priority.desc(), Ticket.received_at, Ticket.id)


def handed_back_because(session: Session, ticket: Ticket) -> str | None:
    """Why the job came back to the head in this round, or was taken back, latest."""
    return session.scalars(_given_back(ticket).with_only_columns(Result.words).order_by(Result.id.desc())).first()


def _given_back(ticket: Ticket) -> Select[Result]:
    mine = select(Result).where(Result.ticket_id == ticket.id, Result.round == ticket.rounds)
    return mine.where(Result.kind.in_(("handed_back", "taken_back")))


def reopened_because(session: Session, ticket: Ticket) -> str | None:
    """What is still not right, as a colleague heard it when this round began (R027)."""
    mine = select(Result.words).where(Result.ticket_id == ticket.id, Result.round == ticket.rounds)
    return session.scalars(mine.where(Result.kind == REOPENED).order_by(Result.id.desc())).first()


def reported_by(session: Session, person: Person, *, limit: int = 8) -> Sequence[Ticket]:
    """What a person has brought or joined, open ones first, newest first; what was merged is listed as what it became.

    Of units only as long as they are a contact (R205).
    """
    ended = case((Ticket.status.in_(ENDED), 1), else_=0)
    joined = select(Joiner.ticket_id).where(Joiner.person_id == person.id, Joiner.silent_since.is_(None))
    units = [one.unit_id for one in contacts_of(session, person.id)]
    mine = select(Ticket).where(
        or_(Ticket.reporter_id == person.id, Ticket.id.in_(joined)),
        or_(Ticket.unit_id.is_(None), Ticket.unit_id.in_(units)),
        Ticket.parent_id.is_(None),
        Ticket.status != Status.MERGED,
    )
    return session.scalars(mine.order_by(ended, Ticket.id.desc()).limit(limit)).all()


def tasks_of(session: Session, person: Person) -> Sequence[Ticket]:
    """What a technician has in hand, and what waits to go on."""
    mine = select(Ticket).where(Ticket.assignee_id == person.id, Ticket.status.in_(IN_HAND | PAUSED))
    return sorted(session.scalars(_urgent_first(mine)).all(), key=_by_appointment)


def _by_appointment(ticket: Ticket) -> tuple[bool, bool, float]:
    """What is urgent, then what was agreed, soonest first, then the rest in its order."""
    at = ticket.appointed_from
    return ticket.urgency not in AROUND_THE_CLOCK, at is None, at.timestamp() if at else 0


def undispatched(session: Session, project: Project) -> Sequence[Ticket]:
    """What the desk has still to classify and send."""
    return session.scalars(
        _urgent_first(select(Ticket).where(Ticket.project_id == project.id, Ticket.status.in_(UNDISPATCHED)))
    ).all()


def to_feed_back(session: Session, project: Project) -> Sequence[Ticket]:
    """What is done, with all its parts, and whose owner has not heard of it from the desk yet."""
    part = aliased(Ticket)
    unfinished = exists().where(part.parent_id == Ticket.id, part.status.in_(OPEN))
    done = select(Ticket).where(Ticket.project_id == project.id, Ticket.status == Status.PROCESSED)
    return session.scalars(_urgent_first(done.where(~unfinished))).all()


def waiting_for_head(session: Session, department_id: int) -> Sequence[Ticket]:
    """What a department has not given to anybody yet."""
    wanted = select(Ticket).where(Ticket.department_id == department_id, Ticket.status.in_(WAITING_FOR_HEAD))
    return session.scalars(_urgent_first(wanted)).all()


def open_tickets(
    session: Session,
    project: Project,
    *,
    department_id: int | None = None,
    limit: int | None = None,
    parts: bool = False,
) -> Sequence[Ticket]:
    """Everything that has not ended, by urgency and age; a department's parts of tickets are its own, others are left out unless asked for."""
    wanted = select(Ticket).where(Ticket.project_id == project.id, Ticket.status.in_(OPEN))
    if department_id is not None:
        wanted = wanted.where(Ticket.department_id == department_id)
    elif not parts:
        wanted = wanted.where(Ticket.parent_id.is_(None))
    return session.scalars(_urgent_first(wanted).limit(limit)).all()


def like(session: Session, ticket: Ticket) -> Sequence[Ticket]:
    """Open tickets under which the matter could go on: of the same place first, then of the same kind of fault, then the newest."""
    others = select(Ticket).where(
        Ticket.project_id == ticket.project_id,
        Ticket.id != ticket.id,
        Ticket.status.in_(TO_DO),
        Ticket.parent_id.is_(None),
    )
    recent = session.scalars(others.order_by(Ticket.id.desc()).limit(200)).all()
    found = [one for one in recent if can_go_on_as(ticket, one)]
    return sorted(found, key=lambda one: (not _same_place(one, ticket), one.symptom.group != ticket.symptom.group))


def can_go_on_as(ticket: Ticket, other: Ticket) -> bool:
    """What is pressing never under what may wait, and never one unit's matter under another's: its customer would read it (R203).

    Danger is the exception: one fire is seen from several units. What somebody pays for stays their own order (R064).
    """
    if ticket.payment == Payment.PAID or other.is_service:
        return False
    if ticket.inside and other.inside and ticket.unit_id != other.unit_id and other.urgency != Urgency.U0:
        return False
    return ticket.urgency not in AROUND_THE_CLOCK or other.urgency <= ticket.urgency


def _same_place(one: Ticket, other: Ticket) -> bool:
    if not (one.spot and other.spot):  # of an alarm, until it is told
        return False
    if one.inside and other.inside:
        return one.unit_id == other.unit_id
    return (one.inside, one.spot) == (other.inside, other.spot)


def loads(session: Session, project: Project) -> dict[int, int]:
    """How many jobs everybody has in hand."""
    counted = (
        select(Ticket.assignee_id, func.count())
        .where(Ticket.project_id == project.id, Ticket.status.in_(IN_HAND))
        .group_by(Ticket.assignee_id)
    )
    return {person_id: count for person_id, count in session.execute(counted) if person_id is not None}


def candidates(session: Session, ticket: Ticket, now: datetime) -> list[Candidate]:
    """The department's people, the best proposal first: on duty, not the one it came back from, of the trade, with the least in hand (R067)."""
    present = {one.person_id for one in on_duty(session, ticket.project, now)}
    busy = loads(session, ticket.project)
    team = team_of(session, ticket.department) if ticket.department else ()
    found = [
        Candidate(one, one.person_id in present, fitness(one, ticket.symptom.trade), busy.get(one.person_id, 0))
        for one in team
    ]
    gave_up = set(session.scalars(_given_back(ticket).with_only_columns(Result.staff_id)))
    return sorted(found, key=lambda one: (not one.present, one.staff.person_id in gave_up, *_merits(one)))


def _merits(one: Candidate) -> tuple[int, int, str]:
    return one.fit, one.load, one.staff.number


def team_of(session: Session, department: Department) -> Sequence[Staff]:
    """Who of a department goes to owners, by number."""
    team = select(Staff).where(Staff.department_id == department.id, Staff.left_at.is_(None))
    if department.takes_repairs:  # elsewhere everybody may lend a hand (R031)
        team = team.where(Staff.role.in_(PERFORMERS))
    return session.scalars(team.order_by(Staff.number)).all()


def fitness(staff: Staff, trade: str) -> int:
    """How well somebody fits a trade: 0 for their own, 1 (`ALL_ROUNDER`) for an all-rounder, 2 for neither."""
    if trade in staff.trades:
        return 0
    return ALL_ROUNDER if "general" in staff.trades else 2


def merged_in(session: Session, ticket: Ticket) -> list[Ticket]:
    """What became part of this ticket, however often it was merged; oldest first (DOMAIN 5.2)."""
    found: list[Ticket] = []
    into = [ticket.id]
    while into:
        more = session.scalars(select(Ticket).where(Ticket.merged_into_id.in_(into))).all()
        found += more
        into = [one.id for one in more]
    return sorted(found, key=lambda one: one.id)
