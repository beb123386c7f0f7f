"""The search over the office: units, people, tickets, found things by number, telephone, name or words (R169, R203)."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import Session

from models.catalogue import Urgency
from models.enquiries.searching import look_for
from models.enquiries.tables import Enquiry
from models.estate import Unit
from models.found.lifecycle import MISSED, OPEN
from models.found.reading import reads_all
from models.found.tables import FoundItem, Kind, Loss
from models.people import Contact, Person, Role, Staff
from models.register.index import folded
from models.register.phones import tidy
from models.register.terms import SHORTEST_NUMBER, all_terms
from models.register.unit_parts import PARTS, Part, may_open, parts_for
from models.tickets.lifecycle import ENDED
from models.tickets.parts import parts_of
from models.tickets.tables import Ticket

MOST = 60  # candidates of one kind that are looked at
SHORTEST_PHONE = 4


@dataclass(frozen=True)
class Hit:
    """Something that fits: a unit, a contact (a person in a part for a unit), a ticket, a found thing, a loss, or an enquiry."""

    rank: int  # 0 is exact
    unit: Unit | None = None
    contact: Contact | None = None
    ticket: Ticket | None = None
    item: FoundItem | None = None
    loss: Loss | None = None
    enquiry: Enquiry | None = None


def search(session: Session, reader: Staff, words: str, now: datetime, kinds: Collection[Kind] = ()) -> list[Hit]:
    """What the reader may see of what fits all the words, the best first; things and losses of these kinds fit too."""
    terms = folded(words).split()
    if not terms:
        return []
    units = [hit for hit in _units(session, reader, terms) if hit.unit and may_open(session, hit.unit, reader)]
    people = list(_people(session, reader, terms))
    tickets = _tickets(session, reader, terms, [hit.contact.person_id for hit in people if hit.contact])
    seen = [hit for hit in tickets if hit.ticket and parts_of(session, reader.person, hit.ticket, now)]
    things = [*_items(session, reader, terms, kinds), *_losses(session, reader, terms, kinds)]
    asked = enquiry_hits(session, reader, words)
    return sorted([*units, *people, *seen, *things, *asked], key=lambda hit: hit.rank)


def enquiry_hits(session: Session, reader: Staff, words: str, day: date | None = None) -> list[Hit]:
    """What owners have asked, by words, person, unit, number and perhaps the day; for who answers owners (R037)."""
    found = look_for(session, reader, folded(words).split(), day)
    return [Hit(rank, enquiry=one) for rank, one in found]


def _units(session: Session, reader: Staff, terms: Sequence[str]) -> Iterator[Hit]:
    """By number, with or without the leading zero, or by the name of owner or occupier."""
    whole = terms[0] if len(terms) == 1 else ""
    numbers = {whole, f"0{whole}"} if whole else set()
    mine = select(Unit).where(Unit.project_id == reader.project_id).order_by(Unit.number)
    exact = session.scalars(mine.where(Unit.number.in_(numbers))).all()
    yield from (Hit(0, unit=one) for one in exact)
    begun = Unit.number.startswith(whole, autoescape=True) if whole.isdecimal() and len(whole) > 1 else None
    named = Unit.id.in_(all_terms(session, reader.project_id, "unit", terms)) if _sees_names(reader) else None
    others = [one for one in (begun, named) if one is not None]
    known = {one.id for one in exact}
    for one in session.scalars(mine.where(or_(*others)).limit(MOST)) if others else ():
        if one.id not in known:
            yield Hit(2, unit=one)


def _sees_names(reader: Staff) -> bool:
    return reader.role in PARTS


def _people(session: Session, reader: Staff, terms: Sequence[str]) -> Iterator[Hit]:
    """By name, or for those who see telephones by a part of the number; present contacts before former ones."""
    parts = parts_for(reader)
    if Part.CONTACTS not in parts:
        return
    ids = all_terms(session, reader.project_id, "person", terms)
    number = tidy("".join(terms))
    if Part.PHONES in parts and number.lstrip("+").isdecimal() and len(number) >= SHORTEST_PHONE:
        known = select(Person.id).where(Person.project_id == reader.project_id, Person.guest.is_(False))
        ids |= set(session.scalars(known.where(Person.phone.contains(number, autoescape=True)).limit(MOST)))
    wanted = select(Contact).join(Unit, Unit.id == Contact.unit_id).where(Contact.person_id.in_(ids))
    for one in session.scalars(wanted.order_by(Unit.number, Contact.id).limit(MOST)):
        exact = one.person.phone == number or folded(one.person.called.zh) == terms[0]
        yield Hit(4 if one.ended_at else 0 if exact else 1, contact=one)


def _tickets(session: Session, reader: Staff, terms: Sequence[str], people: Sequence[int]) -> Iterator[Hit]:
    """By number or its end, by words, or by who reported it; open ones first, the newest first."""
    mine = _within_reach(select(Ticket), reader).order_by(Ticket.id.desc())
    whole = "".join(terms).upper()
    tail = whole.removeprefix("BX").removeprefix("QZ")
    exact = session.scalars(mine.where(Ticket.number == whole)).all()
    yield from (Hit(0, ticket=one) for one in exact)
    ways: list[ColumnElement[bool]] = [Ticket.id.in_(all_terms(session, reader.project_id, "ticket", terms))]
    if tail.isdecimal() and len(tail) >= SHORTEST_NUMBER:
        ways.append(Ticket.number.endswith(tail, autoescape=True))
    if people:
        ways.append(Ticket.reporter_id.in_(people))
    known = {one.id for one in exact}
    for one in session.scalars(mine.where(or_(*ways)).limit(MOST)):
        if one.id not in known:
            yield Hit(5 if one.status in ENDED else 3, ticket=one)


def _within_reach(wanted: Select[Ticket], reader: Staff) -> Select[Ticket]:
    """Spare looking at what the reader has no part in anyway; `parts_of` decides in the end."""
    wanted = wanted.where(Ticket.project_id == reader.project_id)
    if reader.role == Role.DEPT_HEAD:
        return wanted.where(or_(Ticket.department_id == reader.department_id, Ticket.urgency == Urgency.U0))
    if reader.role in PARTS or reader.role == Role.CONTROL_ROOM:
        return wanted
    return wanted.where(or_(Ticket.assignee_id == reader.person_id, Ticket.first_receiver_id == reader.person_id))


def _items(session: Session, reader: Staff, terms: Sequence[str], kinds: Collection[Kind]) -> Iterator[Hit]:
    """Found things by number or words, the newest first: all of them, or those that the reader has registered (R206)."""
    wanted = select(FoundItem).where(FoundItem.project_id == reader.project_id).order_by(FoundItem.id.desc())
    mine = wanted if reads_all(reader) else wanted.where(FoundItem.by_id == reader.person_id)
    whole, ids = "".join(terms).upper(), all_terms(session, reader.project_id, "found", terms)
    for one in session.scalars(
        mine.where(or_(FoundItem.number == whole, FoundItem.id.in_(ids), FoundItem.kind.in_(kinds))).limit(MOST)
    ):
        yield Hit(0 if one.number == whole else 3 if one.state in OPEN else 5, item=one)


def _losses(session: Session, reader: Staff, terms: Sequence[str], kinds: Collection[Kind]) -> Iterator[Hit]:
    """What owners miss, for those who look for it (R206)."""
    if not reads_all(reader):
        return
    mine = select(Loss).where(Loss.project_id == reader.project_id).order_by(Loss.id.desc())
    whole, ids = "".join(terms).upper(), all_terms(session, reader.project_id, "loss", terms)
    for one in session.scalars(
        mine.where(or_(Loss.number == whole, Loss.id.in_(ids), Loss.kind.in_(kinds))).limit(MOST)
    ):
        yield Hit(0 if one.number == whole else 3 if one.state in MISSED else 5, loss=one)
