"""Help requests (求助): any department may have them, and the desk may see to one itself (R031, R032)."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from models.estate import Department
from models.people import Person
from models.refusals import NotYours, PictureMissing, WordsMissing
from models.tickets.moving import moving
from models.tickets.pictures import keep_result
from models.tickets.satisfaction import ask_later
from models.tickets.tables import Ticket


def may_go_to(ticket: Ticket, department: Department) -> bool:
    """Whether a department may have it: a repair only those that repair, a help request or a paid service any (R032, R067)."""
    return ticket.is_help or ticket.is_service or department.takes_repairs


def see_to(session: Session, ticket_id: int, *, by: Person, now: datetime, seen: int | None = None) -> Ticket:
    """Whoever receives it helps at once, as with an umbrella from the desk; raises Gone, NotYours, TooLate for a repair."""
    with moving(session, ticket_id, "see_to", by=by, now=now, seen=seen) as ticket:
        if by.staff is None:
            raise NotYours(ticket=ticket.id)
        ticket.department_id, ticket.assignee_id = by.staff.department_id, by.id
        ticket.classified_at = ticket.classified_at or now
    return ticket


def settle(
    session: Session,
    ticket_id: int,
    *,
    by: Person,
    now: datetime,
    result: str,
    media: Sequence[int] = (),
    no_photo: str = "",
    seen: int | None = None,
) -> Ticket:
    """It is done without going there, perhaps by somebody outside whom the note names.

    Raises WordsMissing, PictureMissing, Gone, NotYours, TooLate for a repair.
    """
    if not result.strip():
        raise WordsMissing(ticket=ticket_id)
    if not media and not no_photo.strip():
        raise PictureMissing(ticket=ticket_id)
    with moving(session, ticket_id, "settle", by=by, now=now, seen=seen) as ticket:
        keep_result(session, ticket, by=by, now=now, words=result, media=media, no_photo=no_photo)
    ask_later(session, ticket, now)
    return ticket
