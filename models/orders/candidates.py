"""Who of a department is free at the time that was booked for an order; the colleague whose time was kept comes first (R067)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from models.capacity.actions import booking_of
from models.capacity.busy import ignored
from models.capacity.free import is_free
from models.capacity.tables import Hold
from models.estate import Project
from models.orders.reading import order_of
from models.people import Staff
from models.tickets.queries import Candidate, candidates
from models.tickets.tables import Ticket


@dataclass(frozen=True)
class Suggested:
    """A candidate, and whether they are free at the booked time; None where no time is booked."""

    candidate: Candidate
    free: bool | None = None
    kept: bool = False  # it is their time that was offered to the customer

    @property
    def can_come(self) -> bool:
        """Whether they are free then, or else on duty now."""
        return self.candidate.present if self.free is None else self.free


def suggested(session: Session, ticket: Ticket, now: datetime) -> Sequence[Suggested]:
    """The department's people, the best proposal first."""
    every, booked = candidates(session, ticket, now), _booked(session, ticket)
    if booked is None:
        return [Suggested(one) for one in every]
    found = [
        Suggested(one, fits(session, booked, one.staff, now), booked.staff_id == one.staff.person_id) for one in every
    ]
    return sorted(found, key=lambda one: (not one.free, not one.kept))


def _booked(session: Session, ticket: Ticket) -> Hold | None:
    order = order_of(session, ticket)
    return booking_of(session, order.subject) if order else None


def fits(session: Session, booked: Hold, staff: Staff, now: datetime) -> bool:
    """Whether somebody is on duty and free for the whole of a booked time."""
    but, span = ignored(session, subject=booked.subject), (booked.starts, booked.ends)
    return is_free(session, session.get_one(Project, booked.project_id), staff.person_id, span, now, but)


def conflicts(session: Session, ticket: Ticket, staff: Staff, now: datetime) -> Hold | None:
    """The booked time, where it does not fit somebody to whom the job is given; None where it does."""
    booked = _booked(session, ticket)
    return booked if booked is not None and not fits(session, booked, staff, now) else None
