"""The tickets of a unit in which a reader has a part, as one question to the database (R203, DOMAIN 5.7)."""

from sqlalchemy import ColumnElement, Select, and_, exists, false, func, or_, select
from sqlalchemy.orm import Session

from models.access.rights import contact_of
from models.catalogue import catalogue
from models.estate import Unit
from models.people import Staff
from models.roles import FRONT_OFFICE
from models.tickets.ladders import AROUND_THE_CLOCK
from models.tickets.parts import has_left
from models.tickets.tables import Joiner, Offer, Ticket


def tickets_of_unit(session: Session, unit: Unit, reader: Staff) -> Select[Ticket]:
    """All of them for who has a part in every ticket, and for a head of a department those in which `parts_of` finds a part."""
    wanted = select(Ticket).where(Ticket.unit_id == unit.id)
    return wanted if reader.role in FRONT_OFFICE else wanted.where(_has_part(session, unit, reader))


def _has_part(session: Session, unit: Unit, head: Staff) -> ColumnElement[bool]:
    me = head.person_id
    offered = exists().where(Offer.ticket_id == Ticket.id, Offer.staff_id == me, Offer.version == Ticket.version)
    performs = or_(Ticket.first_receiver_id == me, Ticket.assignee_id == me, offered)
    return or_(_is_for(head), performs, _reported(session, unit, head), _joined(session, unit, head))


def _is_for(head: Staff) -> ColumnElement[bool]:
    """With the head's department; an urgent one also before it is dispatched there."""
    own = [one.code for one in catalogue().symptoms.values() if one.department == head.department.code]
    urgent = and_(Ticket.urgency.in_(AROUND_THE_CLOCK), Ticket.symptom_code.in_(own))
    return or_(Ticket.department_id == head.department_id, and_(Ticket.department_id.is_(None), urgent))


def _reported(session: Session, unit: Unit, head: Staff) -> ColumnElement[bool]:
    speaks = head.person.guest or contact_of(session, head.person_id, unit.id) is not None
    return Ticket.reporter_id == head.person_id if speaks else false()


def _joined(session: Session, unit: Unit, head: Staff) -> ColumnElement[bool]:
    """Reported later by somebody else's name for the whole of it; a part has those of the whole."""
    if has_left(session, head.person, unit.id):
        return false()
    whole = func.coalesce(Ticket.parent_id, Ticket.id)
    mine = (Joiner.ticket_id == whole, Joiner.person_id == head.person_id, Joiner.silent_since.is_(None))
    return and_(Ticket.reporter_id != head.person_id, exists().where(*mine))
