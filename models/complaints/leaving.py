"""What somebody who leaves the office, or changes the position, had of complaints: others lead them on (R082, R087)."""

from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models.complaints.doing import give_to, note
from models.complaints.lifecycle import ENDED, LED
from models.complaints.parts import is_concerned
from models.complaints.tables import Complaint
from models.complaints.telling import tell_leaders, tell_owner
from models.complaints.together import keep_together
from models.people import Person, Staff
from models.roles import FRONT_OFFICE


def pass_on_complaints(session: Session, staff: Staff, *, by: Person, now: datetime) -> int:
    """Of what they may lead no longer: whoever leads at the same level takes it, and the owner hears who; returns how many."""
    able = staff.left_at is None and staff.role in FRONT_OFFICE
    mine = or_(Complaint.leader_id == staff.person_id, Complaint.assistant_id == staff.person_id)
    open_ones = select(Complaint).where(mine, Complaint.state.not_in(ENDED)).order_by(Complaint.id)
    count = 0
    for complaint in session.scalars(open_ones.with_for_update(of=Complaint)).all():
        if able and not is_concerned(staff, complaint):
            continue
        if complaint.assistant_id == staff.person_id:
            complaint.assistant_id = None
        if complaint.leader_id != staff.person_id:
            continue
        if complaint.leading is not None and complaint.leading.state in LED:
            if not able or is_concerned(staff, complaint.leading):
                continue  # it follows the one that leads
            complaint.leading_id = None
        complaint.leader_id = None
        complaint.version += 1
        give_to(session, complaint, complaint.level, now)
        note(session, complaint, "lead", by=by, now=now)
        tell_leaders(session, complaint, "complaint.yours", now)
        tell_owner(session, complaint, "complaint.led", now)
        keep_together(session, complaint, "lead", by=by, now=now, kind="complaint.led")
        count += 1
    return count
