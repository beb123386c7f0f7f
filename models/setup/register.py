"""The register as the workbook sees it: every unit, contact, member of staff and shift in plain values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import Session, joinedload

from models.estate import Project, Unit
from models.people import Binding, Contact, Person, Shift, Side, Staff
from models.setup.plain import cleaned

Values = Mapping[str, str]
UNIT_TEXTS = ("number", "owner_name", "occupier_name", "rates", "emergency_contact", "keys", "note")


@dataclass(frozen=True)
class Record:
    """One line of the register; `gone` says that the contact has ended or the person has left."""

    id: int
    values: Values
    person_id: int = 0
    gone: bool = False
    bound: bool = False  # on the staff bot


@dataclass(frozen=True)
class Human:
    """Somebody with a telephone number; not the guests, whom nobody has verified."""

    id: int
    name: str
    honorific: str
    phone: str
    language: str = ""


@dataclass(frozen=True)
class Register:
    """Everything that an import is compared with; `shifts` are by the person, without those that are over."""

    units: tuple[Record, ...] = ()
    contacts: tuple[Record, ...] = ()
    staff: tuple[Record, ...] = ()
    shifts: Mapping[int, tuple[Values, ...]] = field(default_factory=dict)
    people: tuple[Human, ...] = ()


def register_of(session: Session, project: Project, today: date) -> Register:
    """Read all of it."""
    staff = session.scalars(select(Staff).where(Staff.project_id == project.id).options(joinedload(Staff.department)))
    bound = set(session.scalars(select(Binding.person_id).where(Binding.side == Side.STAFF)))
    people = select(Person).where(Person.project_id == project.id, Person.guest.is_(False), Person.phone != "")
    return Register(
        units=tuple(map(unit_record, session.scalars(_units(project)))),
        contacts=tuple(map(contact_record, session.scalars(_contacts(project)))),
        staff=tuple(staff_record(one, one.person_id in bound) for one in sorted(staff, key=lambda one: one.number)),
        shifts=_shifts(session, project, today),
        people=tuple(
            Human(one.id, cleaned(one.name), one.honorific, one.phone, one.language)
            for one in session.scalars(people.order_by(Person.id))
        ),
    )


def _units(project: Project) -> Select[Unit]:
    return select(Unit).where(Unit.project_id == project.id).order_by(Unit.floor, Unit.number)


def _contacts(project: Project) -> Select[Contact]:
    wanted = select(Contact).where(Contact.project_id == project.id)
    joined = wanted.join(Unit, Unit.id == Contact.unit_id).order_by(Unit.floor, Unit.number, Contact.id)
    return joined.options(joinedload(Contact.person), joinedload(Contact.unit))


def unit_record(unit: Unit) -> Record:
    """A unit in plain values."""
    texts = {name: cleaned(getattr(unit, name)) for name in UNIT_TEXTS}
    days = {name: _day(getattr(unit, name)) for name in ("contract_from", "contract_until")}
    whole = {"floor": str(unit.floor), "area_m2": str(unit.area_m2), "status": unit.status}
    return Record(unit.id, {**texts, **days, **whole})


def contact_record(contact: Contact) -> Record:
    """A contact in plain values."""
    person = contact.person
    values = {
        "unit": cleaned(contact.unit.number),
        "name": cleaned(person.name),
        "honorific": person.honorific,
        "role": contact.role,
        "phone": cleaned(person.phone),
        "language": person.language,
        "committee": "yes" if contact.committee else "no",
    }
    return Record(contact.id, values, person.id, gone=contact.ended_at is not None)


def staff_record(staff: Staff, bound: bool = False) -> Record:
    """A member of staff in plain values."""
    values = {
        "number": cleaned(staff.number),
        "name": cleaned(staff.person.name),
        "title_zh": cleaned(staff.title_zh),
        "title_en": cleaned(staff.title_en),
        "department": staff.department.code,
        "role": staff.role.value,
        "trades": " ".join(staff.trades),
        "phone": cleaned(staff.person.phone),
        "language": staff.person.language,
    }
    return Record(staff.person_id, values, staff.person_id, gone=staff.left_at is not None, bound=bound)


def shift_values(shift: Shift) -> Values:
    """A shift in plain values."""
    return {
        "weekdays": ",".join(map(str, sorted(shift.weekdays))),
        "starts": shift.starts.strftime("%H:%M"),
        "ends": shift.ends.strftime("%H:%M"),
        "valid_from": _day(shift.valid_from),
        "valid_until": _day(shift.valid_until),
    }


def standing(today: date) -> ColumnElement[bool]:
    """The condition that a shift is weekly and not over: what is over is history, and a single day's hours are no week's."""
    return and_(Shift.instead.is_(False), or_(Shift.valid_until.is_(None), Shift.valid_until >= today))


def _shifts(session: Session, project: Project, today: date) -> dict[int, tuple[Values, ...]]:
    found: dict[int, list[Values]] = {}
    wanted = select(Shift).join(Staff, Staff.person_id == Shift.staff_id).where(Staff.project_id == project.id)
    for shift in session.scalars(wanted.where(standing(today)).order_by(Shift.id)):
        found.setdefault(shift.staff_id, []).append(shift_values(shift))
    return {person_id: tuple(values) for person_id, values in found.items()}


def _day(value: date | datetime | None) -> str:
    return value.isoformat() if value else ""
