"""What somebody has in hand, and how it goes back to those who hand it out again (R022, R032)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.assignments.leaving import given_by, in_hand
from models.assignments.tables import Assignment
from models.calls.actions import ring
from models.calls.tables import Call
from models.found.leaving import still_with
from models.found.tables import FoundItem
from models.move_in.keeping import kept_by
from models.move_in.tables import MoveIn
from models.people import Person, Staff
from models.tickets.lifecycle import MOVES
from models.tickets.passing import take_back_all
from models.tickets.tables import Ticket

TAKE_BACK = "take_back"


@dataclass(frozen=True)
class Holding:
    """What somebody has in hand.

    The jobs and tasks that are not done, the calls that are not made, the open tasks that were given to others, the open move-ins
    that they look after, and the found things that they have not handed in.
    """

    jobs: Sequence[Ticket]
    calls: Sequence[Call]
    tasks: Sequence[Assignment]
    given: Sequence[Assignment]
    move_ins: Sequence[MoveIn]
    found: Sequence[FoundItem]


def holding(session: Session, staff: Staff) -> Holding:
    """What somebody has in hand now."""
    jobs = select(Ticket).where(Ticket.assignee_id == staff.person_id, Ticket.status.in_(MOVES[TAKE_BACK].starts))
    calls = select(Call).where(Call.staff_id == staff.person_id, Call.done_at.is_(None))
    return Holding(
        session.scalars(jobs.order_by(Ticket.id)).all(),
        session.scalars(calls.order_by(Call.id)).all(),
        in_hand(session, staff),
        given_by(session, staff),
        kept_by(session, staff),
        still_with(session, staff),
    )


def give_back_jobs(session: Session, staff: Staff, *, by: Person, now: datetime) -> list[str]:
    """Every job in hand goes back to the head of its department, who hears of it; returns the numbers."""
    return [ticket.number for ticket in take_back_all(session, staff, by=by, now=now)]


def give_back_calls(session: Session, staff: Staff, now: datetime) -> int:
    """Every open call becomes the desk's; returns how many."""
    calls = holding(session, staff).calls
    for call in calls:
        call.staff_id = None
        ring(session, call, now, f"left{staff.person_id}")
    return len(calls)
