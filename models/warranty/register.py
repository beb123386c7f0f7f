"""Keeping the register of warranties: added, changed with a reason, ended (R057, R111)."""

import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.assignments.by_clock import call_off_about
from models.catalogue import UNCLEAR_GROUP, catalogue
from models.estate import Unit
from models.events import record
from models.people import Person, Staff
from models.refusals import Gone, ImpossibleTime, NotAnEntry, NotAPhone, NotYours, ReasonMissing, TooLate
from models.register.changes import record_change
from models.register.phones import tidy
from models.roles import IN_CHARGE, leads_engineering
from models.warranty.tables import Warranty

PHONE = re.compile(r"\+?\d{5,15}")
NONE = "-"  # what is written to empty the note


def keeps_warranties(staff: Staff) -> bool:
    """The manager, the customer service supervisor, and the head of the engineering department."""
    return leads_engineering(staff) or (staff.left_at is None and staff.role in IN_CHARGE)


def keeper(by: Person) -> Staff:
    """The member of staff, if they keep the register; raises NotYours."""
    if by.staff is None or not keeps_warranties(by.staff):
        raise NotYours
    return by.staff


def warranty_for(session: Session, warranty_id: int, by: Person, *, lock: bool = False) -> Warranty:
    """One of the office's warranties, for who keeps the register; raises NotYours or Gone."""
    keeper(by)
    wanted = select(Warranty).where(Warranty.id == warranty_id, Warranty.project_id == by.project_id)
    if lock:
        wanted = wanted.with_for_update(of=Warranty).execution_options(populate_existing=True)
    one = session.scalar(wanted)
    if one is None:
        raise Gone
    return one


def known_system(code: str) -> bool:
    """Whether a group or a symptom of the category tree has this code; what is unclear is guaranteed by nobody."""
    tree = catalogue()
    return code.partition(".")[0] != UNCLEAR_GROUP and (
        code in tree.symptoms or code in {one.code for one in tree.groups}
    )


def read_phone_of_firm(text: str) -> str:
    """A firm's number, also a landline's, as it was written; raises NotAPhone."""
    if not PHONE.fullmatch(tidy(text)):
        raise NotAPhone
    return text.strip()


def _needed(text: str) -> str:
    if text.strip() in {"", NONE}:
        raise NotAnEntry
    return text.strip()


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text.strip().replace("/", "-").replace(".", "-"))
    except ValueError as error:
        raise NotAnEntry from error


ENTRIES: dict[str, Callable[[str], Any]] = {
    "ends": _day,
    "starts": _day,
    "firm": _needed,
    "phone": read_phone_of_firm,
    "words": _needed,
    "note": lambda text: "" if text.strip() == NONE else text.strip(),
}


def read_entry(field: str, text: str) -> Any:
    """The value behind what somebody wrote; raises NotAnEntry, NotAPhone, or Gone for no entry at all."""
    if field not in ENTRIES:
        raise Gone
    return ENTRIES[field](text)


def add(
    session: Session,
    *,
    by: Person,
    unit: Unit | None,
    system: str,
    words: str,
    firm: str,
    phone: str,
    starts: date,
    ends: date,
    now: datetime,
    note: str = "",
) -> Warranty:
    """Enter one; raises NotYours, Gone for a place or a system that there is not, NotAnEntry, NotAPhone, ImpossibleTime."""
    _possible(by, unit, system, starts, ends)
    one = Warranty(
        project_id=by.project_id,
        unit_id=unit.id if unit else None,
        system=system,
        words=_needed(words),
        firm=_needed(firm),
        phone=read_phone_of_firm(phone),
        starts=starts,
        ends=ends,
        note=note.strip(),
    )
    with session.begin_nested():
        session.add(one)
        session.flush()
        _log(session, one, "warranty.add", by, now)
    return one


def _possible(by: Person, unit: Unit | None, system: str, starts: date, ends: date) -> None:
    keeper(by)
    if (unit is not None and unit.project_id != by.project_id) or not known_system(system):
        raise Gone
    if ends < starts:
        raise ImpossibleTime


def _log(session: Session, one: Warranty, kind: str, by: Person, now: datetime) -> None:
    """It looks different now, and so does the file of its unit."""
    for subject in (one.subject, *([f"unit:{one.unit_id}"] if one.unit_id else [])):
        record(session, project_id=one.project_id, subject=subject, kind=kind, now=now, actor_id=by.id)


def edit(session: Session, warranty_id: int, *, by: Person, field: str, text: str, why: str, now: datetime) -> Warranty:
    """Change one entry, and keep old and new with the reason; another end is inspected anew.

    Raises TooLate once it was ended, ReasonMissing, ImpossibleTime.
    """
    with session.begin_nested():
        one = _open(session, warranty_id, by, why)
        old, value = getattr(one, field, None), read_entry(field, text)
        setattr(one, field, value)
        if one.ends < one.starts:
            raise ImpossibleTime(warranty=warranty_id)
        _keep(session, one, field, old, value, by, now, why)
        _log(session, one, "warranty.edit", by, now)
        if field == "ends" and value != old:  # the clock asks anew, in time for the new end
            call_off_about(session, one.subject, by=by, why=why, now=now)
    return one


def end(session: Session, warranty_id: int, *, by: Person, why: str, now: datetime) -> Warranty:
    """It holds no more, before its time; the reason is kept, and nothing is left to inspect. Raises TooLate, ReasonMissing."""
    with session.begin_nested():
        one = _open(session, warranty_id, by, why)
        one.ended_at = now
        _keep(session, one, "ended_at", None, now, by, now, why)
        _log(session, one, "warranty.end", by, now)
        call_off_about(session, one.subject, by=by, why=why, now=now)
    return one


def _open(session: Session, warranty_id: int, by: Person, why: str) -> Warranty:
    one = warranty_for(session, warranty_id, by, lock=True)
    if one.ended_at is not None:
        raise TooLate(warranty=one.id)
    if not why.strip():
        raise ReasonMissing(warranty=one.id)
    return one


def _keep(session: Session, one: Warranty, field: str, old: Any, new: Any, by: Person, now: datetime, why: str) -> None:
    record_change(
        session,
        project_id=one.project_id,
        subject=one.subject,
        field=field,
        old=old,
        new=new,
        by_id=by.id,
        now=now,
        why=why.strip(),
    )
