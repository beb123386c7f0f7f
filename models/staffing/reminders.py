"""Who began a shift and has not checked in is reminded, then the head hears; for the intake desk the supervisor at once (R015)."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.dues import put_off
from models.estate import Project
from models.notices import tell
from models.people import CheckIn, Role, Side, Staff
from models.policy import policy_of
from models.rota import RECEIVERS, plan_of, staff_of
from models.staffing.leaders import superiors
from models.staffing.plan import A_DAY, Plan
from models.tickets.tables import Visit

CHECK_INS = "check_ins"
IN_USE = timedelta(days=7)  # an office in which nobody has checked in for so long is not reminded


def in_use(session: Session, project: Project, now: datetime) -> bool:
    """Whether the office checks in at all: its people are reminded only then."""
    latest = select(func.max(CheckIn.at)).join(Staff, Staff.person_id == CheckIn.staff_id)
    last = session.scalar(latest.where(Staff.project_id == project.id))
    return last is not None and now - last <= IN_USE


def watch(session: Session, project: Project, now: datetime) -> None:
    """Look again at the next moment at which somebody should have checked in; asking twice is harmless."""
    if not in_use(session, project, now):
        return
    today = now.astimezone(project.zone).date()
    plan = plan_of(session, project, today, today + IN_USE)
    starts = {spell.starts for spell in plan.spells(today - A_DAY, today + IN_USE)}
    coming = [start + wait for start in starts for wait in _waits(project) if start + wait > now]
    if coming:
        at = min(coming)
        put_off(
            session,
            project_id=project.id,
            kind=CHECK_INS,
            subject=f"office:{project.id}",
            occasion=at.isoformat(),
            due_at=at,
        )


def _waits(project: Project) -> tuple[timedelta, timedelta]:
    policy = policy_of(project)
    return timedelta(minutes=policy.check_in_reminder_minutes), timedelta(minutes=policy.check_in_alarm_minutes)


def absent(session: Session, project: Project, began: datetime, among: Iterable[Staff]) -> list[Staff]:
    """Whose shift began at a moment, and who has neither checked in nor come to an owner's door since."""
    day = began.astimezone(project.zone).date()
    here = select(CheckIn.staff_id).join(Staff, Staff.person_id == CheckIn.staff_id)
    present = set(session.scalars(here.where(Staff.project_id == project.id, CheckIn.day == day)))
    present |= set(session.scalars(select(Visit.staff_id).where(Visit.arrived_at >= began)))
    plan = plan_of(session, project, day, day)
    return [one for one in among if one.person_id not in present and _began(plan, one, began)]


def _began(plan: Plan, staff: Staff, moment: datetime) -> bool:
    spells = plan.spells_on(staff.person_id, moment.astimezone(plan.zone).date())
    return any(spell.starts == moment for spell in spells)


def remind(session: Session, project: Project, at: datetime, now: datetime) -> None:
    """At a moment: those whose shift began a quarter of an hour ago, and the heads of those of half an hour ago."""
    first, second = _waits(project)
    everybody = staff_of(session, project)
    late = absent(session, project, at - first, everybody)
    for one in late:
        tell(session, kind="check_in.reminder", **_facts(project, one, [one], at - first, now))
    intake = [one for one in late if one.role in RECEIVERS]
    for leader in everybody:
        if intake and leader.role == Role.CS_SUPERVISOR:
            tell(session, kind="check_in.intake", **_facts(project, leader, intake, at - first, now))
    for leader, theirs in _by_leader(everybody, absent(session, project, at - second, everybody)):
        unheard = [one for one in theirs if not (leader.role == Role.CS_SUPERVISOR and one.role in RECEIVERS)]
        if unheard:  # of the intake desk the supervisor has heard already
            tell(session, kind="check_in.missing", **_facts(project, leader, unheard, at - second, now))


def _by_leader(everybody: Sequence[Staff], late: Iterable[Staff]) -> list[tuple[Staff, list[Staff]]]:
    found: dict[int, list[Staff]] = {}
    for one in late:
        for leader in superiors(everybody, one):
            found.setdefault(leader.person_id, []).append(one)
    return [(leader, found[leader.person_id]) for leader in everybody if leader.person_id in found]


def _facts(project: Project, to: Staff, about: Iterable[Staff], began: datetime, now: datetime) -> dict[str, Any]:
    """A notice to one person, once for the shifts that began at a moment."""
    return {
        "project_id": project.id,
        "person_id": to.person_id,
        "side": Side.STAFF,
        "subject": "roster",
        "occasion": began.isoformat(),
        "now": now,
        "facts": {"staff": [one.person_id for one in about], "began": began.isoformat()},
    }
