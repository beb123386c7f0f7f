"""Not what the owner hoped for: the next level leads (R087)."""

from datetime import datetime

from sqlalchemy.orm import Session

from models.complaints.doing import give_to
from models.complaints.parts import TOP
from models.complaints.tables import Complaint
from models.complaints.telling import tell_leaders
from models.complaints.together import go_alone


def take_up_higher(session: Session, complaint: Complaint, kind: str, now: datetime) -> None:
    """The next level leads, from the beginning and for this owner alone: it holds up nobody else with the same matter."""
    complaint.rounds += 1
    complaint.content = None
    go_alone(session, complaint)
    give_to(session, complaint, min(complaint.level + 1, TOP), now)
    tell_leaders(session, complaint, kind, now)
