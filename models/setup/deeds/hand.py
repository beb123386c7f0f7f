"""What every deed of an import has at hand: the office, who imports and from which file, and the people."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.estate import Project, Unit
from models.people import Person
from models.setup import writing
from models.setup.keeping import Keeper
from models.setup.plain import phone_digits
from models.setup.sheets import folded
from models.setup.tables import ImportRun

Step = Mapping[str, Any]


class Overtaken(Exception):
    """The register has changed since it was looked at; the row is left out and named."""


class Hand:
    """One import at work; of one office only one at a time."""

    def __init__(self, session: Session, run: ImportRun, now: datetime) -> None:
        self.session, self.now, self.why = session, now, run.name
        self.project = session.get_one(Project, run.project_id, with_for_update=True)
        self.today = now.astimezone(self.project.zone).date()
        self.by = session.get_one(Person, run.by_id)
        self.keeper = Keeper(session, self.project.id, run.by_id, now, run.name)

    def person(self, step: Step) -> Person:
        """The person of a new line: the one who was found, one who came by an earlier line, or somebody new."""
        values, known = step["new"], step["who"].get("person", 0)
        phone = values.get("phone", "")
        person = self.session.get(Person, known, with_for_update=True) if known else self._with_phone(phone)
        if person is None and known:
            raise Overtaken
        if person is None:
            return self._new_person(values)
        if person.name != values["name"] or person.guest or phone_digits(person.phone) != phone_digits(phone):
            raise Overtaken
        self.describe(person, values)
        return person

    def _new_person(self, values: Mapping[str, str]) -> Person:
        own = {"language": self.project.language, **writing.own(writing.PERSON, values)}
        person = Person(project_id=self.project.id, **{name: value for name, value in own.items() if value})
        self.add(person)
        said = {name: values[name] for name in writing.PERSON if name in values}
        self.keeper.keep(f"person:{person.id}", said)
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

    def describe(self, person: Person, values: Mapping[str, str]) -> None:
        """What a row says of the person; a number that is somebody else's by now is not taken."""
        new = writing.own(writing.PERSON, values)
        if new.get("phone", person.phone) != person.phone and self._rival(person, new["phone"]):
            raise Overtaken
        self.keeper.set(person, new)

    def _rival(self, person: Person, phone: str) -> bool:
        other = self._with_phone(phone)
        return other is not None and other.id != person.id and folded(other.name) != folded(person.name)

    def add(self, row: Any) -> None:
        """Put a new row into the register."""
        self.session.add(row)
        self.session.flush()

    def unit(self, number: str) -> Unit | None:
        """The unit of a number, locked."""
        wanted = select(Unit).where(Unit.project_id == self.project.id, Unit.number == number)
        return self.session.scalar(wanted.with_for_update())


def as_wished(values: Mapping[str, str], wished: Mapping[str, str]) -> str:
    """Somebody was quicker: that is well if it says the same."""
    if any(values.get(name, value) != value for name, value in wished.items()):
        raise Overtaken
    return "same"


def still_to_do(values: Mapping[str, str], step: Step) -> bool:
    """Whether anything of a change is still to be made; raises Overtaken where an entry is neither old nor new."""
    for name, value in step["new"].items():
        if values[name] not in (value, step["old"][name]):
            raise Overtaken
    return any(values[name] != value for name, value in step["new"].items())
