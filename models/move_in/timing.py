"""What time does to a move-in: the morning of a day for which a step is planned, and which ones wait too long (R103, R106)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.dues import call_off, put_off
from models.estate import Project
from models.hours import hours_of
from models.move_in.lifecycle import ENDED, STEPS, Step
from models.move_in.reading import log_of, planned, standing
from models.move_in.tables import MoveIn, MoveInStep
from models.policy import policy_of

PLANNED_DAY = "move_in_day"
STAYS = frozenset({"plan", "keeper"})  # moves after which it waits for the same as before


def still_planned(log: Iterable[MoveInStep]) -> dict[Step, date]:
    """The planned days of those steps that have still to be done."""
    entries = list(log)
    done = standing(entries)
    days = planned(entries)
    return {step: day for step, day in days.items() if not all(state in done for state in STEPS[step])}


def watch(session: Session, case: MoveIn, now: datetime) -> None:
    """Ask the clock for the mornings that lie ahead, and for nothing else; one that has ended asks for nothing."""
    call_off(session, kind=PLANNED_DAY, subject=case.subject)
    hours = hours_of(session.get_one(Project, case.project_id))
    days = set(still_planned(log_of(session, case)).values()) if case.state not in ENDED else set()
    for day in (one for one in days if hours.begins(one) > now):
        put_off(
            session,
            project_id=case.project_id,
            kind=PLANNED_DAY,
            subject=case.subject,
            occasion=f"{day}",
            due_at=hours.begins(day),
        )


def for_today(session: Session, case: MoveIn, now: datetime) -> list[Step]:
    """Which steps of an open move-in are planned for this day and have still to be done, in their order."""
    today = now.astimezone(session.get_one(Project, case.project_id).zone).date()
    days = still_planned(log_of(session, case)) if case.state not in ENDED else {}
    return [step for step in STEPS if days.get(step) == today]


def late_cases(session: Session, project: Project, now: datetime) -> list[MoveIn]:
    """The open ones whose planned day has passed, or whose step waits longer than the policy says; the oldest first (R106)."""
    mine = (MoveIn.project_id == project.id, MoveIn.state.not_in(ENDED))
    steps = select(MoveInStep).join(MoveIn, MoveIn.id == MoveInStep.move_in_id).where(*mine).order_by(MoveInStep.id)
    logs: dict[int, list[MoveInStep]] = defaultdict(list)
    for one in session.scalars(steps):
        logs[one.move_in_id].append(one)
    cases = session.scalars(select(MoveIn).where(*mine).order_by(MoveIn.opened_at, MoveIn.id))
    return [case for case in cases if _is_late(project, logs[case.id], now)]


def _is_late(project: Project, log: Sequence[MoveInStep], now: datetime) -> bool:
    today = now.astimezone(project.zone).date()
    if any(day < today for day in still_planned(log).values()):
        return True
    since = max(one.at for one in log if one.move not in STAYS)
    return now - since > timedelta(days=policy_of(project).move_in_days)
