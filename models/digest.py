"""What a manager has to know in the morning and in the evening, counted from the tickets (DOMAIN 5.4, J10)."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from models.announcements.figures import Standing, standing
from models.assignments.queries import Counts, open_counts
from models.calls.queries import due_calls
from models.capacity.keeping import bookings_without_anybody
from models.capacity.tables import Hold
from models.complaints.reading import without_outcome
from models.complaints.tables import Complaint
from models.enquiries.reading import FirstContact, first_contact, waiting
from models.estate import Project
from models.hours import is_working_day
from models.incidents.reading import lasting, tickets_of, unreviewed
from models.incidents.tables import Incident
from models.mailbox.reading import Box, box_of
from models.move_in.tables import MoveIn
from models.move_in.timing import late_cases
from models.orders.takings import Takings, takings
from models.outlook import Outlook, outlook
from models.people import Role, Staff
from models.policy import policy_of
from models.receivables.digesting import Collection, collection
from models.rota import on_duty
from models.staffing.checkins import count_here
from models.surveys.figures import Standing as Survey
from models.surveys.figures import standing as survey_standing
from models.tickets.clocks import overdue
from models.tickets.ladders import AROUND_THE_CLOCK, Stage
from models.tickets.lifecycle import Status
from models.tickets.outcomes import Rating
from models.tickets.queries import open_tickets
from models.tickets.repeats import repeated_since
from models.tickets.tables import Channel, Ticket
from models.tickets.visit_queries import has_nobody
from models.tickets.watch import pauses_by_ticket

READERS = frozenset({Role.MANAGER, Role.CS_SUPERVISOR, Role.DEPT_HEAD})


class Time(StrEnum):
    """Which of the two digests."""

    MORNING = "morning"
    EVENING = "evening"


@dataclass(frozen=True)
class Digest:
    """The figures and the tickets behind them; a head sees the department's part."""

    since: datetime
    fresh: int
    by_channel: dict[Channel, int]
    open: Sequence[Ticket]
    overdue: dict[int, Stage]  # by the ticket's number in the database: in which stage it is late
    urgent: Sequence[Ticket]
    done: int
    ended: int
    calls_due: int
    low: Sequence[tuple[Ticket, Rating]]
    present: Sequence[Staff]
    checked_in: int  # of those present
    passed: Sequence[Ticket]  # from one department to the next, too often (R032)
    urged: Sequence[Ticket]
    repeated: Sequence[Ticket]  # came again since the last digest (R042)
    tasks: Counts  # given to colleagues (R016)
    nobody: Sequence[Ticket]  # an appointment is near, and nobody has accepted it
    bookings: Sequence[Hold]  # booked visits whose colleague does not come any more (R067)
    incidents: Sequence[Incident]  # that go on, and whose report is not confirmed (R099)
    complaints: Sequence[Complaint]  # without outcome, as far as the reader may see them (R081, R082)
    move_ins: Sequence[MoveIn]  # past their planned day, or waiting too long (R106)
    enquiries: int  # that wait for an answer
    contact: FirstContact  # of those that ended since the last digest (R037)
    announcements: Standing  # to approve, and important ones not read (R149)
    mailbox: Box  # letters to the manager, in numbers (R144)
    survey: Survey  # a draft, what came back, comments without an answer (R151, R152)
    fees: Collection  # how the fees stand, for those of the whole office (R121)
    money: Takings  # of paid orders, as far as the reader looks after them (R062)
    outlook: Outlook  # due and agreed today, ages, what stays of the morning

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to report."""
        return not (
            self.fresh
            or self.open
            or self.done
            or self.ended
            or self.calls_due
            or self.low
            or self.repeated
            or self.tasks.open
            or self.bookings
            or self.incidents
            or self.complaints
            or self.move_ins
            or self.enquiries
            or self.contact.ended
            or self.announcements != Standing()
            or self.mailbox != Box()
            or self.survey != Survey()
            or self.money != Takings()
            or not self.outlook.is_empty
            or not self.fees.is_empty
        )


def digest(session: Session, project: Project, reader: Staff, when: Time, now: datetime) -> Digest:
    """Count for one reader; the morning looks back to the last evening, the evening to the morning."""
    department = reader.department_id if reader.role == Role.DEPT_HEAD else None
    since = looks_back_to(project, when, now)
    # A department counts the parts that it has, the whole office each matter once (R044).
    mine = [
        Ticket.project_id == project.id,
        Ticket.parent_id.is_(None) if department is None else Ticket.department_id == department,
    ]
    still_open = open_tickets(session, project, department_id=department)
    new = [*mine, Ticket.received_at > since, Ticket.received_at <= now]
    fresh = select(Ticket.channel, func.count()).where(*new)
    counted = Counter(dict(session.execute(fresh.group_by(Ticket.channel)).all()))
    low = (
        select(Ticket, Rating)
        .join(Rating, Rating.ticket_id == Ticket.id)
        .where(*mine, Rating.at > since, Rating.at <= now)
    )
    limit = policy_of(project).low_score
    bad = [(ticket, rating) for ticket, rating in session.execute(low) if not rating.solved or rating.lowest <= limit]
    present = [one for one in on_duty(session, project, now) if department in (None, one.department_id)]
    return Digest(
        since=since,
        fresh=counted.total(),
        by_channel=dict(counted),
        open=still_open,
        overdue=_overdue(session, still_open, now),
        urgent=[one for one in still_open if one.urgency in AROUND_THE_CLOCK],
        done=_count(session, *mine, Ticket.processed_at > since, Ticket.processed_at <= now),
        ended=_count(session, *mine, Ticket.status == Status.CLOSED, Ticket.ended_at > since, Ticket.ended_at <= now),
        calls_due=_calls_due(session, project, now) if department is None else 0,
        low=bad,
        present=present,
        checked_in=count_here(session, project, present, now),
        passed=[one for one in still_open if one.transfers >= policy_of(project).transfers_before_decision],
        urged=[one for one in still_open if one.urges],
        repeated=[
            one for one in repeated_since(session, project, since, now) if department in (None, one.department_id)
        ],
        tasks=open_counts(session, project, now, department_id=department),
        nobody=_nobody(project, still_open, when, now),
        bookings=bookings_without_anybody(session, project, now, department_id=department),
        incidents=_incidents(session, project, department),
        complaints=without_outcome(session, project, reader.person),
        move_ins=late_cases(session, project, now) if department is None else (),
        enquiries=len(waiting(session, project)) if department is None else 0,
        contact=first_contact(session, project, since, now) if department is None else FirstContact(0, 0),
        announcements=standing(session, project, now) if department is None else Standing(),
        mailbox=box_of(session, project, now) if department is None else Box(),
        survey=survey_standing(session, project, now) if department is None else Survey(),
        fees=collection(session, project, now) if department is None else Collection(),
        money=takings(session, project, reader, now),
        outlook=outlook(session, project, reader, still_open, new, since=since, tomorrow=when == Time.EVENING, now=now),
    )


def _incidents(session: Session, project: Project, department: int | None) -> list[Incident]:
    """Those that go on and those without a confirmed report; a head's, where the department works on them."""
    found = [*lasting(session, project), *unreviewed(session, project)]
    if department is None:
        return found
    return [one for one in found if any(ticket.department_id == department for ticket in tickets_of(session, one))]


def _overdue(session: Session, tickets: Sequence[Ticket], now: datetime) -> dict[int, Stage]:
    pauses = pauses_by_ticket(session, tickets)
    late = {one.id: overdue(one, pauses[one.id], now) for one in tickets}
    return {ticket_id: stage for ticket_id, stage in late.items() if stage}


def _nobody(project: Project, tickets: Sequence[Ticket], when: Time, now: datetime) -> list[Ticket]:
    """Until the end of the day, in the evening of the next one; soonest first."""
    last = now.astimezone(project.zone).date() + timedelta(days=when == Time.EVENING)
    near = [
        (one.appointed_from, one.id, one)
        for one in tickets
        if has_nobody(one) and one.appointed_from and one.appointed_from.astimezone(project.zone).date() <= last
    ]
    return [one for *_, one in sorted(near, key=lambda found: found[:2])]


def _count(session: Session, *wanted: ColumnElement[bool]) -> int:
    return session.scalar(select(func.count()).select_from(Ticket).where(*wanted)) or 0


def _calls_due(session: Session, project: Project, now: datetime) -> int:
    return session.scalar(select(func.count()).select_from(due_calls(project, now).subquery())) or 0


def looks_back_to(project: Project, when: Time, now: datetime) -> datetime:
    """17:20 of the working day before, or 8:40 of this day."""
    day = now.astimezone(project.zone).date()
    if when == Time.EVENING:
        return datetime.combine(day, time(8, 40), project.zone)
    day -= timedelta(days=1)
    while not is_working_day(day):
        day -= timedelta(days=1)
    return datetime.combine(day, time(17, 20), project.zone)
