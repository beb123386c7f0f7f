"""Enquiries and the knowledge base by the clock: answers that are late, questions that rest, review dates (J32)."""

from bot.clockwork.duties import Outcome, Shift
from models.dues import Due
from models.enquiries.actions import overdue
from models.enquiries.actions import rest as come_to_rest
from models.knowledge.reminding import remind


def _number(due: Due) -> int:
    return int(due.subject.partition(":")[2])


def answer_late(shift: Shift, due: Due) -> None:
    """No person has answered within the office's hours for it."""
    overdue(shift.session, _number(due), shift.now, complete=False)


def complete_late(shift: Shift, due: Due) -> None:
    """It is not settled within its days."""
    overdue(shift.session, _number(due), shift.now, complete=True)


def rest(shift: Shift, due: Due) -> None:
    """The owner has not said whether it helped."""
    come_to_rest(shift.session, _number(due), shift.now)


def review_dates(shift: Shift) -> Outcome:
    """J32: once a month, what is published and has to be looked at again."""
    return Outcome({"told": remind(shift.session, shift.project, shift.now)})
