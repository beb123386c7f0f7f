"""J10: the digest at 8:40 and 17:20 of working days; at 8:40 of other days only what is urgent (DOMAIN 5.4)."""

from bot.clockwork.duties import Outcome, Shift
from models.digest import READERS, Time, digest
from models.hours import is_working_day
from models.notices import tell
from models.people import Side
from models.rota import staff_of


def morning(shift: Shift) -> Outcome:
    """To managers, supervisors and heads; on days off only where something urgent is open."""
    return _send(shift, Time.MORNING)


def evening(shift: Shift) -> Outcome:
    """What was done today, and what stays open."""
    if not is_working_day(shift.slot.astimezone(shift.project.zone).date()):
        return Outcome({"not_a_working_day": True})
    return _send(shift, Time.EVENING)


def _send(shift: Shift, when: Time) -> Outcome:
    day = shift.slot.astimezone(shift.project.zone).date()
    working, told = is_working_day(day), 0
    for one in staff_of(shift.session, shift.project):
        if one.role not in READERS:
            continue
        if not working and not digest(shift.session, shift.project, one, when, shift.now).urgent:
            continue
        told += tell(
            shift.session,
            project_id=shift.project.id,
            person_id=one.person_id,
            side=Side.STAFF,
            kind=f"digest.{when}",
            subject="digest",
            occasion=f"{day}",
            now=shift.now,
        )
    return Outcome({"told": told})
