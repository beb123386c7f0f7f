"""The duty check-in (值班签到): one tap at the start of a shift; who forgets it is reminded, and it never blocks work (R015)."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.base import insert_once
from models.estate import Project
from models.events import record
from models.people import CheckIn, Person, Staff
from models.refusals import NotOnDuty, NotYours
from models.rota import plan_of
from models.staffing.plan import A_DAY, Spell
from models.staffing.reminders import watch
from models.talks.leaving import give_back_talks

EARLY = timedelta(minutes=15)
AFTERWARDS = timedelta(hours=2)  # how long after a shift one may still sign off


def spell_of(session: Session, staff: Staff, now: datetime) -> Spell | None:
    """The turn that somebody works now, or begins within a quarter of an hour."""
    project = session.get_one(Project, staff.project_id)
    today = now.astimezone(project.zone).date()
    plan = plan_of(session, project, today, today + A_DAY)
    return plan.spell_at(staff.person_id, now) or plan.spell_at(staff.person_id, now + EARLY)


def checked_in(session: Session, staff_id: int, day: date) -> CheckIn | None:
    """The check-in of somebody for the shift that began on a day."""
    return session.scalar(select(CheckIn).where(CheckIn.staff_id == staff_id, CheckIn.day == day))


def checked_in_on(session: Session, project: Project, day: date) -> dict[int, CheckIn]:
    """Everybody's check-in for a day."""
    wanted = select(CheckIn).join(Staff, Staff.person_id == CheckIn.staff_id)
    found = session.scalars(wanted.where(Staff.project_id == project.id, CheckIn.day == day))
    return {one.staff_id: one for one in found}


def count_here(session: Session, project: Project, among: Iterable[Staff], now: datetime) -> int:
    """How many of those on duty have checked in."""
    today = now.astimezone(project.zone).date()
    plan = plan_of(session, project, today, today)
    here = {day: checked_in_on(session, project, day) for day in (today - A_DAY, today)}
    spells = (plan.spell_at(one.person_id, now) for one in among)
    return sum(spell.staff_id in here.get(spell.day, ()) for spell in spells if spell)


def check_in(session: Session, *, by: Person, now: datetime) -> bool:
    """I am here; says whether it is new. Raises NotOnDuty where no shift covers this moment."""
    staff = by.staff
    if staff is None or staff.left_at:
        raise NotYours
    spell = spell_of(session, staff, now)
    if spell is None:
        raise NotOnDuty
    with session.begin_nested():
        new = insert_once(session, CheckIn, {"staff_id": staff.person_id, "day": spell.day, "at": now})
        if new:
            _log(session, staff, "check_in", now)
            watch(session, session.get_one(Project, staff.project_id), now)
    return new


def may_sign_off(session: Session, staff: Staff, now: datetime) -> CheckIn | None:
    """The check-in that somebody may end now: in the last half hour of the shift, and for two hours after it."""
    project = session.get_one(Project, staff.project_id)
    today = now.astimezone(project.zone).date()
    plan = plan_of(session, project, today - A_DAY, today)
    for day in (today, today - A_DAY):
        mine = checked_in(session, staff.person_id, day)
        over = [
            one for one in plan.spells_on(staff.person_id, day) if one.ends - 2 * EARLY <= now < one.ends + AFTERWARDS
        ]
        if mine and mine.left_at is None and over:
            return mine
    return None


def sign_off(session: Session, *, by: Person, now: datetime) -> None:
    """I am leaving, and colleagues go on with my conversations; raises NotOnDuty where nothing is there to end."""
    staff = by.staff
    if staff is None or staff.left_at:
        raise NotYours
    mine = may_sign_off(session, staff, now)
    if mine is None:
        raise NotOnDuty
    mine.left_at = now
    give_back_talks(session, staff, now)
    _log(session, staff, "sign_off", now)


def _log(session: Session, staff: Staff, kind: str, now: datetime) -> None:
    subject = f"roster:{staff.person_id}"
    record(session, project_id=staff.project_id, subject=subject, kind=kind, now=now, actor_id=staff.person_id)
