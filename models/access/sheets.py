"""Codes for many at once: everybody who is not on the owner bot yet, one code per person, by floor and unit (R205)."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.access.codes import Code, check_giver, issue, open_code
from models.estate import Project, Unit
from models.people import Binding, Contact, Person, Side

WITHOUT_CODE, EVERYBODY = "without_code", "all"


def floors_of(session: Session, project: Project) -> set[int]:
    """The floors that have units."""
    return set(session.scalars(select(Unit.floor).where(Unit.project_id == project.id)))


def read_floors(text: str) -> set[int] | None:
    """Floors as people list them: "3, 5-7"; None for what is no such list."""
    floors: set[int] = set()
    for part in text.replace("，", ",").replace("、", ",").split(","):
        first, dash, last = part.strip().partition("-")
        if not first.isdecimal() or (dash and not last.strip().isdecimal()):
            return None
        start, end = int(first), int(last) if dash else int(first)
        floors |= set(range(start, min(end, start + 200) + 1))
    return floors


def without_access(
    session: Session, project: Project, whom: str, floors: set[int] | None, now: datetime
) -> Sequence[Contact]:
    """The contacts who are not on the owner bot, by floor and unit; only those without an open code, if so wished."""
    bound = select(Binding.person_id).where(Binding.project_id == project.id, Binding.side == Side.OWNER)
    wanted = (
        select(Contact)
        .join(Unit, Unit.id == Contact.unit_id)
        .where(Contact.project_id == project.id, Contact.ended_at.is_(None), Contact.person_id.not_in(bound))
        .order_by(Unit.floor, Unit.number, Contact.id)
    )
    if floors is not None:
        wanted = wanted.where(Unit.floor.in_(floors))
    found = session.scalars(wanted).all()
    if whom == WITHOUT_CODE:
        return [one for one in found if open_code(session, one.person_id, Side.OWNER, now) is None]
    return found


def codes_for(
    session: Session, project: Project, *, whom: str, floors: set[int] | None, by: Person, now: datetime
) -> list[tuple[Code, list[str]]]:
    """A code for each of them, with the units that it opens; whoever has several units gets one code for all."""
    check_giver(by)
    units: dict[int, list[str]] = {}
    people: dict[int, Person] = {}
    for one in without_access(session, project, whom, floors, now):
        people[one.person_id] = one.person
        units.setdefault(one.person_id, []).append(one.unit.number)
    with session.begin_nested():
        return [
            (issue(session, person=person, side=Side.OWNER, now=now, by=by), units[number])
            for number, person in people.items()
        ]
