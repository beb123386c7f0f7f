"""One file per unit (一户一档): its head with the number of lines of each part, or the lines of one part (R104, R203, DOMAIN 5.7)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from models.access.codes import open_codes
from models.estate import Unit
from models.people import Binding, Contact, Side, Staff
from models.refusals import Gone
from models.register.unit_parts import Part, may_open, parts_for
from models.register.unit_rows import Look, count_of, rows_of

# What is listed under the head; the contacts stand in it.
LISTED = (
    *(Part.TICKETS, Part.CALLS, Part.ARCHIVE, Part.MOVE_INS),
    *(Part.ATTACHMENTS, Part.CHANGES, Part.WARRANTIES),
)


@dataclass(frozen=True)
class Entry:
    """A contact as the file shows it; the telephone is None where its reader may not see it whole."""

    contact: Contact
    on_the_bot: bool
    code_until: datetime | None
    phone: str | None


@dataclass(frozen=True)
class UnitFile:
    """The file as one reader sees it; what they may not see is None or empty."""

    unit_id: int
    parts: frozenset[Part]
    number: str
    floor: int
    occupier_name: str
    area_m2: int | None = None
    owner_name: str | None = None
    status: str | None = None
    contract_from: date | None = None
    contract_until: date | None = None
    rates: str | None = None
    keys: str | None = None
    emergency_contact: str | None = None
    note: str | None = None
    contacts: Sequence[Entry] = ()
    former: Sequence[Entry] = ()
    counts: Mapping[Part, int] = field(default_factory=dict)  # of the head: how many lines each part has
    rows: Sequence[Any] = ()  # the lines of the part that was asked for: tickets, calls, papers, changes and so on


def unit_file(session: Session, unit_id: int, reader: Staff, now: datetime, part: Part | None = None) -> UnitFile:
    """The head of a unit's file, or one part of it.

    Raises Gone for a unit that is none of theirs, or a part that they have not.
    """
    unit = session.get(Unit, unit_id)
    if unit is None or not may_open(session, unit, reader):
        raise Gone
    parts = parts_for(reader)
    if part is not None and part not in parts:
        raise Gone
    contacts = _contacts(session, unit) if Part.CONTACTS in parts else []
    entries = _entries(session, contacts, parts, now)
    look = Look(session, unit, reader, now, contacts)
    return UnitFile(
        unit_id=unit.id,
        parts=parts,
        number=unit.number,
        floor=unit.floor,
        occupier_name=unit.occupier_name or unit.owner_name,
        **_data(unit, parts),
        contacts=[one for one in entries if one.contact.ended_at is None],
        former=[one for one in entries if one.contact.ended_at is not None],
        counts={one: count_of(look, one) for one in LISTED if one in parts} if part is None else {},
        rows=rows_of(look, part) if part in LISTED else (),
    )


FIELDS = {
    Part.HEAD: ("area_m2", "owner_name", "status"),
    Part.TERMS: ("contract_from", "contract_until", "rates"),
    Part.HOUSE: ("keys", "emergency_contact", "note"),
}


def _data(unit: Unit, parts: frozenset[Part]) -> dict[str, Any]:
    return {field: getattr(unit, field) for part, fields in FIELDS.items() if part in parts for field in fields}


def _contacts(session: Session, unit: Unit) -> Sequence[Contact]:
    mine = select(Contact).where(Contact.unit_id == unit.id).options(selectinload(Contact.person))
    return session.scalars(mine.order_by(Contact.id)).all()


def _entries(session: Session, contacts: Sequence[Contact], parts: frozenset[Part], now: datetime) -> list[Entry]:
    people = [one.person_id for one in contacts]
    bound = set(
        session.scalars(select(Binding.person_id).where(Binding.side == Side.OWNER, Binding.person_id.in_(people)))
    )
    codes = open_codes(session, people, Side.OWNER, now)
    return [
        Entry(one, one.person_id in bound, codes.get(one.person_id), one.person.phone if Part.PHONES in parts else None)
        for one in contacts
    ]
