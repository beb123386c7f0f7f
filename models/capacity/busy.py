"""When colleagues are there, and what takes their time already: what is held and booked, and appointed tickets."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import Session

from models.capacity.tables import Hold, HoldState, offered
from models.capacity.windows import Window, joined
from models.estate import Project
from models.people import Person
from models.rota import plan_of
from models.slots import LENGTH
from models.staffing.plan import Plan
from models.tickets.lifecycle import TO_DO
from models.tickets.tables import Ticket

Times = dict[int, list[Window]]


@dataclass(frozen=True)
class Ignored:
    """What counts as free for once: some holds, and the ticket of the same order."""

    holds: Collection[int] = field(default=frozenset[int]())
    tickets: Collection[int] = field(default=frozenset[int]())


def live(now: datetime) -> ColumnElement[bool]:
    """Holds for which somebody is kept at this moment."""
    return or_(Hold.state == HoldState.BOOKED, and_(Hold.state == HoldState.HELD, Hold.held_until > now))


def ignored(
    session: Session, *, subject: str = "", hold: Hold | None = None, thinking: Person | None = None
) -> Ignored:
    """What is kept for a subject, a hold itself, and what a person holds while thinking."""
    mine: list[ColumnElement[bool]] = []
    if subject:
        mine.append(Hold.subject.in_((subject, offered(subject))))
    if hold is not None:
        mine.append(Hold.id == hold.id)
    if thinking is not None:
        looked_at = Hold.subject.in_(("", subject))
        mine.append(and_(Hold.person_id == thinking.id, Hold.state == HoldState.HELD, looked_at))
    if not mine:
        return Ignored()
    rows = session.execute(select(Hold.id, Hold.ticket_id).where(or_(*mine))).all()
    return Ignored({one for one, _ in rows}, {ticket for _, ticket in rows if ticket is not None})


def on_duty_times(session: Session, project: Project, people: Iterable[int], since: datetime, until: datetime) -> Times:
    """Everybody's turns between two moments, with the night before; turns that follow each other are one."""
    first, last = (moment.astimezone(project.zone).date() for moment in (since, until))
    plan = plan_of(session, project, first, last)
    return {one: turns(plan, one, first, last) for one in people}


def turns(plan: Plan, staff_id: int, first: date, last: date) -> list[Window]:
    """Somebody's turns that touch some days."""
    days = (first + timedelta(days=ahead) for ahead in range(-1, (last - first).days + 1))
    return joined((spell.starts, spell.ends) for day in days for spell in plan.spells_on(staff_id, day))


def busy_times(session: Session, people: Collection[int], since: datetime, now: datetime, but: Ignored) -> Times:
    """What takes everybody's time after a moment; an appointment without an end takes two hours."""
    found: Times = {one: [] for one in people}
    holds = select(Hold.id, Hold.staff_id, Hold.starts, Hold.ends).where(Hold.staff_id.in_(people), live(now))
    for number, staff_id, starts, ends in session.execute(holds.where(Hold.ends > since)):
        if number not in but.holds:
            found[staff_id].append((starts, ends))
    for ticket_id, assignee_id, begins, over in session.execute(_appointed(people)):
        if assignee_id and begins and ticket_id not in but.tickets and (over or begins + LENGTH) > since:
            found[assignee_id].append((begins, over or begins + LENGTH))
    return found


def _appointed(people: Collection[int]) -> Select[int, int | None, datetime | None, datetime | None]:
    wanted = select(Ticket.id, Ticket.assignee_id, Ticket.appointed_from, Ticket.appointed_to)
    return wanted.where(Ticket.assignee_id.in_(people), Ticket.status.in_(TO_DO), Ticket.appointed_from.is_not(None))
