"""Move-ins of the demo office that are under way (R103, DOMAIN 4.2)."""

from collections.abc import Iterable, Mapping
from datetime import datetime, time, timedelta

from sqlalchemy.orm import Session

from models.estate import Project, Unit
from models.move_in.lifecycle import MOVES, State
from models.move_in.tables import MoveIn, MoveInStep
from models.people import Staff


def fill_move_ins(
    session: Session,
    office: Project,
    units: Mapping[str, Unit],
    staff: Mapping[str, Staff],
    lines: Iterable[Mapping[str, str]],
) -> None:
    """Put them in, step by step, as many days before the demo's first as the file says; nobody is rung about them."""
    cases: dict[str, MoveIn] = {}
    for row in lines:
        unit, by, at = units[row["unit"]], staff[row["by"]].person_id, _when(office, row)
        if row["move"] == "open":
            cases[unit.number] = MoveIn(
                project_id=office.id, unit_id=unit.id, occupier=unit.occupier_name, keeper_id=by, opened_at=at
            )
            session.add(cases[unit.number])
            session.flush()
        case = cases[unit.number]
        session.add(
            MoveInStep(
                move_in_id=case.id,
                move=row["move"],
                state=case.state,
                by_id=by,
                at=at,
                words=row["words"],
                amount_fen=int(row["amount_fen"]) if row["amount_fen"] else None,
            )
        )
        if row["move"] != "open":
            case.state, case.version = MOVES[row["move"], State(case.state)].end, case.version + 1


def _when(office: Project, row: Mapping[str, str]) -> datetime:
    today = office.opened_at.astimezone(office.zone).date()
    day = today - timedelta(days=int(row["days_ago"]))
    return datetime.combine(day, time.fromisoformat(row["hour"]), office.zone)
