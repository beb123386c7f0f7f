"""Whom it concerns, found out afterwards: from that moment on they and their team have no part in it (R082)."""

from datetime import datetime

from sqlalchemy.orm import Session

from models.complaints.branch import ask_to_pass_on
from models.complaints.doing import give_to, moving
from models.complaints.lifecycle import State
from models.complaints.parts import is_about_the_manager, is_concerned
from models.complaints.tables import Complaint
from models.complaints.telling import tell_leaders, tell_owner
from models.complaints.together import go_alone
from models.people import Person, Staff
from models.refusals import Gone, TooLate


def say_whom(
    session: Session, complaint_id: int, *, by: Person, to: int, now: datetime, seen: int | None = None
) -> Complaint:
    """It is about this employee; whoever led it and belongs to them hands it over. Raises Gone, TooLate for the same one."""
    with moving(session, complaint_id, "concern", by=by, now=now, seen=seen) as complaint:
        staff = session.get(Staff, to)
        if staff is None or staff.left_at or staff.project_id != complaint.project_id:
            raise Gone
        if complaint.about_staff_id == staff.person_id:
            raise TooLate(complaint=complaint.id)
        complaint.about_staff_id, complaint.about_department_id = staff.person_id, staff.department_id
        session.flush()
        session.refresh(complaint, ["about_staff", "about_department"])
        _hand_over(session, complaint, now)
    return complaint


def _hand_over(session: Session, complaint: Complaint, now: datetime) -> None:
    if complaint.assistant and is_concerned(complaint.assistant, complaint):
        complaint.assistant = complaint.assistant_id = None
    if is_about_the_manager(complaint):
        go_alone(session, complaint)
        complaint.leader = complaint.leader_id = None
        complaint.state = State.PASSED_ON
        ask_to_pass_on(session, complaint, now)
        tell_owner(session, complaint, "complaint.higher", now)
    elif complaint.leader and is_concerned(complaint.leader, complaint):
        go_alone(session, complaint)
        complaint.leader = complaint.leader_id = None
        give_to(session, complaint, complaint.level, now)
        tell_leaders(session, complaint, "complaint.yours", now)
        tell_owner(session, complaint, "complaint.led", now)
