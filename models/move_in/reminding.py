"""What the clock says about a move-in: in the morning, that a step is planned for the day (R103)."""

from datetime import datetime

from sqlalchemy.orm import Session

from models.estate import Project
from models.move_in.actions import locked
from models.move_in.telling import responsible, tell_about
from models.move_in.timing import for_today
from models.notices import Pace


def remind(session: Session, case_id: int, now: datetime) -> None:
    """Whoever has the present step hears, once for the day, what is planned for it and has still to be done."""
    case = locked(session, case_id)
    if not for_today(session, case, now):
        return
    day = now.astimezone(session.get_one(Project, case.project_id).zone).date()
    for one in responsible(session, case):
        tell_about(session, case, one.person_id, "move_in.today", now, occasion=f"{day}", pace=Pace.ROUTINE)
