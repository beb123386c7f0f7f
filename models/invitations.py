"""Inviting a new member of staff, by a one-time code (R001, R205)."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.access.codes import issue
from models.estate import Department, Project
from models.events import record
from models.people import Person, Role, Side, Staff
from models.setup.codes import TITLES_OF

HOME_OF = {
    Role.MANAGER: "office",
    Role.ADMIN: "office",
    Role.CS_SUPERVISOR: "service",
    Role.CS_FIELD: "service",
    Role.CS_DESK: "service",
    Role.CASHIER: "service",
    Role.FINANCE: "finance",
    Role.DEPT_HEAD: "engineering",
    Role.TECHNICIAN: "engineering",
    Role.CLEANER: "cleaning",
    Role.GARDENER: "cleaning",
    Role.CONTROL_ROOM: "security",
    Role.GUARD: "security",
}


def invite(session: Session, *, project: Project, role: Role, name: str, now: datetime) -> str:
    """Register a new member of staff and return the code of the invitation, good once and for a few days."""
    of_office = select(Department).where(Department.project_id == project.id, Department.code == HOME_OF[role])
    office = session.scalars(of_office).one()
    person = Person(project_id=project.id, name=name, language=project.language)
    session.add(person)
    session.flush()
    title = TITLES_OF[role]
    staff = Staff(
        person_id=person.id,
        project_id=project.id,
        department_id=office.id,
        number=free_number(session, project),
        role=role,
        title_zh=title.zh,
        title_en=title.en,
    )
    session.add(staff)
    record(session, project_id=project.id, subject=f"person:{person.id}", kind="invite", now=now, facts={"role": role})
    return issue(session, person=person, side=Side.STAFF, now=now).code


def free_number(session: Session, project: Project) -> str:
    """A staff number that nobody has: one more than the highest."""
    taken = session.scalars(select(Staff.number).where(Staff.project_id == project.id))
    highest = max((int(one[1:]) for one in taken if one[:1] == "E" and one[1:].isdecimal()), default=0)
    return f"E{highest + 1:03d}"
