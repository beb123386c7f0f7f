"""J06: on working days at nine the callback list is made (DOMAIN 3.2)."""

from bot.duties import Outcome, Shift
from models.calls.callbacks import plan_callbacks
from models.hours import is_working_day


def run(shift: Shift) -> Outcome:
    """Plan the day's callbacks, and end what needs none."""
    if not is_working_day(shift.slot.astimezone(shift.project.zone).date()):
        return Outcome({"not_a_working_day": True})
    called, ended = plan_callbacks(shift.session, shift.project, shift.now)
    return Outcome({"calls": called, "ended": ended})
