"""Paid orders by the clock: prices that wait or run out, what is not paid, what is not audited (R062, X3)."""

from bot.clockwork.duties import Shift
from models.dues import Due
from models.orders import reminding


def _number(due: Due) -> int:
    return int(due.subject.partition(":")[2])


def price_waits(shift: Shift, due: Due) -> None:
    """Half of its time is over."""
    reminding.price_waits(shift.session, _number(due), shift.now)


def price_ends(shift: Shift, due: Due) -> None:
    """All of its time is over."""
    reminding.price_ends(shift.session, _number(due), shift.now)


def unpaid(shift: Shift, due: Due) -> None:
    """Two reminders, and then a call."""
    reminding.unpaid(shift.session, _number(due), due.occasion, shift.now)


def audit_waits(shift: Shift, due: Due) -> None:
    """Whose step it is, and then those in charge."""
    reminding.audit_waits(shift.session, _number(due), due.occasion, shift.now)


def office_waits(shift: Shift, due: Due) -> None:
    """The office owes a price."""
    reminding.office_waits(shift.session, _number(due), due.occasion, shift.now)
