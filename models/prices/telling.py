"""Who hears of a price: whoever reviews it next, whoever wrote it, and those who tell owners what is offered (R077)."""

from datetime import datetime

from sqlalchemy.orm import Session

from models.estate import Project
from models.notices import Pace, tell
from models.people import CUSTOMER_SERVICE, Person, Role, Side
from models.prices.lifecycle import WRITES, State
from models.prices.reading import steps_of
from models.prices.tables import PriceEdition
from models.rota import staff_of

NEXT = {State.IN_REVIEW: Role.CS_SUPERVISOR, State.REVIEWED: Role.MANAGER}


def tell_next(session: Session, one: PriceEdition, by: Person, now: datetime) -> None:
    """Whoever has the next review."""
    for staff in staff_of(session, session.get_one(Project, one.item.project_id)):
        if staff.role == NEXT.get(one.state) and staff.person_id != by.id:
            tell_about(session, one, staff.person_id, "price.review", now)


def tell_writers(session: Session, one: PriceEdition, by: Person, now: datetime, *, back: bool) -> None:
    """Whoever wrote it and works here still: it came back, or it is approved."""
    wrote = {step.by_id for step in steps_of(session, one) if step.move in WRITES}
    for staff in staff_of(session, session.get_one(Project, one.item.project_id)):
        if staff.person_id in wrote - {by.id}:
            tell_about(session, one, staff.person_id, "price.back" if back else "price.published", now)


def tell_desk(session: Session, one: PriceEdition, by: Person, now: datetime) -> None:
    """Those who tell owners what is offered: it rests for a time, or is offered again."""
    for staff in staff_of(session, session.get_one(Project, one.item.project_id)):
        if staff.role in CUSTOMER_SERVICE and staff.person_id != by.id:
            tell_about(session, one, staff.person_id, "price.offer", now)


def tell_about(session: Session, one: PriceEdition, person_id: int, kind: str, now: datetime) -> None:
    """Queue one notice about a version, once per person, kind and move."""
    tell(
        session,
        project_id=one.item.project_id,
        person_id=person_id,
        side=Side.STAFF,
        kind=kind,
        subject=one.subject,
        occasion=f"v{one.version}",
        now=now,
        pace=Pace.ROUTINE,
        facts={"edition": one.id},
    )
