"""J01, J04: a step that has not happened in its time alarms the people of its rung; an alarm that nobody answers rings again (DOMAIN 4.7)."""

from bot.clockwork.duties import Shift
from models.dues import Due
from models.tickets import danger_notes
from models.tickets.overdue import look
from models.tickets.ringing import ring_again


def overdue(shift: Shift, due: Due) -> None:
    """See whether it still has not happened, and tell whom it concerns."""
    look(shift.session, _ticket(due), due.occasion, shift.now)


def ring(shift: Shift, due: Due) -> None:
    """Ring again, unless somebody answers for it by now."""
    ring_again(shift.session, _ticket(due), shift.now)


def danger_again(shift: Shift, due: Due) -> None:
    """Words of danger that nobody has answered ring once more (R098)."""
    danger_notes.ring_again(shift.session, _ticket(due), shift.now)


def _ticket(due: Due) -> int:
    return int(due.subject.partition(":")[2])
