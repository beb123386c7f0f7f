"""Complaints by the clock: what comes due, the daily progress, callbacks, and Monday's list (J06, J08, J09)."""

from bot.clockwork.duties import Outcome, Shift
from models.complaints import by_clock
from models.complaints.analysis import month_before, month_of
from models.complaints.suggestions import ANALYSIS
from models.dues import Due
from models.hours import is_first_working_day, is_working_day
from models.notices import Pace, tell
from models.people import Side
from models.roles import IN_CHARGE
from models.rota import staff_of


def due(shift: Shift, due: Due) -> None:
    """A promise, an end, or thirty days."""
    by_clock.came_due(shift.session, due.kind, int(due.subject.partition(":")[2]), shift.now)


def progress(shift: Shift) -> Outcome:
    """Every owner of an open complaint hears how it stands (R090)."""
    return Outcome({"told": by_clock.tell_progress(shift.session, shift.project, shift.now)})


def callbacks(shift: Shift) -> Outcome:
    """Who has been answered is called, on working days."""
    if not is_working_day(shift.slot.astimezone(shift.project.zone).date()):
        return Outcome({"not_a_working_day": True})
    return Outcome({"calls": by_clock.plan_callbacks(shift.session, shift.project, shift.now)})


def weekly(shift: Shift) -> Outcome:
    """What has no outcome, to those in charge (R081)."""
    return _to_those_in_charge(shift, "complaints.weekly", "complaints", f"{shift.now:%Y-%m-%d}", {})


def monthly(shift: Shift) -> Outcome:
    """On the first working day what the month before says, to those in charge (R039, R096)."""
    if not is_first_working_day(shift.slot.astimezone(shift.project.zone).date()):
        return Outcome({})
    month = month_before(month_of(shift.project, shift.slot))
    return _to_those_in_charge(shift, "analysis.month", f"{ANALYSIS}:{month}", f"{month}", {"month": month})


def _to_those_in_charge(shift: Shift, kind: str, subject: str, occasion: str, facts: dict[str, int]) -> Outcome:
    readers = [one for one in staff_of(shift.session, shift.project) if one.role in IN_CHARGE]
    for one in readers:
        tell(
            shift.session,
            project_id=shift.project.id,
            person_id=one.person_id,
            side=Side.STAFF,
            kind=kind,
            subject=subject,
            occasion=occasion,
            now=shift.now,
            pace=Pace.ROUTINE,
            facts=facts,
        )
    return Outcome({"told": len(readers)})
