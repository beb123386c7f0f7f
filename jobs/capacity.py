"""Times by the clock: what nobody has booked in time is free again (R047)."""

from bot.clockwork.duties import Shift
from models.capacity.actions import run_out
from models.dues import Due


def hold_ends(shift: Shift, due: Due) -> None:
    """Somebody has thought long enough, and perhaps booked."""
    run_out(shift.session, int(due.subject.partition(":")[2]), shift.now)
