"""Who may give a task to whom, who may see one, and who answers for it (R016, DOMAIN 5.7)."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.assignments.lifecycle import Part
from models.assignments.tables import Assignment
from models.people import Person, Role, Staff
from models.refusals import Gone
from models.staffing.leaders import leads

GIVERS = frozenset({Role.MANAGER, Role.CS_SUPERVISOR, Role.DEPT_HEAD})


def may_assign(by: Staff, whom: Staff) -> bool:
    """The manager and the supervisor to everybody else, a head to the people of the own department (R016)."""
    return by.person_id != whom.person_id and whom.left_at is None and leads(by, whom)


def parts_of(person: Person, one: Assignment) -> frozenset[Part]:
    """Every part that the person has in the task; empty for who may not know of it."""
    staff = person.staff
    if staff is None or staff.left_at is not None or staff.project_id != one.project_id:
        return frozenset()
    having = {
        Part.GIVER: one.giver_id == staff.person_id,
        Part.ASSIGNEE: one.assignee_id == staff.person_id,
        Part.MANAGER: staff.role == Role.MANAGER,
        Part.ONLOOKER: staff.role == Role.CS_SUPERVISOR or _heads(staff, one),
    }
    return frozenset(part for part, has in having.items() if has)


def _heads(staff: Staff, one: Assignment) -> bool:
    near = one.assignee is not None and one.assignee.department_id == staff.department_id
    return staff.role == Role.DEPT_HEAD and near


def visible(session: Session, assignment_id: int, person: Person) -> Assignment:
    """The task, for somebody who has a part in it; raises Gone for everybody else."""
    one = session.get(Assignment, assignment_id)
    if one is None or not parts_of(person, one):
        raise Gone
    return one


def answering(session: Session, one: Assignment) -> Sequence[int]:
    """The person ids of those who gave it and hear of it: the giver, or else the managers."""
    if one.giver is not None and one.giver.left_at is None:
        return [one.giver.person_id]
    managers = select(Staff.person_id).where(
        Staff.project_id == one.project_id, Staff.role == Role.MANAGER, Staff.left_at.is_(None)
    )
    return session.scalars(managers.order_by(Staff.number)).all()
