"""J06: on working days at nine the callback list is made; a second attempt rings when it is due (DOMAIN 3.2)."""

from bot.clockwork.duties import Outcome, Shift
from models.calls.actions import ring
from models.calls.callbacks import plan_callbacks
from models.calls.tables import Call
from models.dues import Due
from models.hours import is_working_day


def run(shift: Shift) -> Outcome:
    """Plan the day's callbacks, and end what needs none."""
    if not is_working_day(shift.slot.astimezone(shift.project.zone).date()):
        return Outcome({"not_a_working_day": True})
    called, ended = plan_callbacks(shift.session, shift.project, shift.now)
    return Outcome({"calls": called, "ended": ended})


def again(shift: Shift, due: Due) -> None:
    """Ring for the second attempt, unless somebody has made it already."""
    call = shift.session.get_one(Call, int(due.subject.partition(":")[2]))
    if call.done_at is None:
        ring(shift.session, call, shift.now, due.occasion)
