"""Who hears of a move-in: whoever has to do its present step (R103)."""

from datetime import datetime

from sqlalchemy.orm import Session

from models.estate import Project
from models.move_in.lifecycle import State
from models.move_in.reading import does_step, hands_in, log_of
from models.move_in.tables import MoveIn
from models.notices import Pace, tell
from models.people import Role, Side, Staff
from models.roles import in_charge, leads_engineering
from models.rota import staff_of

ROLES = {
    State.COMPUTE: Role.CASHIER,
    State.TAKE: Role.CASHIER,
    State.CONFIRM: Role.FINANCE,
    State.METERS: Role.CS_FIELD,
}


def responsible(session: Session, case: MoveIn) -> list[Staff]:
    """Those who are told that the present step is theirs; where nobody of them may do it, the supervisors or else the managers.

    Who has done it before, and had it sent back, is one of them.
    """
    everybody, log = staff_of(session, session.get_one(Project, case.project_id)), log_of(session, case)
    if (role := ROLES.get(case.state)) is not None:
        found = [one for one in everybody if one.role == role]
    else:
        found = [one for one in everybody if one.person_id == case.keeper_id]
    did_it = next((one.by_id for one in reversed(log) if one.move == case.state), None)
    found += [one for one in everybody if one.person_id == did_it and one not in found]
    if case.state == State.CONFIRM:
        handled = hands_in(log)
        found = [one for one in found if one.person_id not in handled]
    found = [one for one in found if does_step(one, case)] or in_charge(everybody)
    if case.state in {State.METERS, State.INSPECT}:
        found += [one for one in everybody if leads_engineering(one) and one not in found]
    return found


def tell_about(
    session: Session,
    case: MoveIn,
    person_id: int,
    kind: str,
    now: datetime,
    *,
    occasion: str = "",
    pace: Pace = Pace.PROMPT,
) -> None:
    """Queue one notice about a move-in, once per person, kind and occasion; by default once per version."""
    tell(
        session,
        project_id=case.project_id,
        person_id=person_id,
        side=Side.STAFF,
        kind=kind,
        subject=case.subject,
        occasion=occasion or f"v{case.version}",
        now=now,
        pace=pace,
        facts={"move_in": case.id},
    )
