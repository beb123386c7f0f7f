"""Who leaves may still have something that they found: those in charge are told to ask for it (R206)."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.estate import Project
from models.found.doing import inform, note
from models.found.lifecycle import OPEN
from models.found.tables import FoundItem
from models.people import Person, Staff
from models.roles import in_charge
from models.rota import staff_of


def still_with(session: Session, staff: Staff) -> Sequence[FoundItem]:
    """What somebody has found and has not handed in, the oldest first."""
    mine = select(FoundItem).where(FoundItem.keeper_id == staff.person_id, FoundItem.state.in_(OPEN))
    return session.scalars(mine.order_by(FoundItem.id)).all()


def ask_for_things(session: Session, staff: Staff, *, by: Person, now: datetime) -> int:
    """Somebody leaves: those in charge hear of each thing that is still with them; returns how many there are."""
    things = still_with(session, staff)
    leaders = in_charge(staff_of(session, session.get_one(Project, staff.project_id)))
    for item in things:
        note(session, item, "found.finder_left", by, now)
        for one in leaders:
            inform(session, item, one.person_id, "found.ask_for", now, occasion=f"left{now:%y%m%d%H%M%S}")
    return len(things)
