"""The parts of a unit's file, and who may see, change and take out which of them (R104, R203, DOMAIN 5.7)."""

from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.estate import Unit
from models.people import Person, Role, Staff
from models.refusals import NotYours
from models.roles import FRONT_OFFICE, IN_CHARGE
from models.tickets.lifecycle import IN_HAND
from models.tickets.tables import Ticket


class Part(StrEnum):
    """A part of the file."""

    NAME = "name"  # number, floor, who uses it
    HEAD = "head"  # area, owner, status
    TERMS = "terms"  # contract and price
    HOUSE = "house"  # keys, emergency contact, note
    CONTACTS = "contacts"
    PHONES = "phones"  # without it they are masked
    TICKETS = "tickets"
    CALLS = "calls"
    ARCHIVE = "archive"
    MOVE_INS = "move_ins"
    ATTACHMENTS = "attachments"  # what belongs to its tickets
    CHANGES = "changes"
    WARRANTIES = "warranties"


EVERYTHING = frozenset(Part)
# DOMAIN 5.7: whoever stands in none of these lines sees name, address and task.
PARTS: dict[Role, frozenset[Part]] = {
    **dict.fromkeys(FRONT_OFFICE, EVERYTHING),
    **dict.fromkeys((Role.CASHIER, Role.FINANCE), frozenset({Part.NAME, Part.HEAD, Part.TERMS, Part.CONTACTS})),
    Role.DEPT_HEAD: frozenset({Part.NAME, Part.HOUSE, Part.TICKETS, Part.WARRANTIES}),
}
TASK = frozenset({Part.NAME, Part.TICKETS})


def parts_for(staff: Staff) -> frozenset[Part]:
    """Which parts of a file somebody may see."""
    return PARTS.get(staff.role, TASK)


def keeps_register(staff: Staff) -> bool:
    """Whether somebody may change the register."""
    return staff.role in FRONT_OFFICE


def check_export(by: Person) -> None:
    """Personal data leave the office by the supervisor's or the manager's hand only; raises NotYours (DOMAIN 5.7)."""
    if by.staff is None or by.staff.left_at or by.staff.role not in IN_CHARGE:
        raise NotYours


def may_open(session: Session, unit: Unit, staff: Staff) -> bool:
    """Whoever only performs a job sees the unit of a job in hand, and no other (R203)."""
    if unit.project_id != staff.project_id or staff.left_at:
        return False
    if staff.role in PARTS:
        return True
    job = select(Ticket.id).where(Ticket.unit_id == unit.id, Ticket.assignee_id == staff.person_id)
    return session.scalar(job.where(Ticket.status.in_(IN_HAND)).limit(1)) is not None
