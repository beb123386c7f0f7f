"""Reading complaints: what is open for whom, every step of one, and what has no outcome (R081)."""

from collections.abc import Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models.complaints.lifecycle import ENDED, Part, State
from models.complaints.parts import parts_of
from models.complaints.tables import Complaint, ComplaintStep, Measure
from models.estate import Project
from models.people import Person


def steps_of(session: Session, complaint: Complaint) -> Sequence[ComplaintStep]:
    """Everything that was done, in order."""
    wanted = select(ComplaintStep).where(ComplaintStep.complaint_id == complaint.id)
    return session.scalars(wanted.order_by(ComplaintStep.id)).all()


def of_one_matter(session: Session, complaint: Complaint, reader: Person) -> list[Complaint]:
    """The others of the same matter, the leading one first, as far as this colleague may see them (R082)."""
    leading = complaint.leading_id or complaint.id
    wanted = select(Complaint).where(or_(Complaint.id == leading, Complaint.leading_id == leading))
    found = session.scalars(wanted.order_by(Complaint.leading_id.is_not(None), Complaint.id)).all()
    return [one for one in found if one is not complaint and parts_of(reader, one) - {Part.REPORTER}]


def last_progress(session: Session, complaint: Complaint) -> ComplaintStep | None:
    """The newest progress that the owner was told."""
    wanted = select(ComplaintStep).where(ComplaintStep.complaint_id == complaint.id, ComplaintStep.move == "progress")
    return session.scalars(wanted.order_by(ComplaintStep.id.desc())).first()


def reasons_of_withdrawal(session: Session, ids: Sequence[int]) -> dict[int, str]:
    """Why some complaints were withdrawn, where their owners have said so."""
    wanted = select(ComplaintStep.complaint_id, ComplaintStep.words).where(
        ComplaintStep.move == "withdraw", ComplaintStep.words != "", ComplaintStep.complaint_id.in_(ids)
    )
    return dict(session.execute(wanted).tuples().all())


def measures_of(session: Session, complaint: Complaint) -> Sequence[Measure]:
    """What is done so that it does not happen again (R094)."""
    wanted = select(Measure).where(Measure.complaint_id == complaint.id)
    return session.scalars(wanted.order_by(Measure.id)).all()


def without_outcome(session: Session, project: Project, reader: Person) -> list[Complaint]:
    """What has not ended, as far as this colleague may see it; the gravest and oldest first."""
    wanted = select(Complaint).where(Complaint.project_id == project.id, Complaint.state.not_in(ENDED))
    found = session.scalars(wanted.order_by(Complaint.received_at, Complaint.id)).all()
    seen = [one for one in found if parts_of(reader, one)]
    return sorted(seen, key=lambda one: (one.state == State.ANSWERED, -one.level))


def with_number(session: Session, project: Project, number: str, reader: Person) -> Complaint | None:
    """The complaint of this number, if the reader may know of it (R169, R082)."""
    wanted = select(Complaint).where(Complaint.project_id == project.id, Complaint.number == number.strip().upper())
    found = session.scalar(wanted) if number.strip() else None
    return found if found is not None and parts_of(reader, found) else None
