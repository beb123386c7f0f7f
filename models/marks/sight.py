"""Who may know of a mark: nobody who has no part in what it is on (R082, R203, DOMAIN 5.7)."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.complaints import parts as complaint_parts
from models.complaints.tables import Complaint
from models.enquiries import reading as enquiry_reading
from models.enquiries.tables import Enquiry
from models.estate import Project
from models.marks.tables import Mark
from models.messages import parts as message_parts
from models.messages.tables import StaffMessage
from models.people import Person, Role, Staff
from models.refusals import Gone, NotYours
from models.roles import FRONT_OFFICE, IN_CHARGE
from models.talks import parts as talk_parts
from models.talks.tables import Talk
from models.tickets import parts as ticket_parts
from models.tickets.tables import Ticket

READS = FRONT_OFFICE | {Role.CONTROL_ROOM}  # who answers owners


def may_see(session: Session, person: Person, subject: str, now: datetime) -> bool:
    """Whether somebody who answers owners has a part in the subject."""
    staff = person.staff
    return (
        staff is not None and staff.left_at is None and staff.role in READS and _has_part(session, person, subject, now)
    )


def _has_part(session: Session, person: Person, subject: str, now: datetime) -> bool:
    kind, _, number = subject.partition(":")
    match kind:
        case "ticket":
            ticket = session.get(Ticket, int(number))
            return ticket is not None and bool(ticket_parts.parts_of(session, person, ticket, now))
        case "complaint":
            complaint = session.get(Complaint, int(number))
            return complaint is not None and bool(complaint_parts.parts_of(person, complaint))
        case "enquiry":
            enquiry = session.get(Enquiry, int(number))
            return enquiry is not None and bool(enquiry_reading.parts_of(person, enquiry))
        case "message":
            message = session.get(StaffMessage, int(number))
            return message is not None and bool(message_parts.parts_of(person, message))
        case "talk":
            talk = session.get(Talk, int(number))
            return talk is not None and talk_parts.may_read(session, person, talk)
        case _:
            return False


def leaders(session: Session, everybody: Iterable[Staff], subject: str, now: datetime) -> list[Staff]:
    """The supervisor, or the manager where she has no part in it."""
    seeing = [one for one in everybody if one.role in IN_CHARGE and may_see(session, one.person, subject, now)]
    return [one for one in seeing if one.role == Role.CS_SUPERVISOR] or seeing


def open_marks(session: Session, project: Project, subjects: Iterable[str]) -> dict[str, Mark]:
    """The marks that stand on these subjects."""
    wanted = select(Mark).where(
        Mark.project_id == project.id, Mark.ended_at.is_(None), Mark.subject.in_(list(subjects))
    )
    return {one.subject: one for one in session.scalars(wanted)}


def mark_on(session: Session, project: Project, subject: str) -> Mark | None:
    """The mark that stands on a subject."""
    return open_marks(session, project, [subject]).get(subject)


def marks_for(session: Session, project: Project, reader: Staff, now: datetime) -> Sequence[Mark]:
    """Those in charge see every mark that stands on what they may see, abuse first, then the oldest; nobody else any."""
    if reader.role not in IN_CHARGE or reader.left_at:
        return []
    standing = select(Mark).where(Mark.project_id == project.id, Mark.ended_at.is_(None))
    found = session.scalars(standing.order_by(Mark.kind, Mark.at, Mark.id))
    return [one for one in found if may_see(session, reader.person, one.subject, now)]


def mark_for(session: Session, mark_id: int, person: Person, now: datetime, *, locked: bool = False) -> Mark:
    """A mark, for those who may see what it is on; raises Gone, for those who may not answer owners too."""
    mark = session.get(Mark, mark_id, with_for_update={"of": Mark} if locked else None)
    if mark is None or mark.project_id != person.project_id or not may_see(session, person, mark.subject, now):
        raise Gone
    return mark


def needs_charge(person: Person) -> Staff:
    """Only those in charge look after the list; raises NotYours."""
    if person.staff is None or person.staff.left_at or person.staff.role not in IN_CHARGE:
        raise NotYours
    return person.staff
