"""What is done so that a justified complaint does not come again: set, given as a task, and looked at afterwards (R094)."""

from datetime import datetime

from sqlalchemy.orm import Session

from models.assignments.actions import give
from models.complaints.doing import locked, note
from models.complaints.lifecycle import IN_CHARGE
from models.complaints.parts import parts_of
from models.complaints.tables import Complaint, Measure
from models.people import Person
from models.refusals import Gone, NotYours, TooLate, WordsMissing


def check_may_set(complaint: Complaint, by: Person) -> None:
    """Raise Gone or NotYours for anybody but those in charge whom it does not concern."""
    parts = parts_of(by, complaint)
    if not parts:
        raise Gone
    if not parts & IN_CHARGE:
        raise NotYours(complaint=complaint.id)


def set_measure(
    session: Session,
    complaint_id: int,
    *,
    by: Person,
    to: int,
    cause: str,
    words: str,
    due_at: datetime,
    now: datetime,
) -> Measure:
    """Cause, measure, person and date; the person gets it as a task that says nothing of the complaint (R082).

    Raises Gone, NotYours, TooLate for one that is not judged justified, WordsMissing, TimePast.
    """
    with session.begin_nested():
        complaint = locked(session, complaint_id)
        check_may_set(complaint, by)
        if not complaint.justified:
            raise TooLate(complaint=complaint.id)
        if not cause.strip():
            raise WordsMissing(complaint=complaint.id)
        give(session, by=by, to=to, words=words, due_at=due_at, now=now)
        one = Measure(
            complaint_id=complaint.id,
            cause=cause.strip(),
            words=words.strip(),
            staff_id=to,
            due_at=due_at,
            set_by_id=by.id,
            set_at=now,
        )
        session.add(one)
        session.flush()
        note(session, complaint, "measure", by=by, now=now)
    return one


def verify(session: Session, measure_id: int, *, by: Person, now: datetime) -> Complaint:
    """Those in charge have looked, and it holds; raises Gone, NotYours, or TooLate the second time."""
    with session.begin_nested():
        one = session.get(Measure, measure_id, with_for_update=True)
        if one is None:
            raise Gone
        complaint = locked(session, one.complaint_id)
        check_may_set(complaint, by)
        if one.verified_at:
            raise TooLate(complaint=complaint.id)
        one.verified_at, one.verified_by_id = now, by.id
        note(session, complaint, "verify", by=by, now=now)
    return complaint
