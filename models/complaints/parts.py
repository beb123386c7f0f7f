"""Who has a part in a complaint, and who must never see it: whom it concerns, and their team (R082, DOMAIN 4.6 and 5.7)."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.complaints.lifecycle import Grade, Part
from models.complaints.tables import Complaint
from models.estate import Project
from models.people import Person, Role, Staff
from models.refusals import Gone
from models.rota import on_duty, staff_of

ROLE_PART = {
    Role.CS_DESK: Part.SERVICE,
    Role.CS_FIELD: Part.SERVICE,
    Role.CS_SUPERVISOR: Part.SUPERVISOR,
    Role.MANAGER: Part.MANAGER,
}
TOP = 2  # the level of the manager
LEVEL_OF = {Grade.MINOR: 0, Grade.IMPORTANT: 1, Grade.MAJOR: TOP}


def is_concerned(staff: Staff, complaint: Complaint) -> bool:
    """Whether it is about this employee or about the team that they belong to.

    The supervisor is of her own team only where nobody is named; a manager only where it is about the manager.
    """
    if complaint.about_staff_id == staff.person_id:
        return True
    if staff.role == Role.MANAGER or staff.department_id != complaint.about_department_id:
        return False
    return staff.role != Role.CS_SUPERVISOR or complaint.about_staff_id is None


def parts_of(person: Person, complaint: Complaint) -> frozenset[Part]:
    """Everything that a person is to a complaint; of what is confidential customer service has only its own."""
    parts = {Part.REPORTER} if complaint.reporter_id == person.id else set()
    staff = person.staff
    if staff is None or staff.left_at or staff.project_id != complaint.project_id or is_concerned(staff, complaint):
        return frozenset(parts)
    if complaint.leader_id == person.id:
        parts.add(Part.LEADER)
    if complaint.assistant_id == person.id:
        parts.add(Part.ASSISTANT)
    role = ROLE_PART.get(staff.role)
    if role is not None and not (role == Part.SERVICE and complaint.confidential):
        parts.add(role)
    return frozenset(parts)


def knows_name(person: Person, complaint: Complaint) -> bool:
    """Whether somebody may know who complains: of what is confidential only the manager (R082)."""
    parts = parts_of(person, complaint)
    return bool(parts & {Part.REPORTER, Part.MANAGER}) or (bool(parts) and not complaint.confidential)


def visible(session: Session, complaint_id: int, person: Person) -> Complaint:
    """The complaint, for somebody who has a part in it; raises Gone for everybody else."""
    complaint = session.get(Complaint, complaint_id)
    if complaint is None or not parts_of(person, complaint):
        raise Gone
    return complaint


def free_staff(session: Session, project: Project, complaint: Complaint, role: Role) -> list[Staff]:
    """The employees of a role whom it does not concern."""
    return [one for one in staff_of(session, project) if one.role == role and not is_concerned(one, complaint)]


def leader_at(session: Session, project: Project, complaint: Complaint, level: int, now: datetime) -> Staff | None:
    """Who leads it at a level, or at the next one above that has somebody whom it does not concern; None for nobody here."""
    if level <= 0 and not complaint.confidential and (found := _of_service(session, project, complaint, now)):
        return found
    if level <= 1 and (found := next(iter(free_staff(session, project, complaint, Role.CS_SUPERVISOR)), None)):
        return found
    return next(iter(free_staff(session, project, complaint, Role.MANAGER)), None)


def _of_service(session: Session, project: Project, complaint: Complaint, now: datetime) -> Staff | None:
    """The first receiver, or whoever is on duty, or anybody of desk and field."""
    free = [
        *free_staff(session, project, complaint, Role.CS_DESK),
        *free_staff(session, project, complaint, Role.CS_FIELD),
    ]
    present = {one.person_id for one in on_duty(session, project, now)}
    first = [one for one in free if one.person_id == complaint.first_receiver_id]
    return next(iter([*first, *(one for one in free if one.person_id in present), *free]), None)


def is_about_the_manager(complaint: Complaint) -> bool:
    """Whether nobody in the house can lead it: it is about the manager (DOMAIN 4.6)."""
    return complaint.about_staff is not None and complaint.about_staff.role == Role.MANAGER


def in_charge(session: Session, project: Project, complaint: Complaint) -> list[Staff]:
    """The supervisor and the manager, as far as it does not concern them (R079, R091)."""
    return [
        *free_staff(session, project, complaint, Role.CS_SUPERVISOR),
        *free_staff(session, project, complaint, Role.MANAGER),
    ]


def complaints_of(session: Session, person: Person) -> Sequence[Complaint]:
    """What somebody has told the office, the newest first."""
    mine = select(Complaint).where(Complaint.reporter_id == person.id)
    return session.scalars(mine.order_by(Complaint.id.desc())).all()
