"""Who hears of an enquiry: the desk that is on duty, those in charge, and whoever asked (R029, R038)."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.orm import Session

from models.enquiries.lifecycle import State
from models.enquiries.tables import Enquiry
from models.estate import Project
from models.notices import Pace, tell
from models.people import Role, Side, Staff
from models.roles import in_charge
from models.rota import intake_desk, staff_of


def desk(session: Session, one: Enquiry, now: datetime) -> list[Staff]:
    """Who receives at this moment; the first of them is the first receiver. Never who asked."""
    project = session.get_one(Project, one.project_id)
    return [staff for staff in intake_desk(session, project, now) if staff.person_id != one.person_id]


def leaders(session: Session, one: Enquiry, *, managers: bool = False) -> list[Staff]:
    """Those in charge of customer service; with `managers` they too."""
    everybody = staff_of(session, session.get_one(Project, one.project_id))
    found = in_charge(everybody)
    more = [staff for staff in everybody if managers and staff.role == Role.MANAGER and staff not in found]
    return [staff for staff in (*found, *more) if staff.person_id != one.person_id]


def hears_of(session: Session, one: Enquiry) -> list[Staff]:
    """Who looks after it now, or those in charge where it lies with them."""
    if one.state == State.ESCALATED:
        return leaders(session, one)
    return [one.keeper] if one.keeper and one.keeper.left_at is None else leaders(session, one)


def ring(
    session: Session, one: Enquiry, people: Iterable[Staff], by_id: int | None, now: datetime, late: str = ""
) -> None:
    """These colleagues hear of it, but for who has just acted; once per version, or once because it is late."""
    for staff in people:
        if staff.person_id != by_id:
            tell_about(session, one, staff.person_id, "enquiry.late" if late else "enquiry.staff", now, occasion=late)


def tell_asker(session: Session, one: Enquiry, now: datetime) -> None:
    """Whoever asked reads the answer."""
    tell_about(session, one, one.person_id, "enquiry.answered", now, side=Side.OWNER)


def tell_about(
    session: Session,
    one: Enquiry,
    person_id: int,
    kind: str,
    now: datetime,
    *,
    side: Side = Side.STAFF,
    occasion: str = "",
) -> None:
    """Queue one notice about an enquiry, once per person, kind and occasion; by default once per version."""
    tell(
        session,
        project_id=one.project_id,
        person_id=person_id,
        side=side,
        kind=kind,
        subject=one.subject,
        occasion=occasion or f"v{one.version}",
        now=now,
        pace=Pace.PROMPT,
        facts={"enquiry": one.id, "version": one.version},
    )
