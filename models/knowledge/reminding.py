"""What the clock says about the knowledge base: once a month, which answers have to be looked at again (J32)."""

from datetime import datetime

from sqlalchemy.orm import Session

from models.estate import Project
from models.knowledge.reading import to_review
from models.notices import Pace, tell
from models.people import Side
from models.roles import in_charge
from models.rota import staff_of


def remind(session: Session, project: Project, now: datetime) -> int:
    """Those in charge hear once a month, if there is anything; returns how many were told."""
    today = now.astimezone(project.zone).date()
    if not to_review(session, project, today):
        return 0
    return sum(
        tell(
            session,
            project_id=project.id,
            person_id=staff.person_id,
            side=Side.STAFF,
            kind="knowledge.due",
            subject=f"knowledge:{project.id}",
            occasion=f"{today:%Y-%m}",
            now=now,
            pace=Pace.ROUTINE,
        )
        for staff in in_charge(staff_of(session, project))
    )
