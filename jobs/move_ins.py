"""Move-ins by the clock: a step is planned for today (R103)."""

from bot.clockwork.duties import Shift
from models.dues import Due
from models.move_in.reminding import remind


def planned_day(shift: Shift, due: Due) -> None:
    """In the morning of the day for which a step is planned."""
    remind(shift.session, int(due.subject.partition(":")[2]), shift.now)
