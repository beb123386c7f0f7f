"""Tasks by the clock: to be done today, and late (R016)."""

from bot.clockwork.duties import Shift
from models.assignments import reminding
from models.dues import Due


def _number(due: Due) -> int:
    return int(due.subject.partition(":")[2])


def last_day(shift: Shift, due: Due) -> None:
    """On the morning of its last day."""
    reminding.remind(shift.session, _number(due), shift.now)


def late(shift: Shift, due: Due) -> None:
    """When the office is open after its deadline."""
    reminding.overdue(shift.session, _number(due), shift.now)
