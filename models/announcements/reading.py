"""Reading announcements: the office's lists, what an owner may see, who has read it and who has not (R149)."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from models.access.rights import contacts_of
from models.announcements.audience import meant_for, readers_of, still_meant
from models.announcements.content import Kind
from models.announcements.lifecycle import OUT, TO_COME, Part, State, allowed
from models.announcements.tables import Announcement, AnnouncementReader, AnnouncementStep
from models.estate import Project
from models.people import Person
from models.refusals import Gone
from models.roles import FRONT_OFFICE, IN_CHARGE

CURRENT_FOR = timedelta(days=30)  # of one that says no end
WAYS = (AnnouncementReader.read_at, AnnouncementReader.phoned_at, AnnouncementReader.posted_at)  # to hear of it
LOOKED_AT = 100  # so many of the newest are looked through for an owner


class Section(StrEnum):
    """Which part of the list."""

    OPEN = "open"  # drafts, and what is on its way
    CURRENT = "current"
    PAST = "past"


def parts_of(person: Person, one: Announcement) -> frozenset[Part]:
    """Every part that somebody has in an announcement; empty for who is not of the front office."""
    staff = person.staff
    if (
        staff is None
        or staff.left_at is not None
        or staff.project_id != one.project_id
        or staff.role not in FRONT_OFFICE
    ):
        return frozenset()
    having = {Part.SERVICE: True, Part.DRAFTER: one.drafter_id == person.id, Part.LEAD: staff.role in IN_CHARGE}
    return frozenset(part for part, has in having.items() if has)


def visible(session: Session, announcement_id: int, person: Person) -> Announcement:
    """The announcement, for the front office; raises Gone for everybody else."""
    one = session.get(Announcement, announcement_id)
    if one is None or not parts_of(person, one):
        raise Gone
    return one


def moves_for(person: Person, one: Announcement) -> frozenset[str]:
    """The moves that somebody may make with an announcement as it is now."""
    return allowed(one.state, parts_of(person, one), shutoff=one.kind == Kind.SHUTOFF)


def is_current(one: Announcement, now: datetime) -> bool:
    """Whether it still holds: sent, its end not over; without an end for a month."""
    if one.state not in {State.SENDING, State.SENT}:
        return False
    return (one.ends_at or (one.sent_at or now) + CURRENT_FOR) > now


def listed(session: Session, project: Project, section: Section, now: datetime) -> list[Announcement]:
    """The office's list, the newest first."""
    wanted = select(Announcement).where(Announcement.project_id == project.id).order_by(Announcement.id.desc())
    every = session.scalars(wanted).all()
    if section == Section.OPEN:
        return [one for one in every if one.state in TO_COME]
    current = section == Section.CURRENT
    return [one for one in every if one.state not in TO_COME and is_current(one, now) is current]


def shown_to(session: Session, person: Person) -> list[Announcement]:
    """What an owner may see now, the newest first: what is out and meant for one of the own units, or was told."""
    out = select(Announcement).where(
        Announcement.project_id == person.project_id,
        Announcement.state.in_(OUT),
        or_(Announcement.state == State.SENDING, Announcement.sent_at.is_not(None)),
    )
    every = session.scalars(out.order_by(Announcement.id.desc()).limit(LOOKED_AT)).all()
    contacts = contacts_of(session, person.id)
    return [one for one in every if meant_for(contacts, one.content)]


def shown(session: Session, announcement_id: int, person: Person) -> Announcement:
    """The announcement, for an owner who may see it; raises Gone for everybody else."""
    one = session.get(Announcement, announcement_id)
    is_out = one is not None and one.state in OUT and (one.state == State.SENDING or one.sent_at is not None)
    if one is None or not is_out or one.project_id != person.project_id or not still_meant(session, one, person.id):
        raise Gone
    return one


def own_reading(session: Session, one: Announcement, person: Person) -> AnnouncementReader | None:
    """When somebody was told, and has read it."""
    return session.get(AnnouncementReader, (one.id, person.id))


def unread_count(session: Session, person: Person, now: datetime) -> int:
    """How many announcements that still hold somebody was told of and has not read; asked on every first screen."""
    wanted = select(Announcement).join(AnnouncementReader, AnnouncementReader.announcement_id == Announcement.id)
    mine = wanted.where(AnnouncementReader.person_id == person.id, AnnouncementReader.read_at.is_(None))
    open_ones = [one for one in session.scalars(mine) if is_current(one, now)]
    contacts = contacts_of(session, person.id) if open_ones else ()
    return sum(meant_for(contacts, one.content) for one in open_ones)


def readings(session: Session, one: Announcement, *, read: bool) -> Sequence[AnnouncementReader]:
    """Those who have read it, or those who have neither read it nor heard of it in another way and are still meant."""
    mine = select(AnnouncementReader).where(AnnouncementReader.announcement_id == one.id)
    if read:
        done = or_(*(way.is_not(None) for way in WAYS))
        return session.scalars(mine.where(done).order_by(AnnouncementReader.person_id)).all()
    open_ones = mine.where(*(way.is_(None) for way in WAYS))
    found = session.scalars(open_ones.order_by(AnnouncementReader.person_id)).all()
    return [reading for reading in found if still_meant(session, one, reading.person_id)]


def told_count(session: Session, one: Announcement) -> int:
    """How many were told."""
    return len(readers_of(session, one.id))


def read_count(session: Session, one: Announcement) -> int:
    """How many have read it."""
    mine = AnnouncementReader.announcement_id == one.id
    return session.scalar(select(func.count()).where(mine, AnnouncementReader.read_at.is_not(None))) or 0


def log_of(session: Session, one: Announcement) -> Sequence[AnnouncementStep]:
    """Everything that was done with it, oldest first."""
    mine = select(AnnouncementStep).where(AnnouncementStep.announcement_id == one.id)
    return session.scalars(mine.order_by(AnnouncementStep.id)).all()


def open_correction(session: Session, one: Announcement) -> Announcement | None:
    """The correction that is under way."""
    wanted = select(Announcement).where(Announcement.corrects_id == one.id, Announcement.state.in_(TO_COME))
    return session.scalars(wanted).first()
