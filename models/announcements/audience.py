"""Whom an announcement reaches: the contacts of its units as they are now, and the units of which nobody is on the bot (R149)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.access.rights import contacts_of, stands_for_owner
from models.announcements.content import Content, Scope, Whom
from models.announcements.tables import Announcement, AnnouncementReader
from models.estate import Project, Unit
from models.people import Binding, Contact, Person, Side

VACANT = "vacant"


@dataclass(frozen=True)
class Audience:
    """The people who are told, by number, and the units with nobody on the bot; a vacant one without contacts is none."""

    people: tuple[int, ...]
    unreached: tuple[Unit, ...]


def units_in(session: Session, project: Project, content: Content) -> Sequence[Unit]:
    """The units that it is about."""
    wanted = select(Unit).where(Unit.project_id == project.id).order_by(Unit.number)
    match content.scope:
        case Scope.FLOORS:
            wanted = wanted.where(Unit.floor.in_([int(one) for one in content.places]))
        case Scope.UNITS:
            wanted = wanted.where(Unit.number.in_(content.places))
    return session.scalars(wanted).all()


def is_meant(contact: Contact, whom: Whom) -> bool:
    """Whether a contact is of the kind that is addressed; who uses the own unit is both."""
    unit = contact.unit
    match whom:
        case Whom.OWNERS:
            return stands_for_owner(contact)
        case Whom.OCCUPIERS:
            return unit.occupier_name == unit.owner_name or not stands_for_owner(contact)
        case _:
            return True


def contacts_in(session: Session, project: Project, content: Content) -> list[Contact]:
    """The contacts who are meant, of every unit; a former one never."""
    units = {one.id for one in units_in(session, project, content)}
    wanted = select(Contact).where(Contact.project_id == project.id, Contact.ended_at.is_(None)).order_by(Contact.id)
    return [one for one in session.scalars(wanted) if one.unit_id in units and is_meant(one, content.whom)]


def on_the_bot(session: Session, project: Project) -> set[int]:
    """Everybody whom the owner bot reaches: bound, the privacy notice confirmed, not blocked."""
    wanted = select(Binding.person_id).where(
        Binding.project_id == project.id,
        Binding.side == Side.OWNER,
        Binding.unreachable_since.is_(None),
        Binding.privacy_at.is_not(None),
    )
    return set(session.scalars(wanted.join(Person, Person.id == Binding.person_id).where(Person.guest.is_(False))))


def audience_of(session: Session, project: Project, content: Content, corrects: int | None = None) -> Audience:
    """Who is told; a correction is for those who were told of the first one, as far as they are still meant."""
    contacts, bound = contacts_in(session, project, content), on_the_bot(session, project)
    reached = {one.unit_id for one in contacts if one.person_id in bound}
    known = {one.unit_id for one in contacts}
    people = {one.person_id for one in contacts} & bound
    if corrects is not None:
        people &= readers_of(session, corrects)
    unreached = (one for one in units_in(session, project, content) if one.id not in reached)
    return Audience(tuple(sorted(people)), tuple(one for one in unreached if one.id in known or one.status != VACANT))


def readers_of(session: Session, announcement_id: int) -> set[int]:
    """Everybody who was told."""
    wanted = select(AnnouncementReader.person_id).where(AnnouncementReader.announcement_id == announcement_id)
    return set(session.scalars(wanted))


def covers(content: Content, unit: Unit) -> bool:
    """Whether a unit is one of those that it is about."""
    match content.scope:
        case Scope.FLOORS:
            return str(unit.floor) in content.places
        case Scope.UNITS:
            return unit.number in content.places
        case _:
            return True


def meant_for(contacts: Iterable[Contact], content: Content) -> bool:
    """Whether somebody with these contacts is addressed."""
    return any(is_meant(one, content.whom) and covers(content, one.unit) for one in contacts)


def still_meant(session: Session, one: Announcement, person_id: int) -> bool:
    """Whether somebody is a contact of one of its units now, of the kind that is addressed."""
    return meant_for(contacts_of(session, person_id), one.content)
