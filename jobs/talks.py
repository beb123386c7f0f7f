"""Conversations by the clock: nobody takes it, answers or writes any more; a question or message waits too long (X14, R030)."""

from bot.clockwork.duties import Shift
from models.consulting import actions as consulting
from models.dues import Due
from models.messages.actions import unread
from models.talks import by_clock


def _number(due: Due) -> int:
    return int(due.subject.partition(":")[2])


def nobody_takes_it(shift: Shift, due: Due) -> None:
    """The time in which a person answers is over."""
    by_clock.nobody_takes_it(shift.session, _number(due), shift.now)


def nobody_answers(shift: Shift, due: Due) -> None:
    """The owner waits for an answer of the colleague."""
    by_clock.nobody_answers(shift.session, _number(due), shift.now)


def nobody_writes(shift: Shift, due: Due) -> None:
    """Both sides have been quiet for a while."""
    by_clock.nobody_writes(shift.session, _number(due), shift.now)


def question_late(shift: Shift, due: Due) -> None:
    """The time in which the supervisor answers is over."""
    consulting.time_is_up(shift.session, _number(due), shift.now)


def message_unread(shift: Shift, due: Due) -> None:
    """A working day has passed since it was left."""
    unread(shift.session, _number(due), shift.now)
