"""Reading plans: customer service and the manager (R159, R160)."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.estate import Project
from models.people import Person, Staff
from models.plans.tables import PlanItem
from models.refusals import Gone, NotYours
from models.reports.periods import Period
from models.roles import FRONT_OFFICE


def check_planner(staff: Staff) -> None:
    """Raise NotYours for everybody but customer service and the manager."""
    if staff.left_at is not None or staff.role not in FRONT_OFFICE:
        raise NotYours


def items_of(session: Session, project: Project, period: Period) -> Sequence[PlanItem]:
    """The items of a period, in their order; none where the clock has not opened it."""
    mine = select(PlanItem).where(
        PlanItem.project_id == project.id, PlanItem.kind == period.kind, PlanItem.code == period.code
    )
    return session.scalars(mine.order_by(PlanItem.number)).all()


def item_for(session: Session, item_id: int, person: Person) -> PlanItem:
    """An item, for who works with plans in its office; raises Gone for everybody else."""
    one, staff = session.get(PlanItem, item_id), person.staff
    mine = staff is not None and staff.left_at is None and staff.role in FRONT_OFFICE
    if one is None or staff is None or not mine or staff.project_id != one.project_id:
        raise Gone
    return one
