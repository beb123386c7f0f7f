"""Reading messages for colleagues (R186)."""

from collections.abc import Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models.messages.lifecycle import State
from models.messages.tables import StaffMessage
from models.people import Staff
from models.roles import FRONT_OFFICE


def messages_for(session: Session, staff: Staff) -> Sequence[StaffMessage]:
    """What somebody has not read yet, and for customer service what was left for the desk; the oldest first."""
    mine = StaffMessage.to_id == staff.person_id
    desk = or_(StaffMessage.to_id.is_(None), StaffMessage.desk_at.is_not(None))
    whose = or_(mine, desk) if staff.role in FRONT_OFFICE else mine
    waiting = select(StaffMessage).where(
        StaffMessage.project_id == staff.project_id, StaffMessage.state == State.WAITING
    )
    return session.scalars(waiting.where(whose).order_by(StaffMessage.left_at, StaffMessage.id)).all()
