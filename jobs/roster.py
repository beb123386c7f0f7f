"""The roster by the clock: holes every afternoon, and who has not checked in (R014, R015)."""

from datetime import datetime

from bot.clockwork.duties import Outcome, Shift
from models.dues import Due
from models.staffing.gaps import TOLD_DAILY, coming_holes, tell_of_holes
from models.staffing.reminders import remind, watch


def check(shift: Shift) -> Outcome:
    """At four in the afternoon: supervisor and manager hear of a hole within two days, while it can still be filled."""
    found = coming_holes(shift.session, shift.project, shift.now, TOLD_DAILY)
    occasion = f"{shift.slot.astimezone(shift.project.zone):%Y-%m-%d}"
    told = tell_of_holes(shift.session, shift.project, found, shift.now, occasion) if found else 0
    return Outcome({"told": told})


def check_ins(shift: Shift, due: Due) -> None:
    """Remind for one moment, and look at the next."""
    remind(shift.session, shift.project, datetime.fromisoformat(due.occasion), shift.now)
    watch(shift.session, shift.project, shift.now)
