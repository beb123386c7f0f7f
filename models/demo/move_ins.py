"""Move-ins of the demo office that are under way (R103, DOMAIN 4.2)."""

from collections.abc import Iterable, Mapping
from datetime import datetime, time, timedelta

from sqlalchemy.orm import Session

from models.estate import Project, Unit
from models.move_in.lifecycle import MOVES
from models.move_in.tables import MoveIn, MoveInStep
from models.people import Staff


def fill_move_ins(
    session: Session,
    office: Project,
    units: Mapping[str, Unit],
    staff: Mapping[str, Staff],
    lines: Iterable[Mapping[str, str]],
    now: datetime,
) -> None:
    """Put them in, step by step, as many days before the demo's first as the file says; nobody is rung about them."""
    cases: dict[str, MoveIn] = {}
    for row in lines:
        by, at = staff[row["by"]].person_id, _when(office, row, now)
        if row["move"] == "open":
            cases[row["unit"]] = _opened(session, units[row["unit"]], by, at)
        _step(session, cases[row["unit"]], row, by, at)


def _opened(session: Session, unit: Unit, keeper: int, at: datetime) -> MoveIn:
    case = MoveIn(
        project_id=unit.project_id, unit_id=unit.id, occupier=unit.occupier_name, keeper_id=keeper, opened_at=at
    )
    session.add(case)
    session.flush()
    return case


def _step(session: Session, case: MoveIn, row: Mapping[str, str], by: int, at: datetime) -> None:
    """What was done; all but the opening brings the case on."""
    amount = int(row["amount_fen"]) if row["amount_fen"] else None
    step = MoveInStep(
        move_in_id=case.id,
        move=row["move"],
        state=case.state,
        by_id=by,
        at=at,
        words=row["words"],
        amount_fen=amount,
    )
    session.add(step)
    if row["move"] != "open":
        case.state, case.version = MOVES[row["move"], case.state].end, case.version + 1


def _when(office: Project, row: Mapping[str, str], now: datetime) -> datetime:
    today = now.astimezone(office.zone).date()
    day = today - timedelta(days=int(row["days_ago"]))
    return datetime.combine(day, time.fromisoformat(row["hour"]), office.zone)
