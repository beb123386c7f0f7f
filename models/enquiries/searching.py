"""Finding enquiries: by number, words, who asked, the unit, the day; only for those who have a part in them (R037, R169)."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from models.enquiries.lifecycle import ENDED, Part
from models.enquiries.reading import RECEIVES, parts_of
from models.enquiries.tables import Enquiry
from models.estate import Project, Unit
from models.people import Contact, Staff
from models.register.terms import SHORTEST_NUMBER, all_terms

MOST = 60
OFFICE = frozenset({Part.DESK, Part.LEADING})


def look_for(
    session: Session, reader: Staff, terms: Sequence[str], day: date | None = None
) -> list[tuple[int, Enquiry]]:
    """What fits every term, the newest first, each with its rank: 0 is exact, an ended one comes last."""
    if reader.role not in RECEIVES or not (terms or day):
        return []
    wanted = select(Enquiry).where(
        Enquiry.project_id == reader.project_id, *(_holds(session, reader, term) for term in terms)
    )
    if day is not None:
        wanted = wanted.where(*_on(session.get_one(Project, reader.project_id), day))
    found = session.scalars(wanted.order_by(Enquiry.id.desc()).limit(MOST)).all()
    whole = "".join(terms).upper()
    seen = [one for one in found if parts_of(reader.person, one) & OFFICE]
    return [(0 if one.number == whole else 5 if one.state in ENDED else 3, one) for one in seen]


def _holds(session: Session, reader: Staff, term: str) -> ColumnElement[bool]:
    """A term is said in question or answer, names who asked or their unit, or ends the number."""
    office = reader.project_id
    units = select(Unit.id).where(Unit.project_id == office, Unit.number.in_((term.upper(), f"0{term.upper()}")))
    ways: list[ColumnElement[bool]] = [
        Enquiry.number == term.upper(),
        Enquiry.id.in_(all_terms(session, office, "enquiry", [term])),
        Enquiry.person_id.in_(all_terms(session, office, "person", [term])),
        Enquiry.person_id.in_(select(Contact.person_id).where(Contact.unit_id.in_(units))),
    ]
    tail = term.upper().removeprefix("ZX")
    if tail.isdecimal() and len(tail) >= SHORTEST_NUMBER:
        ways.append(Enquiry.number.endswith(tail, autoescape=True))
    return or_(*ways)


def _on(project: Project, day: date) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """Asked on this day of the office's zone."""
    begin = datetime.combine(day, datetime.min.time(), project.zone)
    return Enquiry.asked_at >= begin, Enquiry.asked_at < begin + timedelta(days=1)
