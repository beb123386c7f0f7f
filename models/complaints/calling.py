"""Who calls back about a complaint: never who led it, nor whom it concerns; about a major one those in charge (R079, R082, X13)."""

from datetime import datetime

from sqlalchemy.orm import Session

from models.complaints.lifecycle import Grade
from models.complaints.parts import is_concerned, knows_name
from models.complaints.tables import Complaint
from models.estate import Project
from models.people import CUSTOMER_SERVICE, Person, Role, Staff
from models.roles import IN_CHARGE
from models.rota import on_duty, staff_of


def may_call_about(person: Person, complaint: Complaint, *, callback: bool = True) -> bool:
    """Whether this person may call about it; of what is confidential only the manager knows whom. Who leads it makes no callback."""
    staff = person.staff
    if staff is None or staff.left_at or is_concerned(staff, complaint) or not knows_name(person, complaint):
        return False
    if complaint.grade == Grade.MAJOR or complaint.confidential:
        return staff.role in IN_CHARGE
    return staff.role in CUSTOMER_SERVICE | {Role.MANAGER} and not (callback and staff.person_id == complaint.leader_id)


def callers(session: Session, project: Project, complaint: Complaint, now: datetime) -> list[Staff]:
    """Those who may, whoever is on duty first; where only those in charge may, the one who led it in person first."""
    fit = [one for one in staff_of(session, project) if may_call_about(one.person, complaint)]
    present = {one.person_id for one in on_duty(session, project, now)}
    usual = [one for one in fit if one.role in {Role.CS_DESK, Role.CS_FIELD} and one.person_id in present]
    return usual or sorted(fit, key=lambda one: (one.person_id != complaint.leader_id, one.number))
