"""Editing the register: what each entry takes, by whom, and every change kept (R104, R108, R111)."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from models.access.contacts import change_phone, contact_for, unit_for
from models.access.rights import ROLES
from models.estate import Project, Unit
from models.people import Contact, Person
from models.refusals import Gone, NotAnEntry
from models.register.changes import set_entry
from models.register.phones import read_phone

UNIT_STATUS = ("self_used", "let", "fit_out", "vacant", "not_handed_over", "moving_out")
HONORIFICS = ("先生", "女士", "小姐")
NONE = "-"  # what is written to empty an entry


def _words(text: str) -> str:
    return "" if text.strip() == NONE else text.strip()


def _needed(text: str) -> str:
    if not (words := _words(text)):
        raise NotAnEntry
    return words


def _day(text: str) -> date | None:
    if text.strip() == NONE:
        return None
    try:
        return date.fromisoformat(text.strip().replace("/", "-").replace(".", "-"))
    except ValueError as error:
        raise NotAnEntry from error


def _area(text: str) -> int:
    if not text.strip().isdecimal() or not 0 < int(text) < 100_000:
        raise NotAnEntry
    return int(text)


def _one_of(known: tuple[str, ...]) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text not in known:
            raise NotAnEntry
        return text

    return read


UNIT_ENTRIES: dict[str, Callable[[str], Any]] = {
    "owner_name": _needed,
    "occupier_name": _words,
    "status": _one_of(UNIT_STATUS),
    "area_m2": _area,
    "contract_from": _day,
    "contract_until": _day,
    "rates": _words,
    "keys": _words,
    "emergency_contact": _words,
    "note": _words,
}
PERSON_ENTRIES: dict[str, Callable[[str], Any]] = {"name": _needed, "honorific": _one_of(HONORIFICS)}
CONTACT_ENTRIES = (*PERSON_ENTRIES, "phone", "role")


def read_entry(project: Project, field: str, text: str) -> Any:
    """The value behind what somebody wrote into an entry; raises NotAnEntry, NotAPhone, or Gone for no entry at all."""
    if field == "phone":
        return read_phone(project, text)
    if field == "role":
        return _one_of(ROLES)(text)
    read = UNIT_ENTRIES.get(field) or PERSON_ENTRIES.get(field)
    if read is None:
        raise Gone
    return read(text)


def edit_unit(
    session: Session, unit_id: int, *, field: str, text: str, by: Person, now: datetime, why: str = ""
) -> Unit:
    """Change one entry of a unit's file."""
    unit = unit_for(session, unit_id, by)
    if field not in UNIT_ENTRIES:
        raise Gone
    with session.begin_nested():
        set_entry(session, unit, field, UNIT_ENTRIES[field](text), by_id=by.id, now=now, why=why)
    return unit


def edit_contact(
    session: Session, contact_id: int, *, field: str, text: str, by: Person, now: datetime, why: str = ""
) -> Contact:
    """Change one entry of a contact, or of the person behind it."""
    contact = contact_for(session, contact_id, by)
    if field not in CONTACT_ENTRIES:
        raise Gone
    value = read_entry(session.get_one(Project, contact.project_id), field, text)
    with session.begin_nested():
        set_person_entry(session, contact, field, value, by=by, now=now, why=why)
    return contact


def set_person_entry(
    session: Session, contact: Contact, field: str, value: Any, *, by: Person, now: datetime, why: str
) -> None:
    """One entry of a contact: the part belongs to the unit, everything else to the person; raises PhoneTaken."""
    if field == "role":
        set_entry(session, contact, field, value, by_id=by.id, now=now, why=why)
    elif field == "phone":
        change_phone(session, contact.person, value, by=by, now=now, why=why)
    else:
        set_entry(session, contact.person, field, value, by_id=by.id, now=now, why=why)
