"""One file per unit (一户一档): one call shows all of it that its reader may see (R104, R203, DOMAIN 5.7)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models.access.codes import open_code
from models.archive.reading import papers_of
from models.archive.tables import Paper
from models.calls.tables import Call
from models.estate import Project, Unit
from models.media.tables import Attachment, Media
from models.move_in.reading import cases_of
from models.move_in.tables import MoveIn
from models.people import Binding, Contact, Person, Role, Side, Staff
from models.refusals import Gone, NotYours
from models.register.changes import changes_of, subject_of
from models.register.tables import Change
from models.roles import FRONT_OFFICE, IN_CHARGE
from models.tickets.lifecycle import IN_HAND
from models.tickets.parts import parts_of
from models.tickets.tables import Ticket
from models.warranty.queries import of_unit
from models.warranty.tables import Warranty


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
    PAPERS = "papers"  # what belongs to its tickets
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
    tickets: Sequence[Ticket] = ()  # open ones first, the newest first
    calls: Sequence[Call] = ()
    archive: Sequence[Paper] = ()  # by kind, the newest of each first (R104)
    move_ins: Sequence[MoveIn] = ()
    papers: Sequence[Attachment] = ()
    changes: Sequence[Change] = ()
    warranties: Sequence[Warranty] = ()  # that hold today, its own before the building's (R057)


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


def unit_file(session: Session, unit_id: int, reader: Staff, now: datetime) -> UnitFile:
    """All of a unit's file that the reader may see; raises Gone for a unit that is none of theirs."""
    unit = session.get(Unit, unit_id)
    if unit is None or not may_open(session, unit, reader):
        raise Gone
    parts = parts_for(reader)
    tickets = _tickets(session, unit, reader, now) if Part.TICKETS in parts else []
    entries = _entries(session, unit, parts, now) if Part.CONTACTS in parts else []
    return UnitFile(
        unit_id=unit.id,
        parts=parts,
        number=unit.number,
        floor=unit.floor,
        occupier_name=unit.occupier_name or unit.owner_name,
        **_data(unit, parts),
        contacts=[one for one in entries if one.contact.ended_at is None],
        former=[one for one in entries if one.contact.ended_at is not None],
        tickets=tickets,
        calls=_calls(session, unit, entries) if Part.CALLS in parts else [],
        archive=papers_of(session, unit.id) if Part.ARCHIVE in parts else [],
        move_ins=cases_of(session, unit.id) if Part.MOVE_INS in parts else [],
        papers=_papers(session, tickets) if Part.PAPERS in parts else [],
        changes=_changes(session, unit, entries) if Part.CHANGES in parts else [],
        warranties=_warranties(session, unit, now) if Part.WARRANTIES in parts else [],
    )


FIELDS = {
    Part.HEAD: ("area_m2", "owner_name", "status"),
    Part.TERMS: ("contract_from", "contract_until", "rates"),
    Part.HOUSE: ("keys", "emergency_contact", "note"),
}


def _data(unit: Unit, parts: frozenset[Part]) -> dict[str, Any]:
    return {field: getattr(unit, field) for part, fields in FIELDS.items() if part in parts for field in fields}


def _entries(session: Session, unit: Unit, parts: frozenset[Part], now: datetime) -> list[Entry]:
    contacts = session.scalars(select(Contact).where(Contact.unit_id == unit.id).order_by(Contact.id)).all()
    bound = set(
        session.scalars(
            select(Binding.person_id).where(
                Binding.side == Side.OWNER, Binding.person_id.in_([one.person_id for one in contacts])
            )
        )
    )
    return [_entry(session, one, one.person_id in bound, parts, now) for one in contacts]


def _entry(session: Session, contact: Contact, bound: bool, parts: frozenset[Part], now: datetime) -> Entry:
    code = open_code(session, contact.person_id, Side.OWNER, now)
    phone = contact.person.phone if Part.PHONES in parts else None
    return Entry(contact, bound, code.expires_at if code else None, phone)


def _tickets(session: Session, unit: Unit, reader: Staff, now: datetime) -> list[Ticket]:
    """Those in which the reader has a part; whoever only performs, those in hand."""
    wanted = session.scalars(select(Ticket).where(Ticket.unit_id == unit.id).order_by(Ticket.id.desc()))
    mine = [one for one in wanted if parts_of(session, reader.person, one, now)]
    if reader.role not in PARTS:
        mine = [one for one in mine if one.status in IN_HAND]
    return sorted(mine, key=lambda one: one.ended_at is not None)


def _calls(session: Session, unit: Unit, entries: Sequence[Entry]) -> Sequence[Call]:
    about = select(Ticket.id).where(Ticket.unit_id == unit.id)
    people = [one.contact.person_id for one in entries if one.contact.ended_at is None]
    general = (Call.ticket_id.is_(None)) & Call.person_id.in_(people)
    return session.scalars(select(Call).where(or_(Call.ticket_id.in_(about), general)).order_by(Call.id.desc())).all()


def _papers(session: Session, tickets: Sequence[Ticket]) -> Sequence[Attachment]:
    subjects = [one.subject for one in tickets]
    wanted = select(Attachment).join(Media, Media.id == Attachment.media_id).where(Attachment.subject.in_(subjects))
    return session.scalars(wanted.order_by(Attachment.id.desc())).all()


def _warranties(session: Session, unit: Unit, now: datetime) -> Sequence[Warranty]:
    project = session.get_one(Project, unit.project_id)
    return of_unit(session, unit, now.astimezone(project.zone).date())


def _changes(session: Session, unit: Unit, entries: Sequence[Entry]) -> Sequence[Change]:
    """Of the unit, of its contacts, and of the people behind the present ones."""
    contacts = [subject_of(one.contact) for one in entries]
    people = [subject_of(one.contact.person) for one in entries if one.contact.ended_at is None]
    return changes_of(session, [subject_of(unit), *contacts, *people])
