"""Invitations: a one-time code by which a member of staff gets into the staff bot; only its hash is kept (R205)."""

import hashlib
import secrets
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from models.access.tables import Invitation
from models.estate import Department, Project
from models.events import record
from models.people import Binding, Person, Role, Side, Staff
from models.refusals import InvitationInvalid

VALID_FOR = timedelta(days=7)
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


def _hash(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()


def invite(session: Session, *, project: Project, role: Role, name: str, now: datetime) -> str:
    """Register a new member of staff and return the code of the invitation, valid for seven days."""
    of_office = select(Department).where(Department.project_id == project.id, Department.code == HOME_OF[role])
    office = session.scalars(of_office).one()
    person = Person(project_id=project.id, name=name, language=project.language)
    session.add(person)
    session.flush()
    taken = len(session.scalars(select(Staff.person_id).where(Staff.project_id == project.id)).all())
    staff = Staff(
        person_id=person.id,
        project_id=project.id,
        department_id=office.id,
        number=f"E{taken + 1:03d}",
        role=role,
        title_zh=name,
        title_en=name,
    )
    code = secrets.token_urlsafe(18)
    expires_at = now + VALID_FOR
    session.add(staff)
    session.add(
        Invitation(
            project_id=project.id, person_id=person.id, side=Side.STAFF, code_hash=_hash(code), expires_at=expires_at
        )
    )
    record(session, project_id=project.id, subject=f"person:{person.id}", kind="invite", now=now, facts={"role": role})
    return code


def redeem(session: Session, *, project: Project, side: Side, code: str, telegram_id: int, now: datetime) -> Person:
    """Bind the account that shows a valid code; raises InvitationInvalid."""
    wanted = select(Invitation).where(
        Invitation.code_hash == _hash(code), Invitation.project_id == project.id, Invitation.side == side
    )
    invitation = session.scalar(wanted.with_for_update())
    if invitation is None or invitation.used_at or invitation.expires_at <= now:
        raise InvitationInvalid
    invitation.used_at = now
    former = (Binding.project_id == project.id, Binding.side == side, Binding.telegram_id == telegram_id)
    session.execute(delete(Binding).where(*former))  # the account may have belonged to an earlier employment
    session.add(Binding(project_id=project.id, person_id=invitation.person_id, side=side, telegram_id=telegram_id))
    record(
        session,
        project_id=project.id,
        subject=f"person:{invitation.person_id}",
        kind="bind",
        now=now,
        actor_id=invitation.person_id,
    )
    session.flush()
    return session.get_one(Person, invitation.person_id)
