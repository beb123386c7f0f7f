"""Who looks after an enquiry can do so no more: it passes to whoever is in charge, who hears of it (R022, R038)."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.enquiries.actions import note
from models.enquiries.lifecycle import WITH_PERSON
from models.enquiries.reading import RECEIVES
from models.enquiries.tables import Enquiry
from models.enquiries.telling import leaders, ring
from models.people import Person, Staff


def pass_on(session: Session, staff: Staff, *, by: Person, now: datetime) -> Sequence[Enquiry]:
    """All that somebody had to answer; the first receiver stays on record. Returns them."""
    mine = select(Enquiry).where(Enquiry.keeper_id == staff.person_id, Enquiry.state.in_(WITH_PERSON))
    locked = mine.order_by(Enquiry.id).with_for_update(of=Enquiry).execution_options(populate_existing=True)
    passed = session.scalars(locked).all()
    for one in passed:
        heirs = [heir for heir in leaders(session, one) if heir.person_id != staff.person_id]
        one.keeper_id, one.keeper = (heirs[0].person_id, heirs[0]) if heirs else (None, None)
        one.version += 1
        note(session, one, "pass_on", by, now, state=one.state)
        ring(session, one, heirs, by.id, now)
    return passed


def pass_on_unless_able(session: Session, staff: Staff, *, by: Person, now: datetime) -> Sequence[Enquiry]:
    """Somebody has another role: what they had to answer passes on, unless they still answer owners."""
    return [] if staff.role in RECEIVES else pass_on(session, staff, by=by, now=now)
