"""Reading visits and pauses: who is on the way, why it rests, how people arrive (R049, R050)."""

from collections.abc import Mapping, Set
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.catalogue import Urgency
from models.events import Event
from models.hours import hours_of
from models.people import Person, Staff
from models.policy import policy_of
from models.refusals import CodeUnknown, TooLate
from models.tickets.ladders import AROUND_THE_CLOCK
from models.tickets.lifecycle import AWAITED, BEFORE_ARRIVAL, DESK, WITH_DEPARTMENT, Part, Status
from models.tickets.outcomes import Result
from models.tickets.parts import CLEANING, holders
from models.tickets.tables import Arrival, Pause, Ticket, Visit, VisitEnd
from models.units import units_of

# What a technician or head said about a delay, by what it was said for; the newest is what the owner was told (R050).
NEEDS = ("postpone", "wait_part", "wait_firm", "extend")
EXPLANATIONS = ("late", *NEEDS)
# Where somebody comes (again), or it waits until somebody can.
GOES_ON = WITH_DEPARTMENT | AWAITED | {Status.ARRIVED}


def agrees_times(ticket: Ticket, parts: Set[Part]) -> bool:
    """Whether who has these parts agrees a time with the owner; of a cleaning that is ordered customer service does (R076)."""
    ordered = ticket.is_service and ticket.symptom.department == CLEANING
    return not ordered or bool(parts & DESK)


def open_visit(session: Session, ticket: Ticket) -> Visit | None:
    """The visit that is under way or going on."""
    mine = select(Visit).where(Visit.ticket_id == ticket.id, Visit.ended_at.is_(None))
    return session.scalars(mine.order_by(Visit.id.desc())).first()


def last_visit(session: Session, ticket: Ticket) -> Visit | None:
    """The newest visit, also one that has ended."""
    return session.scalars(select(Visit).where(Visit.ticket_id == ticket.id).order_by(Visit.id.desc())).first()


def waits_outside(session: Session, ticket: Ticket) -> Visit | None:
    """The visit of who stands at the door at which nobody answers; None where nobody stands so."""
    visit = open_visit(session, ticket) if ticket.status == Status.ARRIVED and ticket.inside else None
    return visit if visit and visit.knocked_at else None


def is_being_opened(session: Session, ticket: Ticket) -> bool:
    """Whether the owner has said, since nobody answered, that somebody opens at once."""
    said = select(Event.kind).where(Event.subject == ticket.subject, Event.kind.in_(("knock", "opening")))
    return session.scalars(said.order_by(Event.id.desc()).limit(1)).first() == "opening"


def waits_to_be_agreed(session: Session, ticket: Ticket) -> bool:
    """Whether the owner has asked for another time and the office has not agreed one since."""
    if ticket.status not in BEFORE_ARRIVAL or ticket.wished_from is None or ticket.appointed_from == ticket.wished_from:
        return False
    said = select(Event.kind).where(Event.subject == ticket.subject, Event.kind.in_(("wish", "appoint", "rebook")))
    return session.scalars(said.order_by(Event.id.desc()).limit(1)).first() == "wish"


def met_nobody(session: Session, ticket: Ticket) -> datetime | None:
    """When somebody came in vain in this round, latest; None once the work is done."""
    if ticket.status not in GOES_ON:
        return None
    vain = select(Visit.arrived_at).where(Visit.ticket_id == ticket.id, Visit.end == VisitEnd.NO_ANSWER)
    since = ticket.round_at or ticket.received_at
    return session.scalars(vain.where(Visit.begun_at >= since).order_by(Visit.id.desc())).first()


def open_pause(session: Session, ticket: Ticket) -> Pause | None:
    """The pause that lasts."""
    mine = select(Pause).where(Pause.ticket_id == ticket.id, Pause.until.is_(None))
    return session.scalars(mine.order_by(Pause.id.desc())).first()


def needed(session: Session, ticket: Ticket) -> str:
    """What it could not be finished for in this round, as long as it goes on; empty where it could (R050)."""
    if ticket.status not in GOES_ON:
        return ""
    mine = select(Result.words).where(Result.ticket_id == ticket.id, Result.round == ticket.rounds)
    return session.scalars(mine.where(Result.kind.in_(NEEDS)).order_by(Result.id.desc())).first() or ""


def explanation(session: Session, ticket: Ticket) -> str:
    """Why it takes longer, in the words that the owner was told last; empty where nobody had to say."""
    mine = select(Result.words).where(Result.ticket_id == ticket.id, Result.round == ticket.rounds)
    return session.scalars(mine.where(Result.kind.in_(EXPLANATIONS)).order_by(Result.id.desc())).first() or ""


def informed(session: Session, ticket: Ticket, now: datetime) -> Staff | None:
    """Who in the office answers for it upward: the head, or else the supervisor, or else the manager (R050)."""
    for part in (Part.HEAD, Part.SUPERVISOR, Part.MANAGER):
        if found := holders(session, part, ticket, now):
            return session.get(Staff, found[0])
    return None


def due_arrival(ticket: Ticket, visit: Visit) -> datetime | None:
    """When somebody should be there: at the appointment, when they said, or so many minutes after the acceptance (DOMAIN 4.7).

    None where nothing was said: for a planned job without a time as long as nobody sets out, and for one that goes on at a promised day.
    """
    if said := ticket.appointed_from or ticket.expected_at:
        return said
    if ticket.promised_at is not None:
        return None
    if ticket.urgency in (Urgency.U3, Urgency.U4):
        return at_once_by(ticket, visit.ready_at) if visit.ready_at else None
    return at_once_by(ticket, visit.begun_at)


def has_nobody(ticket: Ticket) -> bool:
    """Whether a time was agreed and nobody has accepted to come then."""
    return ticket.appointed_from is not None and ticket.status in WITH_DEPARTMENT - {Status.ACCEPTED}


def is_of_a_later_day(ticket: Ticket, now: datetime) -> bool:
    """Whether the owner was told a time that lies on a day to come: nobody is late for it yet."""
    told, zone = ticket.appointed_from or ticket.expected_at, ticket.project.zone
    return told is not None and told.astimezone(zone).date() > now.astimezone(zone).date()


def at_once_by(ticket: Ticket, since: datetime) -> datetime:
    """Until when who goes at once is there; what can be planned is as quick then as what disturbs the work (DOMAIN 4.7)."""
    policy = policy_of(ticket.project)
    match ticket.urgency:
        case Urgency.U0:
            return since + timedelta(minutes=policy.on_site_minutes_u0)
        case Urgency.U1:
            return since + timedelta(minutes=policy.on_site_minutes_u1)
        case _:
            return hours_of(ticket.project).after(since, timedelta(minutes=policy.on_site_minutes_u2))


def may_leave_at(ticket: Ticket, visit: Visit) -> datetime | None:
    """From when on a technician at a closed door may leave (R070); None while nobody has knocked in vain."""
    if visit.knocked_at is None:
        return None
    return visit.knocked_at + timedelta(minutes=policy_of(ticket.project).no_answer_leave_minutes)


def of_card(session: Session, person: Person, code: str) -> Ticket:
    """The ticket behind the code of a reminder card, for a contact of its unit (R070).

    Raises CodeUnknown for everybody else, TooLate where the time has been chosen already.
    """
    wanted = select(Ticket).join(Visit, Visit.ticket_id == Ticket.id)
    ticket = session.scalar(wanted.where(Visit.project_id == person.project_id, Visit.code == code))
    mine = {unit.id for unit in units_of(session, person)}
    if ticket is None or (ticket.unit_id not in mine and ticket.reporter_id != person.id):
        raise CodeUnknown
    if ticket.status != Status.WAITING_ACCESS:
        raise TooLate(ticket=ticket.id)
    return ticket


def arrivals(session: Session, staff: Staff, since: datetime) -> Mapping[Arrival, int]:
    """How somebody arrived since a moment, counted by class; every class is there (R049)."""
    counted = (
        select(Visit.arrival, func.count())
        .where(Visit.staff_id == staff.person_id, Visit.arrived_at >= since, Visit.arrival.is_not(None))
        .group_by(Visit.arrival)
    )
    found = {arrival: count for arrival, count in session.execute(counted) if arrival is not None}
    return {arrival: found.get(arrival, 0) for arrival in Arrival}


def may_wish(session: Session, ticket: Ticket) -> bool:
    """Whether a time can still be wished: inside a unit, not where danger brings us at once, before anybody has set out."""
    visit = open_visit(session, ticket)
    set_out = visit is not None and visit.ready_at is not None
    return ticket.inside and ticket.urgency not in AROUND_THE_CLOCK and not set_out
