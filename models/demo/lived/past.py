"""The week before the demo's first day: who was there, and what time it was (DOMAIN 4.9)."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from functools import cached_property
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.estate import Department, Project, Unit
from models.people import Person, Staff

DAYS = 7


def begins(opening: datetime) -> datetime:
    """When the office was opened: a week before the demo, early in the morning."""
    return opening.replace(hour=7) - timedelta(days=DAYS)


@dataclass
class Past:
    """The demo office in one session; `now` is the moment at which a story goes on, `opening` when the demo begins."""

    session: Session
    project: Project
    opening: datetime
    now: datetime = field(init=False)

    def __post_init__(self) -> None:
        self.now = begins(self.opening)

    def at(self, days_ago: int, face: str) -> datetime:
        """A time of day, so many days before the demo's first; fewer than none are days to come."""
        day = self.opening.astimezone(self.project.zone).date() - timedelta(days=days_ago)
        return datetime.combine(day, time.fromisoformat(face), self.project.zone)

    @cached_property
    def _people(self) -> Mapping[str, Person]:
        wanted = select(Person).where(Person.project_id == self.project.id)
        return {one.called.zh: one for one in self.session.scalars(wanted)}

    def person(self, name: str) -> Person:
        """Somebody by the name that the office calls them."""
        return self._people[name]

    def staff(self, name: str) -> Staff:
        """A member of staff by name; raises LookupError for an owner."""
        staff = self.person(name).staff
        if staff is None:
            raise LookupError(name)
        return staff

    def unit(self, number: str) -> Unit:
        """A unit by number."""
        return self.session.scalars(select(Unit).filter_by(project_id=self.project.id, number=number)).one()

    def department(self, code: str) -> Department:
        """A department by code."""
        return self.session.scalars(select(Department).filter_by(project_id=self.project.id, code=code)).one()

    def does(self, deed: Callable[..., Any], of: int, who: str, **facts: Any) -> Any:
        """Somebody does something with a thing by its number, now."""
        return deed(self.session, of, by=self.person(who), now=self.now, **facts)


# A story gives the moment at which it goes on; whoever plays it lets the office's clock come there first.
Story = Callable[[Past], Iterator[datetime]]
