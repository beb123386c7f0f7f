"""Reading the quality sample: for those in charge (J34)."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.people import Staff
from models.refusals import NotYours
from models.roles import IN_CHARGE
from models.samples.tables import Sample


def samples_for(session: Session, staff: Staff, *, waiting: bool) -> Sequence[Sample]:
    """Those to be judged, the oldest first; or those that were, the newest first. Raises NotYours."""
    if staff.left_at is not None or staff.role not in IN_CHARGE:
        raise NotYours
    mine = select(Sample).where(Sample.project_id == staff.project_id)
    if waiting:
        return session.scalars(mine.where(Sample.verdict.is_(None)).order_by(Sample.id)).all()
    return session.scalars(mine.where(Sample.verdict.is_not(None)).order_by(Sample.id.desc())).all()
