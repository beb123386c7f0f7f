"""Who looks after a move-in: handed to a colleague, or to whoever is in charge when its keeper can do so no more (R010)."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from models.estate import Project
from models.move_in.actions import moving, note
from models.move_in.lifecycle import ENDED
from models.move_in.reading import may_open
from models.move_in.tables import MoveIn
from models.move_in.telling import tell_about
from models.people import Person, Staff
from models.refusals import Gone, TooLate
from models.roles import in_charge
from models.rota import staff_of


def kept_by(session: Session, staff: Staff) -> Sequence[MoveIn]:
    """The open move-ins that somebody looks after, the oldest first."""
    return session.scalars(_open(staff)).all()


def _open(staff: Staff) -> Select[MoveIn]:
    return select(MoveIn).where(MoveIn.keeper_id == staff.person_id, MoveIn.state.not_in(ENDED)).order_by(MoveIn.id)


def change_keeper(
    session: Session, case_id: int, *, to: int, by: Person, now: datetime, seen: int | None = None
) -> MoveIn:
    """A colleague of customer service looks after it from now on; both hear.

    Raises like `moving`, Gone for who is not of customer service, TooLate for who looks after it already.
    """
    with moving(session, case_id, "keeper", by=by, now=now, seen=seen, companion_id=to) as case:
        former, whom = case.keeper, session.get(Staff, to)
        if whom is None or whom.project_id != case.project_id or not may_open(whom):
            raise Gone(move_in=case.id)
        if whom is former:
            raise TooLate(move_in=case.id)
        case.keeper_id, case.keeper = whom.person_id, whom
    if whom.person_id != by.id:
        tell_about(session, case, whom.person_id, "move_in.yours", now)
    if former.left_at is None and former.person_id != by.id:
        tell_about(session, case, former.person_id, "move_in.passed", now)
    return case


def pass_on(session: Session, staff: Staff, *, by: Person, now: datetime) -> Sequence[MoveIn]:
    """All that somebody looked after pass to whoever is in charge, who hears of each; returns them."""
    locked = _open(staff).with_for_update(of=MoveIn).execution_options(populate_existing=True)
    everybody = staff_of(session, session.get_one(Project, staff.project_id))
    heirs = in_charge(one for one in everybody if one.person_id != staff.person_id)
    cases = session.scalars(locked).all() if heirs else []
    for case in cases:
        case.keeper_id, case.keeper, case.version = heirs[0].person_id, heirs[0], case.version + 1
        note(session, case, "keeper", by, now, state=case.state, companion_id=case.keeper_id)
        tell_about(session, case, case.keeper_id, "move_in.yours", now)
    return cases


def pass_on_unless_able(session: Session, staff: Staff, *, by: Person, now: datetime) -> Sequence[MoveIn]:
    """Somebody has another role: all that they looked after passes on, unless they are still of customer service."""
    return [] if may_open(staff) else pass_on(session, staff, by=by, now=now)
