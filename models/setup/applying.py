"""The steps of a plan, each held once more against the register as it is by now: what changed meanwhile is left alone."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.access.contacts import add_contact
from models.estate import Department, Project, Unit
from models.people import Binding, Contact, Person, Role, Shift, Side, Staff
from models.setup import writing
from models.setup.checks.plan import CREATE
from models.setup.keeping import Keeper
from models.setup.plain import phone_digits
from models.setup.register import contact_record, shift_values, staff_record, standing, unit_record
from models.setup.sheets import CONTACTS, SHIFTS, STAFF, UNITS, folded
from models.setup.tables import ImportRun

Step = Mapping[str, Any]
MOST_NAMED = 50


class Overtaken(Exception):
    """The register has changed since it was looked at; the row is left out and named."""


class Applying:
    """Does the steps of one piece; one import of an office after the other."""

    def __init__(self, session: Session, run: ImportRun, now: datetime) -> None:
        self.session = session
        self.project = session.get_one(Project, run.project_id, with_for_update=True)
        self.today = now.astimezone(self.project.zone).date()
        self.by, self.now, self.why = session.get_one(Person, run.by_id), now, run.name
        self.keeper = Keeper(session, self.project.id, run.by_id, now, run.name)

    def do(self, steps: Sequence[Step]) -> dict[str, Any]:
        """Do them; returns how many were done, and which were left out."""
        done: Counter[str] = Counter({"created": 0, "changed": 0, "same": 0})
        left: list[list[Any]] = []
        for step in steps:
            try:
                with self.session.begin_nested():
                    done[self._do(step)] += 1
            except Overtaken:
                left.append([step["sheet"], step["row"]])
        return {**done, "left": len(left), "rows": left[:MOST_NAMED]}

    def _do(self, step: Step) -> str:
        if step["sheet"] == SHIFTS.code:
            return self._shifts(step)
        make, change = DEEDS[step["sheet"]]
        return make(self, step) if step["do"] == CREATE else change(self, step)

    # Units

    def _new_unit(self, step: Step) -> str:
        values = step["new"]
        unit = self._unit(values["number"])
        if unit is not None:
            return _as_wished(unit_record(unit).values, values)
        unit = Unit(project_id=self.project.id, **writing.own(writing.UNIT, values))
        self._keep(unit, "unit", values)
        return "created"

    def _change_unit(self, step: Step) -> str:
        unit = self.session.get(Unit, step["who"]["id"], with_for_update=True)
        if unit is None or unit.project_id != self.project.id:
            raise Overtaken
        if not _still_to_do(unit_record(unit).values, step):
            return "same"
        self.keeper.set(unit, writing.own(writing.UNIT, step["new"]))
        return "changed"

    def _unit(self, number: str) -> Unit | None:
        wanted = select(Unit).where(Unit.project_id == self.project.id, Unit.number == number)
        return self.session.scalar(wanted.with_for_update())

    # Contacts

    def _new_contact(self, step: Step) -> str:
        values, unit = step["new"], self._unit(step["new"]["unit"])
        if unit is None:
            raise Overtaken
        person = self._person(step)
        here = select(Contact).where(Contact.unit_id == unit.id, Contact.person_id == person.id)
        known = self.session.scalar(here)
        if known is not None:
            if known.ended_at is not None:
                raise Overtaken  # an import gives nobody access again
            return _as_wished(contact_record(known).values, values)
        own = writing.own(writing.CONTACT, values)
        role = own.pop("role")
        contact = add_contact(self.session, unit=unit, person=person, role=role, by=self.by, now=self.now, why=self.why)
        self.keeper.set(contact, own)
        return "created"

    def _change_contact(self, step: Step) -> str:
        contact = self.session.get(Contact, step["who"]["id"], with_for_update=True)
        if contact is None or contact.project_id != self.project.id or contact.ended_at:
            raise Overtaken
        if not _still_to_do(contact_record(contact).values, step):
            return "same"
        self._describe(contact.person, step["new"])
        self.keeper.set(contact, writing.own(writing.CONTACT, step["new"]))
        return "changed"

    # Staff

    def _new_employee(self, step: Step) -> str:
        values = step["new"]
        wanted = select(Staff).where(Staff.project_id == self.project.id, Staff.number == values["number"])
        known = self.session.scalar(wanted)
        if known is not None:
            return _as_wished(staff_record(known).values, values)
        person = self._person(step)
        if person.staff is not None:
            raise Overtaken
        own = {"title_zh": values["name"], "title_en": "", **writing.own(writing.STAFF, values)}
        own["title_en"] = own["title_en"] or own["title_zh"]
        department = self._department(values["department"])
        staff = Staff(person_id=person.id, project_id=self.project.id, department_id=department, **own)
        self._keep(staff, "person", {name: value for name, value in values.items() if name not in writing.PERSON})
        return "created"

    def _change_employee(self, step: Step) -> str:
        staff = self.session.get(Staff, step["who"]["id"], with_for_update=True)
        if staff is None or staff.project_id != self.project.id or staff.left_at:
            raise Overtaken
        if not _still_to_do(staff_record(staff).values, step):
            return "same"
        self._may_change(staff, step["new"])
        self._describe(staff.person, step["new"])
        for name, value in writing.own(writing.STAFF, step["new"]).items():
            setattr(staff, name, value)
        if "department" in step["new"]:
            staff.department_id = self._department(step["new"]["department"])
        of_staff = {name: value for name, value in step["new"].items() if name not in writing.PERSON}
        self.keeper.keep(f"person:{staff.person_id}", of_staff, step["old"])
        return "changed"

    def _may_change(self, staff: Staff, new: Mapping[str, str]) -> None:
        """A number must be free, and one manager who can use the bot must stay."""
        here = (Staff.project_id == self.project.id, Staff.person_id != staff.person_id)
        taken = select(Staff.person_id).where(*here, Staff.number == new.get("number", ""))
        if self.session.scalar(taken) is not None:
            raise Overtaken
        if staff.role == Role.MANAGER and new.get("role", Role.MANAGER) != Role.MANAGER:
            others = select(Staff.person_id).join(Binding, Binding.person_id == Staff.person_id)
            able = others.where(*here, Staff.role == Role.MANAGER, Staff.left_at.is_(None), Binding.side == Side.STAFF)
            if self.session.scalar(able.limit(1)) is None:
                raise Overtaken

    def _department(self, code: str) -> int:
        wanted = select(Department.id).where(Department.project_id == self.project.id, Department.code == code)
        return self.session.scalars(wanted).one()

    # Shifts

    def _shifts(self, step: Step) -> str:
        wanted = select(Staff).where(Staff.project_id == self.project.id, Staff.number == step["who"]["number"])
        staff = self.session.scalar(wanted.with_for_update())
        if staff is None or staff.left_at:
            raise Overtaken
        mine = select(Shift).where(Shift.staff_id == staff.person_id, standing(self.today))
        present = list(self.session.scalars(mine))
        now, before, after = _set(map(shift_values, present)), _set(step["old"]["shifts"]), _set(step["new"]["shifts"])
        if now == after:
            return "same"
        if now != before:
            raise Overtaken
        for shift in present:
            self.session.delete(shift)
        self.session.add_all(writing.shift_of(staff.person_id, one) for one in step["new"]["shifts"])
        self.keeper.keep(f"person:{staff.person_id}", {"shifts": _said(after)}, {"shifts": _said(before)})
        return "changed"

    # People

    def _person(self, step: Step) -> Person:
        """The person of a new line: the one who was found, one who came by an earlier line, or somebody new."""
        values, known = step["new"], step["who"].get("person", 0)
        phone = values.get("phone", "")
        person = self.session.get(Person, known, with_for_update=True) if known else self._with_phone(phone)
        if person is None and known:
            raise Overtaken
        if person is not None:
            if person.name != values["name"] or person.guest or phone_digits(person.phone) != phone_digits(phone):
                raise Overtaken
            self._describe(person, values)
            return person
        own = {"language": self.project.language, **writing.own(writing.PERSON, values)}
        person = Person(project_id=self.project.id, **{name: value for name, value in own.items() if value})
        self._keep(person, "person", {name: values[name] for name in writing.PERSON if name in values})
        return person

    def _with_phone(self, phone: str) -> Person | None:
        """Somebody with this number who is neither a guest nor a former colleague."""
        if not phone:
            return None
        here = select(Person).where(
            Person.project_id == self.project.id, Person.phone == phone, Person.guest.is_(False)
        )
        people = self.session.scalars(here.order_by(Person.id).with_for_update(of=Person))
        return next((one for one in people if one.staff is None or one.staff.left_at is None), None)

    def _describe(self, person: Person, values: Mapping[str, str]) -> None:
        """What a row says of the person; a number that is somebody else's by now is not taken."""
        new = writing.own(writing.PERSON, values)
        if new.get("phone", person.phone) != person.phone and self._rival(person, new["phone"]):
            raise Overtaken
        self.keeper.set(person, new)

    def _rival(self, person: Person, phone: str) -> bool:
        other = self._with_phone(phone)
        return other is not None and other.id != person.id and folded(other.name) != folded(person.name)

    def _keep(self, row: Unit | Person | Staff, kind: str, values: Mapping[str, str]) -> None:
        self.session.add(row)
        self.session.flush()
        number = row.person_id if isinstance(row, Staff) else row.id
        self.keeper.keep(f"{kind}:{number}", values)


def _as_wished(values: Mapping[str, str], wished: Mapping[str, str]) -> str:
    """Somebody was quicker: that is well if it says the same."""
    if any(values.get(name, value) != value for name, value in wished.items()):
        raise Overtaken
    return "same"


def _still_to_do(values: Mapping[str, str], step: Step) -> bool:
    """Whether anything of a change is still to be made; raises Overtaken where an entry is neither old nor new."""
    for name, value in step["new"].items():
        if values[name] not in (value, step["old"][name]):
            raise Overtaken
    return any(values[name] != value for name, value in step["new"].items())


def _set(shifts: Any) -> set[tuple[str, ...]]:
    return {tuple(one[name] for name in sorted(one)) for one in shifts}


def _said(shifts: set[tuple[str, ...]]) -> str:
    return "; ".join(" ".join(part for part in one if part) for one in sorted(shifts))


DEEDS: Mapping[str, tuple[Callable[[Applying, Step], str], Callable[[Applying, Step], str]]] = {
    UNITS.code: (Applying._new_unit, Applying._change_unit),
    CONTACTS.code: (Applying._new_contact, Applying._change_contact),
    STAFF.code: (Applying._new_employee, Applying._change_employee),
}
