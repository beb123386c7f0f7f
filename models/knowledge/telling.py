"""Who hears of an edition: whoever reviews it next, and whoever wrote it (R119)."""

from datetime import datetime

from sqlalchemy.orm import Session

from models.estate import Project
from models.knowledge.lifecycle import WRITES, State
from models.knowledge.reading import steps_of
from models.knowledge.tables import Edition
from models.notices import Pace, tell
from models.people import Person, Role, Side
from models.rota import staff_of

NEXT = {State.IN_REVIEW: Role.CS_SUPERVISOR, State.REVIEWED: Role.MANAGER}


def tell_next(session: Session, one: Edition, by: Person, now: datetime) -> None:
    """Whoever has the next review."""
    for staff in staff_of(session, session.get_one(Project, one.entry.project_id)):
        if staff.role == NEXT.get(one.state) and staff.person_id != by.id:
            tell_about(session, one, staff.person_id, "knowledge.review", now)


def tell_writers(session: Session, one: Edition, by: Person, now: datetime, *, back: bool) -> None:
    """Whoever wrote it and works here still: it came back, or it is published."""
    wrote = {step.by_id for step in steps_of(session, one) if step.move in WRITES}
    for staff in staff_of(session, session.get_one(Project, one.entry.project_id)):
        if staff.person_id in wrote - {by.id}:
            tell_about(session, one, staff.person_id, "knowledge.back" if back else "knowledge.published", now)


def tell_about(
    session: Session,
    one: Edition,
    person_id: int,
    kind: str,
    now: datetime,
    *,
    occasion: str = "",
) -> None:
    """Queue one notice about an edition, once per person, kind and occasion; by default once per version."""
    tell(
        session,
        project_id=one.entry.project_id,
        person_id=person_id,
        side=Side.STAFF,
        kind=kind,
        subject=one.subject,
        occasion=occasion or f"v{one.version}",
        now=now,
        pace=Pace.ROUTINE,
        facts={"edition": one.id},
    )
