"""Reading the register of warranties: what holds, what is over, and which one a ticket falls under (R057)."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models.estate import Project, Unit
from models.tickets.tables import Ticket
from models.warranty.tables import Warranty


def current(session: Session, project: Project, day: date) -> Sequence[Warranty]:
    """Those that are not over, the first to end first."""
    wanted = select(Warranty).where(
        Warranty.project_id == project.id, Warranty.ended_at.is_(None), Warranty.ends >= day
    )
    return session.scalars(wanted.order_by(Warranty.ends, Warranty.id)).all()


def past(session: Session, project: Project, day: date) -> Sequence[Warranty]:
    """Those that are over, or were ended, the latest first."""
    over = or_(Warranty.ended_at.is_not(None), Warranty.ends < day)
    wanted = select(Warranty).where(Warranty.project_id == project.id, over)
    return session.scalars(wanted.order_by(Warranty.ends.desc(), Warranty.id.desc())).all()


def of_unit(session: Session, unit: Unit, day: date) -> Sequence[Warranty]:
    """What holds for a unit on a day: its own first, then the whole building's; the first to end first."""
    theirs = or_(Warranty.unit_id == unit.id, Warranty.unit_id.is_(None))
    wanted = select(Warranty).where(Warranty.project_id == unit.project_id, theirs)
    found = [one for one in session.scalars(wanted.order_by(Warranty.ends, Warranty.id)) if one.holds_on(day)]
    return sorted(found, key=lambda one: one.unit_id is None)


def warranty_of(session: Session, ticket: Ticket) -> Warranty | None:
    """Under which warranty a ticket falls: by its place and its symptom, on the day on which it was received.

    The unit's own comes before the building's, one symptom before a whole group, a later end before an earlier one.
    """
    own = Warranty.unit_id == ticket.unit_id if ticket.inside else Warranty.id.is_(None)
    places = or_(Warranty.unit_id.is_(None), own)
    day = ticket.received_at.astimezone(ticket.project.zone).date()
    wanted = select(Warranty).where(
        Warranty.project_id == ticket.project_id, places, Warranty.starts <= day, Warranty.ends >= day
    )
    in_time = wanted.where(or_(Warranty.ended_at.is_(None), Warranty.ended_at > ticket.received_at))
    fitting = [one for one in session.scalars(in_time) if one.is_about(ticket.symptom_code)]
    return max(fitting, key=lambda one: (one.unit_id is not None, len(one.system), one.ends, one.id), default=None)
