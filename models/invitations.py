"""Invitations: a one-time code by which a member of staff gets into the staff bot; only its hash is kept (R205)."""

import hashlib
import secrets
from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, and_, delete, or_, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base, UtcTime
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


class Invitation(Base, kw_only=True):
    """A code that binds one Telegram account to one person, once."""

    __tablename__ = "invitations"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    side: Mapped[Side]
    code_hash: Mapped[str] = mapped_column(unique=True)
    expires_at: Mapped[datetime] = mapped_column(UtcTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcTime, default=None)


def _hash(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()


def invite(session: Session, *, project: Project, role: Role, name: str, now: datetime) -> str:
    """Register a new member of staff and return the code of the invitation, valid for seven days."""
    of_office = select(Department).where(Department.project_id == project.id, Department.code == HOME_OF[role])
    office = session.scalars(of_office).one()
    person = Person(project_id=project.id, name=name, language=project.language)
    session.add(person)
    session.flush()
    staff = Staff(
        person_id=person.id,
        project_id=project.id,
        department_id=office.id,
        number=free_number(session, project),
        role=role,
        title_zh=name,
        title_en=name,
    )
    session.add(staff)
    record(session, project_id=project.id, subject=f"person:{person.id}", kind="invite", now=now, facts={"role": role})
    return new_code(session, person, Side.STAFF, now)


def free_number(session: Session, project: Project) -> str:
    """A staff number that nobody has: one more than the highest."""
    taken = session.scalars(select(Staff.number).where(Staff.project_id == project.id))
    highest = max((int(one[1:]) for one in taken if one[:1] == "E" and one[1:].isdecimal()), default=0)
    return f"E{highest + 1:03d}"


def new_code(session: Session, person: Person, side: Side, now: datetime) -> str:
    """The code of a new invitation, valid for seven days; an earlier one is void."""
    void(session, person.id, side, now)
    code = secrets.token_urlsafe(18)
    session.add(
        Invitation(
            project_id=person.project_id,
            person_id=person.id,
            side=side,
            code_hash=_hash(code),
            expires_at=now + VALID_FOR,
        )
    )
    session.flush()
    return code


def void(session: Session, person_id: int, side: Side, now: datetime) -> None:
    """An invitation that was not used yet is good no longer."""
    unused = (Invitation.person_id == person_id, Invitation.side == side, Invitation.used_at.is_(None))
    session.execute(update(Invitation).where(*unused, Invitation.expires_at > now).values(expires_at=now))


def open_invitation(session: Session, person_id: int, side: Side, now: datetime) -> Invitation | None:
    """The invitation that somebody has not used yet."""
    mine = (Invitation.person_id == person_id, Invitation.side == side, Invitation.used_at.is_(None))
    return session.scalars(select(Invitation).where(*mine, Invitation.expires_at > now)).first()


def redeem(session: Session, *, project: Project, side: Side, code: str, telegram_id: int, now: datetime) -> Person:
    """Bind the account that shows a valid code; raises InvitationInvalid."""
    wanted = select(Invitation).where(
        Invitation.code_hash == _hash(code), Invitation.project_id == project.id, Invitation.side == side
    )
    invitation = session.scalar(wanted.with_for_update())
    if invitation is None or invitation.used_at or invitation.expires_at <= now:
        raise InvitationInvalid
    invitation.used_at = now
    account = and_(Binding.project_id == project.id, Binding.telegram_id == telegram_id)
    former = or_(account, Binding.person_id == invitation.person_id)  # an earlier employment, or an earlier telephone
    session.execute(delete(Binding).where(Binding.side == side, former))
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
