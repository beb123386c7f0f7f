"""Who works here and is not on the bot yet, and invitations for all of them at once (R001, R205)."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.access.codes import Code, issue, open_code
from models.estate import Project
from models.people import Binding, Person, Side, Staff
from models.staffing.employment import by_a_manager, employed, note


def outside(session: Session, project: Project, now: datetime) -> Sequence[Staff]:
    """Everybody employed who has neither access to the staff bot nor an open invitation, by staff number."""
    bound = select(Binding.person_id).where(Binding.project_id == project.id, Binding.side == Side.STAFF)
    wanted = select(Staff).where(Staff.project_id == project.id, Staff.left_at.is_(None), Staff.person_id.not_in(bound))
    found = session.scalars(wanted.order_by(Staff.number)).all()
    return [one for one in found if open_code(session, one.person_id, Side.STAFF, now) is None]


def invite_outside(session: Session, project: Project, *, by: Person, now: datetime) -> list[tuple[Staff, Code]]:
    """An invitation for each of them; raises NotYours for anybody but a manager."""
    with by_a_manager(session, project.id, by):
        invited = []
        for one in outside(session, project, now):
            staff = employed(session, one.person_id, by)
            note(session, staff, "invited", by=by, now=now)
            invited.append((staff, issue(session, person=staff.person, side=Side.STAFF, now=now, by=by)))
        return invited
