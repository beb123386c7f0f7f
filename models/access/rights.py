"""What a contact may, by role and by the side on which they stand (DOMAIN 5.7); a contact that has ended may nothing."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.estate import Unit
from models.people import Binding, Contact, Person, Side, Staff


class Right(StrEnum):
    """One thing that a contact may do for a unit."""

    REPORT = "report"
    SEE_FILE = "see_file"
    SEE_CONTRACT = "see_contract"  # with the price; never for the tenant of a let unit
    SEE_BILLS = "see_bills"
    ORDER = "order"
    MANAGE = "manage"  # speaks for the unit: asks for changes of its entries


BASIC = frozenset({Right.REPORT, Right.SEE_FILE})
CLERK = BASIC | {Right.SEE_BILLS, Right.ORDER}
LEADER = CLERK | {Right.SEE_CONTRACT, Right.MANAGE}

# Every role that a contact can have; an unknown one has the basic rights.
RIGHTS: dict[str, frozenset[Right]] = {
    "owner": LEADER,
    "principal": LEADER,
    "manager": LEADER,
    "head_teacher": LEADER,
    "partner": LEADER,
    "party_a": LEADER,
    "admin_manager": LEADER,
    "admin": CLERK | {Right.SEE_CONTRACT},
    "producer": CLERK,
    "finance": BASIC | {Right.SEE_BILLS, Right.SEE_CONTRACT},
    "reception": BASIC | {Right.ORDER},
    "leasing": BASIC,
}
ROLES = tuple(RIGHTS)


def stands_for_owner(contact: Contact) -> bool:
    """Whether a contact belongs to the owner's house and not to a tenant's."""
    unit = contact.unit
    return contact.role == "owner" or unit.occupier_name in ("", unit.owner_name)


def lets_it_out(contact: Contact) -> bool:
    """Whether somebody is the owner of a unit that another one uses: the user pays its fees, the owner is jointly liable (L1)."""
    unit = contact.unit
    return contact.role == "owner" and unit.occupier_name not in ("", unit.owner_name)


def rights_of(contact: Contact) -> frozenset[Right]:
    """What a contact may; a tenant's never see the contract's price."""
    if contact.ended_at:
        return frozenset()
    rights = RIGHTS.get(contact.role, BASIC)
    return rights if stands_for_owner(contact) else rights - {Right.SEE_CONTRACT}


def contact_of(session: Session, person_id: int, unit_id: int) -> Contact | None:
    """The person's part for a unit, as long as it lasts."""
    mine = select(Contact).where(Contact.person_id == person_id, Contact.unit_id == unit_id)
    return session.scalar(mine.where(Contact.ended_at.is_(None)))


def contacts_of(session: Session, person_id: int) -> Sequence[Contact]:
    """Everything that the person is for a unit now, by unit."""
    mine = select(Contact).join(Unit, Unit.id == Contact.unit_id).where(Contact.person_id == person_id)
    return session.scalars(mine.where(Contact.ended_at.is_(None)).order_by(Unit.number)).all()


def contacts_for(session: Session, unit: Unit, right: Right) -> list[Contact]:
    """Who has a right for a unit now, the longest known first."""
    mine = select(Contact).where(Contact.unit_id == unit.id, Contact.ended_at.is_(None)).order_by(Contact.id)
    return [one for one in session.scalars(mine) if right in rights_of(one)]


def may(session: Session, person: Person, unit: Unit, right: Right) -> bool:
    """Whether the person may do this for the unit now."""
    contact = contact_of(session, person.id, unit.id)
    return contact is not None and right in rights_of(contact)


def units_where_may(session: Session, person: Person, right: Right) -> list[Unit]:
    """The units for which the person has a right, by number."""
    return [one.unit for one in contacts_of(session, person.id) if right in rights_of(one)]


def belongs(session: Session, person: Person, side: Side) -> bool:
    """Whether somebody has any business on a bot: employed, the contact of a unit, or the guest of an alarm."""
    if side == Side.STAFF:
        staff = session.get(Staff, person.id)
        return staff is not None and staff.left_at is None
    mine = select(Contact.id).where(Contact.person_id == person.id, Contact.ended_at.is_(None)).limit(1)
    return person.guest or session.scalar(mine) is not None


def left_on(session: Session, person_id: int) -> datetime | None:
    """When the last contact of somebody ended; None for who has one, or never had."""
    mine = select(Contact.ended_at).where(Contact.person_id == person_id)
    ended = session.scalars(mine).all()
    return max((one for one in ended if one), default=None) if all(ended) else None


def is_former(session: Session, person: Person, binding: Binding) -> bool:
    """Whether somebody was at home on the owner bot and has no unit any more: they keep what they told the office (R081)."""
    known = binding.side == Side.OWNER and binding.privacy_at is not None and not person.guest
    return known and left_on(session, person.id) is not None


def reads_the_bot(session: Session, person: Person, side: Side) -> bool:
    """Whether what the office writes to somebody reaches them: bound, let in, and not blocked; else it is told by telephone."""
    binding = session.scalar(select(Binding).where(Binding.person_id == person.id, Binding.side == side))
    if binding is None or binding.unreachable_since is not None:
        return False
    return person.guest or is_admitted(session, person, binding)


def is_admitted(session: Session, person: Person, binding: Binding) -> bool:
    """Whether a bound account is let in: an owner only once the privacy notice is confirmed, a guest never (R205)."""
    if not belongs(session, person, binding.side):
        return False
    return binding.side == Side.STAFF or (binding.privacy_at is not None and not person.guest)
