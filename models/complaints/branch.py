"""What is about the manager goes to the branch company: the desk passes it on, and says when and how (R082, DOMAIN 4.6)."""

from datetime import datetime

from sqlalchemy.orm import Session

from models.complaints.doing import moving, needs_words
from models.complaints.parts import free_staff, parts_of
from models.complaints.tables import Complaint
from models.complaints.telling import tell_owner, tell_staff
from models.people import Person, Role
from models.refusals import TooLate
from models.rota import intake_desk


def pass_on(
    session: Session, complaint_id: int, *, by: Person, now: datetime, words: str, seen: int | None = None
) -> Complaint:
    """It has gone to the branch company, and how; the owner hears. Raises WordsMissing, TooLate for the second time."""
    with moving(session, complaint_id, "pass_on", by=by, now=now, seen=seen, words=words) as complaint:
        needs_words(complaint, words)
        if complaint.passed_at is not None:
            raise TooLate(complaint=complaint.id)
        complaint.passed_at = now
        tell_owner(session, complaint, "complaint.passed_on", now)
    return complaint


def ask_to_pass_on(session: Session, complaint: Complaint, now: datetime, *, but: int | None = None) -> None:
    """The desk and the supervisor, but never the manager; where it is confidential the supervisor alone."""
    desk = intake_desk(session, complaint.project, now)
    asked = [*desk, *free_staff(session, complaint.project, complaint, Role.CS_SUPERVISOR)]
    for one in {one.person_id: one for one in asked}.values():
        if one.person_id != but and parts_of(one.person, complaint):
            tell_staff(session, complaint, one.person_id, "complaint.to_pass_on", now, occasion=f"{now:%y%m%d%H%M}")
