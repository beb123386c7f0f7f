"""J24: the survey is prepared in its months, told, reminded of and closed (R151)."""

from bot.clockwork.duties import Outcome, Shift
from models.dues import Due
from models.surveys import actions, sending
from models.surveys.by_clock import every_morning


def run(shift: Shift) -> Outcome:
    """Each morning; outside of its months there is nothing to do."""
    return Outcome(every_morning(shift.session, shift.project, shift.now))


def _number(due: Due) -> int:
    return int(due.subject.partition(":")[2])


def send(shift: Shift, due: Due) -> None:
    """The next piece."""
    sending.send_piece(shift.session, _number(due), shift.now)


def remind(shift: Shift, due: Due) -> None:
    """Those who have not answered."""
    sending.remind(shift.session, _number(due), due.occasion, shift.now)


def close(shift: Shift, due: Due) -> None:
    """The last day is over."""
    actions.close_by_clock(shift.session, _number(due), shift.now)
