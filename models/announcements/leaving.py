"""Who drafts announcements leaves, or answers owners no more: what is not out yet passes to whoever is in charge (R149, R161)."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.announcements.actions import note
from models.announcements.lifecycle import TO_COME
from models.announcements.tables import Announcement
from models.announcements.telling import tell_about
from models.estate import Project
from models.people import Person, Staff
from models.roles import FRONT_OFFICE, in_charge
from models.rota import staff_of


def pass_drafts(session: Session, staff: Staff, *, by: Person, now: datetime) -> int:
    """All that somebody has drafted and may revise no longer; the heir hears of each. Returns how many."""
    if staff.left_at is None and staff.role in FRONT_OFFICE:
        return 0
    everybody = staff_of(session, session.get_one(Project, staff.project_id))
    heirs = [one for one in in_charge(everybody) if one.person_id != staff.person_id]
    mine = select(Announcement).where(Announcement.drafter_id == staff.person_id, Announcement.state.in_(TO_COME))
    found = session.scalars(mine.order_by(Announcement.id).with_for_update(of=Announcement)).all() if heirs else ()
    for one in found:
        one.drafter_id, one.version = heirs[0].person_id, one.version + 1
        session.flush()
        session.refresh(one, ["drafter"])
        note(session, one, "pass_on", by, now)
        tell_about(session, one, heirs[0].person_id, "announcement.yours", now)
    return len(found)
