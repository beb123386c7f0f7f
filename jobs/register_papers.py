"""The register on paper: 业主信息登记表 for the office, and an owner's own data for the owner (R108, DOMAIN 5.6, 5.7)."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.documents import Maker
from bot.texts import Reader, T, Words, render
from jobs.documents import make_form, official
from models.access.rights import Right, contacts_of, rights_of
from models.estate import Project, Unit
from models.people import Contact, Person

COLUMNS: tuple[tuple[T, int], ...] = (
    (T("paper", "Unit"), 8),
    (T("paper", "Floor"), 6),
    (T("paper", "Area"), 8),
    (T("paper", "Use"), 10),
    (T("paper", "Owner"), 26),
    (T("paper", "Occupier"), 26),
    (T("paper", "Contact"), 12),
    (T("paper", "Part"), 12),
    (T("paper", "Telephone"), 16),
    (T("paper", "Contract from"), 12),
    (T("paper", "Contract until"), 12),
    (T("paper", "Price"), 22),
    (T("paper", "Keys"), 22),
    (T("paper", "Emergency contact"), 22),
)
USE = {
    "self_used": T("paper", "used by the owner"),
    "let": T("paper", "let"),
    "fit_out": T("paper", "being fitted out"),
    "vacant": T("paper", "vacant"),
    "not_handed_over": T("paper", "before handover"),
    "moving_out": T("paper", "moving out"),
}
PART = {
    "owner": T("paper", "owner"),
    "principal": T("paper", "person in charge"),
    "admin": T("paper", "administration"),
    "admin_manager": T("paper", "head of administration"),
    "finance": T("paper", "finance"),
    "manager": T("paper", "shop manager"),
    "head_teacher": T("paper", "head teacher"),
    "partner": T("paper", "partner"),
    "producer": T("paper", "producer"),
    "reception": T("paper", "reception"),
    "leasing": T("paper", "leasing centre"),
    "party_a": T("paper", "Party A"),
}


def _say(reader: Reader, words: Words) -> str:
    return render(words, reader, escape=False)


def _day(day: date | None) -> str:
    return f"{day}" if day else ""


def owner_register(
    session: Session, project: Project, facts: Mapping[str, Any], reader: Reader, now: datetime
) -> tuple[str, bytes, int]:
    """One line per contact of every unit; a unit without a contact has a line of its own."""
    units = session.scalars(select(Unit).where(Unit.project_id == project.id).order_by(Unit.floor, Unit.number)).all()
    rows = [row for unit in units for row in _unit_rows(session, reader, unit)]
    return official("owner_register", "", [(_say(reader, title), width) for title, width in COLUMNS], rows)


def _unit_rows(session: Session, reader: Reader, unit: Unit) -> Iterator[list[str]]:
    mine = select(Contact).where(Contact.unit_id == unit.id, Contact.ended_at.is_(None)).order_by(Contact.id)
    contacts: list[Contact | None] = [*session.scalars(mine)]
    for contact in contacts or [None]:
        person = contact.person if contact else None
        yield [
            unit.number,
            str(unit.floor),
            str(unit.area_m2),
            _say(reader, USE.get(unit.status, unit.status)),
            unit.owner_name,
            unit.occupier_name,
            _say(reader, person.called) if person else "",
            _say(reader, PART.get(contact.role, contact.role)) if contact else "",
            person.phone if person else "",
            _day(unit.contract_from),
            _day(unit.contract_until),
            unit.rates,
            unit.keys,
            unit.emergency_contact,
        ]


def own_data(
    session: Session, project: Project, facts: Mapping[str, Any], reader: Reader, now: datetime
) -> tuple[str, bytes]:
    """What we hold of a person, and of each unit as far as their rights go at this moment."""
    person = session.get_one(Person, facts["person"])
    rows = [
        (_say(reader, T("paper", "Name")), _say(reader, person.called)),
        (_say(reader, T("paper", "Telephone")), person.phone),
    ]
    for contact in contacts_of(session, person.id):
        rows += [(_say(reader, label), value) for label, value in _own_unit(reader, contact)]
    title = _say(reader, T("paper", "{building}: your data", building=project.name))
    name = _say(reader, T("paper", "Your data"))
    return f"{name}.xlsx", make_form(title, rows)


def _own_unit(reader: Reader, contact: Contact) -> Iterator[tuple[Words, str]]:
    unit, rights = contact.unit, rights_of(contact)
    yield T("paper", "Unit"), unit.number
    yield T("paper", "Part"), _say(reader, PART.get(contact.role, contact.role))
    yield T("paper", "Floor"), str(unit.floor)
    yield T("paper", "Area"), str(unit.area_m2)
    yield T("paper", "Occupier"), unit.occupier_name
    if unit.contract_from:
        yield T("paper", "Contract from"), _day(unit.contract_from)
        yield T("paper", "Contract until"), _day(unit.contract_until)
    if Right.SEE_CONTRACT in rights:
        yield T("paper", "Owner"), unit.owner_name
        yield T("paper", "Price"), unit.rates
    if Right.MANAGE in rights:
        yield T("paper", "Emergency contact"), unit.emergency_contact


DOCUMENTS: Mapping[str, Maker] = {"owner_register": owner_register, "own_data": own_data}
