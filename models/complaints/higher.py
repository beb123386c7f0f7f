"""Not what the owner hoped for: the next level leads (R087)."""

from datetime import datetime

from sqlalchemy.orm import Session

from models.complaints.branch import ask_to_pass_on
from models.complaints.doing import give_to
from models.complaints.lifecycle import State
from models.complaints.parts import TOP, is_about_the_manager
from models.complaints.tables import Complaint
from models.complaints.telling import tell_leaders
from models.complaints.timing import answer_by
from models.complaints.together import go_alone


def take_up_higher(session: Session, complaint: Complaint, kind: str, now: datetime) -> None:
    """The next level leads, from the beginning and for this owner alone; above the manager it is the branch company once more."""
    complaint.rounds += 1
    complaint.content = None
    complaint.due_at = answer_by(complaint.project, now)
    go_alone(session, complaint)
    if is_about_the_manager(complaint):
        complaint.state, complaint.passed_at = State.PASSED_ON, None
        ask_to_pass_on(session, complaint, now)
        return
    give_to(session, complaint, min(complaint.level + 1, TOP), now)
    tell_leaders(session, complaint, kind, now)
