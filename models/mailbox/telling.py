"""Who hears of the mailbox: the desk on duty, the supervisors or else the managers, and the managers alone of a letter (R143, R144)."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.estate import Project
from models.mailbox.tables import Letter, Opening
from models.notices import Pace, tell
from models.people import Role, Side, Staff
from models.roles import in_charge
from models.rota import on_duty, staff_of


def desk_now(session: Session, project: Project, now: datetime) -> list[Staff]:
    """Who is to open: the desk on duty, or else all of the desk, or else whoever is in charge."""
    present = [one for one in on_duty(session, project, now) if one.role == Role.CS_DESK]
    everybody = staff_of(session, project)
    return present or [one for one in everybody if one.role == Role.CS_DESK] or in_charge(everybody)


def managers(session: Session, project_id: int) -> list[int]:
    """The person ids of the managers."""
    wanted = select(Staff.person_id).where(
        Staff.project_id == project_id, Staff.role == Role.MANAGER, Staff.left_at.is_(None)
    )
    return list(session.scalars(wanted.order_by(Staff.number)))


def tell_about(
    session: Session,
    one: Opening | Letter,
    person_id: int,
    kind: str,
    now: datetime,
    *,
    side: Side = Side.STAFF,
    occasion: str = "",
    pace: Pace = Pace.PROMPT,
) -> None:
    """Queue one notice about an opening or a letter, once per person, kind and occasion; by default once per version."""
    about = "letter" if isinstance(one, Letter) else "opening"
    tell(
        session,
        project_id=one.project_id,
        person_id=person_id,
        side=side,
        kind=kind,
        subject=one.subject,
        occasion=occasion or f"v{one.version}",
        now=now,
        pace=pace,
        facts={about: one.id},
    )


def tell_managers(session: Session, letter_id: int, now: datetime, occasion: str) -> None:
    """The answer could not be delivered: nobody but the manager may telephone, who alone knows whom (R144)."""
    letter = session.get_one(Letter, letter_id)
    for person_id in managers(session, letter.project_id):
        tell_about(session, letter, person_id, "letter.undelivered", now, occasion=occasion)
