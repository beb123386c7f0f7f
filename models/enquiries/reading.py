"""Reading enquiries: who is what to one, which wait, and how many the first answer resolved (R037, DOMAIN 5.7)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.enquiries.lifecycle import ENDED, WITH_PERSON, Part, State, allowed
from models.enquiries.tables import Enquiry, EnquiryStep
from models.estate import Project
from models.people import Person, Role
from models.refusals import Gone

PART_OF_ROLE = {
    Role.CS_DESK: Part.DESK,
    Role.CS_FIELD: Part.DESK,
    Role.CONTROL_ROOM: Part.DESK,
    Role.CS_SUPERVISOR: Part.LEADING,
    Role.MANAGER: Part.LEADING,
}
RECEIVES = frozenset(PART_OF_ROLE)
OWN = (*WITH_PERSON, State.ANSWERED)  # what an owner finds among the tickets
MOST = 10


def parts_of(person: Person, one: Enquiry) -> frozenset[Part]:
    """Every part that somebody has in an enquiry; nobody is part of the office in a question of their own."""
    if person.id == one.person_id:
        return frozenset({Part.ASKER})
    staff = person.staff
    if staff is None or staff.left_at is not None or staff.project_id != one.project_id:
        return frozenset()
    part = PART_OF_ROLE.get(staff.role)
    return frozenset({part} if part else ())


def visible(session: Session, enquiry_id: int, person: Person) -> Enquiry:
    """The enquiry, for who has a part in it; raises Gone for everybody else."""
    one = session.get(Enquiry, enquiry_id)
    if one is None or not parts_of(person, one):
        raise Gone
    return one


def moves_for(person: Person, one: Enquiry) -> frozenset[str]:
    """The names of the moves that somebody may make with an enquiry as it is now."""
    return allowed(one.state, parts_of(person, one))


def waiting(session: Session, project: Project) -> Sequence[Enquiry]:
    """What the office owes an answer to, the oldest first."""
    wanted = select(Enquiry).where(Enquiry.project_id == project.id, Enquiry.state.in_(WITH_PERSON))
    return session.scalars(wanted.order_by(Enquiry.passed_at, Enquiry.id)).all()


def asked_by(session: Session, person: Person) -> Sequence[Enquiry]:
    """What somebody has asked a person and has not seen the end of, the newest first."""
    wanted = select(Enquiry).where(Enquiry.person_id == person.id, Enquiry.state.in_(OWN))
    return session.scalars(wanted.order_by(Enquiry.id.desc()).limit(MOST)).all()


def shown_to(session: Session, person: Person, edition_id: int) -> Enquiry | None:
    """The enquiry of somebody who has this answer before them already."""
    wanted = select(Enquiry).where(Enquiry.person_id == person.id, Enquiry.edition_id == edition_id)
    return session.scalar(wanted.where(Enquiry.state == State.SHOWN).order_by(Enquiry.id.desc()).limit(1))


def steps_of(session: Session, one: Enquiry) -> Sequence[EnquiryStep]:
    """Everything that was done with an enquiry, oldest first."""
    wanted = select(EnquiryStep).where(EnquiryStep.enquiry_id == one.id).order_by(EnquiryStep.id)
    return session.scalars(wanted).all()


@dataclass(frozen=True)
class FirstContact:
    """Of the enquiries that ended: how many in all, and how many the knowledge base's answer resolved (R037)."""

    ended: int
    resolved_at_once: int

    @property
    def percent(self) -> int | None:
        """The first-contact resolution rate; None where nothing has ended."""
        return round(100 * self.resolved_at_once / self.ended) if self.ended else None


def first_contact(session: Session, project: Project, since: datetime, until: datetime) -> FirstContact:
    """Over those that ended after one moment and not after the other; who has said nothing counts as not resolved."""
    ended = select(func.count()).where(
        Enquiry.project_id == project.id, Enquiry.state.in_(ENDED), Enquiry.ended_at > since, Enquiry.ended_at <= until
    )
    at_once = ended.where(Enquiry.state == State.RESOLVED, Enquiry.passed_at.is_(None), Enquiry.edition_id.is_not(None))
    return FirstContact(session.scalar(ended) or 0, session.scalar(at_once) or 0)
