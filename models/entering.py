"""Finding the one for whom a colleague enters a matter: by unit, name or telephone (R021, R035)."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from models.estate import Project, Unit
from models.people import TITLES, Contact, Person

MOST = 8
LEAST_DIGITS = 4  # of a telephone number, before it means anybody


@dataclass(frozen=True)
class Found:
    """The units that somebody may have meant; `sure` where what was typed fits, and is not only like it."""

    units: Sequence[Unit]
    sure: bool


def unit_numbered(session: Session, project: Project, text: str) -> Unit | None:
    """The unit with this number; a leading nought may be left out."""
    for number in (text.strip().upper(), text.strip().zfill(4)):
        wanted = select(Unit).where(Unit.project_id == project.id, Unit.number == number)
        if unit := session.scalar(wanted):
            return unit
    return None


def find_units(session: Session, project: Project, text: str) -> Found:
    """By number, else by a contact's name or telephone or a company's name, else what looks like the number."""
    if unit := unit_numbered(session, project, text):
        return Found([unit], True)
    every = select(Unit).where(Unit.project_id == project.id).order_by(Unit.number)
    people = select(Contact.unit_id).join(Person, Person.id == Contact.person_id)
    theirs = Unit.id.in_(people.where(Contact.ended_at.is_(None), is_called(text)))
    company = Unit.occupier_name.contains(text.strip(), autoescape=True)
    if units := session.scalars(every.where(or_(theirs, company)).limit(MOST)).all():
        return Found(units, True)
    numbers = {unit.number: unit for unit in session.scalars(every)}
    wanted = text.strip().upper()
    floor = [one for one in numbers if wanted.isdecimal() and len(wanted) == len(one) and wanted[:2] == one[:2]]
    return Found([numbers[one] for one in get_close_matches(wanted, floor or numbers, MOST, 0.5)], False)


def find_contacts(session: Session, project: Project, text: str) -> Sequence[Contact]:
    """Who speaks for some unit now, by the unit's number, a name or a piece of a telephone number; at most so many."""
    if unit := unit_numbered(session, project, text):
        return contacts_of(session, unit)[:MOST]
    active = select(Contact).join(Person, Person.id == Contact.person_id).where(Contact.project_id == project.id)
    found = active.where(Contact.ended_at.is_(None), is_called(text)).order_by(Contact.id)
    return session.scalars(found.limit(MOST)).all()


def is_called(text: str) -> ColumnElement[bool]:
    """Whether a person has this name, with or without the honorific, or this piece of a telephone number."""
    name = without_title(text)[0]
    named = Person.name.contains(name, autoescape=True)
    digits = "".join(one for one in text if one.isdecimal())
    return or_(named, Person.phone.contains(digits)) if len(digits) >= LEAST_DIGITS else named


def without_title(text: str) -> tuple[str, str]:
    """A name and its honorific: 王先生 is 王, 先生."""
    name = text.strip()
    title = next((one for one in TITLES if name.endswith(one) and name != one), "")
    return name.removesuffix(title), title


def contacts_of(session: Session, unit: Unit) -> Sequence[Contact]:
    """Who speaks for a unit now, in the order in which they were registered."""
    active = select(Contact).where(Contact.unit_id == unit.id, Contact.ended_at.is_(None))
    return session.scalars(active.order_by(Contact.id)).all()


def somebody(session: Session, project: Project, name: str, phone: str) -> Person:
    """Somebody who is no contact of any unit: the same name and number is the same person, and may see nothing by it."""
    bare, title = without_title(name)
    known = select(Person).where(Person.project_id == project.id, Person.phone == phone, Person.name == bare)
    if person := session.scalars(known.order_by(Person.id)).first():
        return person
    person = Person(project_id=project.id, name=bare, honorific=title, phone=phone, guest=True)
    session.add(person)
    session.flush()
    return person
