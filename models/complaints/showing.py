"""Pictures of a complaint, for those who may see it (R082)."""

from datetime import datetime

from sqlalchemy.orm import Session

from models.complaints.parts import visible
from models.media.queries import attached
from models.media.showing import show
from models.notices import Pace
from models.people import Person, Side
from models.refusals import Gone


def show_enclosed(session: Session, complaint_id: int, *, by: Person, now: datetime) -> None:
    """Everything that was sent for it, because somebody who may see it asks; raises Gone where there is nothing."""
    complaint = visible(session, complaint_id, by)
    enclosed = attached(session, complaint.subject)
    if not enclosed:
        raise Gone
    show(
        session,
        enclosed,
        person_id=by.id,
        side=Side.STAFF,
        subject=complaint.subject,
        now=now,
        pace=Pace.REPLY,
        occasion=f"{now:%y%m%d%H%M}",
        facts={"complaint": complaint.id, "part": "report"},
    )
