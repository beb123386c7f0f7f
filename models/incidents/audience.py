"""Whom an event affects: the contacts of its floors, whoever reported it, and the units of which nobody is on the bot (R149)."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.announcements.audience import VACANT, audience_of, contacts_in, units_in
from models.announcements.content import Content, Kind, Scope
from models.estate import Unit
from models.incidents.reading import tickets_of
from models.incidents.tables import Incident, IncidentCheck, IncidentReader
from models.incidents.whereabouts import Area
from models.people import Contact, Side
from models.tickets.parts import joiners_of, side_of


@dataclass(frozen=True)
class Reached:
    """The people who are told, by number, and how many units have nobody on the bot."""

    people: tuple[int, ...]
    unreached: tuple[Unit, ...]


@dataclass(frozen=True)
class UnitState:
    """How a unit of the affected floors stands: who of it was told, is safe, or asks for help; whether somebody has looked after it."""

    unit: Unit
    contacts: tuple[Contact, ...]
    told: int
    safe: int
    help: int
    check: IncidentCheck | None

    @property
    def open(self) -> bool:
        """Whether nobody knows yet that its people are well."""
        return self.check is None and (self.help > 0 or not self.safe)


def content_of(area: Area) -> Content:
    """The target, as announcements name it; a floor without units has nobody to be told."""
    places = () if area.whole else tuple(one for one in area.floors if one.isdecimal())
    return Content(kind=Kind.INFORMATION, scope=Scope.ALL if area.whole else Scope.FLOORS, places=places)


def reporters_of(session: Session, incident: Incident) -> set[int]:
    """Whoever reported it and reads on the owners' bot."""
    people = {
        one for ticket in tickets_of(session, incident) for one in (ticket.reporter_id, *joiners_of(session, ticket))
    }
    return {one for one in people if side_of(session, one) == Side.OWNER}


def readers_of(session: Session, incident: Incident) -> set[int]:
    """Everybody who was told of it."""
    return set(session.scalars(select(IncidentReader.person_id).where(IncidentReader.incident_id == incident.id)))


def reached_by(session: Session, incident: Incident, news: str, area: Area | None = None) -> Reached:
    """Whom a piece of news reaches: the first one, and what follows it, everybody on its floors; the end whoever was told.

    `area` are other floors than its own, for a preview.
    """
    known = readers_of(session, incident) | reporters_of(session, incident)
    spreads = news == "start" or (incident.told_at is not None and news not in {"end", "false_alarm"})
    if not spreads:
        return Reached(tuple(sorted(known)), ())
    found = audience_of(session, incident.project, content_of(area or incident.area))
    return Reached(tuple(sorted({*found.people, *known})), found.unreached)


def unit_states(session: Session, incident: Incident) -> Sequence[UnitState]:
    """Every unit of its floors, those of which nobody knows yet first."""
    content, project = content_of(incident.area), incident.project
    readers = {
        one.person_id: one
        for one in session.scalars(select(IncidentReader).where(IncidentReader.incident_id == incident.id))
    }
    checks = {
        one.unit_id: one
        for one in session.scalars(select(IncidentCheck).where(IncidentCheck.incident_id == incident.id))
    }
    contacts: dict[int, list[Contact]] = {}
    for contact in contacts_in(session, project, content):
        contacts.setdefault(contact.unit_id, []).append(contact)
    units = [one for one in units_in(session, project, content) if one.id in contacts or one.status != VACANT]
    states = [_state(unit, contacts.get(unit.id, []), readers, checks.get(unit.id)) for unit in units]
    return sorted(states, key=lambda one: (not one.help, not one.open, -one.unit.floor, one.unit.number))


def _state(
    unit: Unit, contacts: list[Contact], readers: dict[int, IncidentReader], check: IncidentCheck | None
) -> UnitState:
    mine = [readers[one.person_id] for one in contacts if one.person_id in readers]
    return UnitState(
        unit=unit,
        contacts=tuple(contacts),
        told=len(mine),
        safe=sum(one.safe_at is not None for one in mine),
        help=sum(one.help_at is not None for one in mine),
        check=check,
    )
