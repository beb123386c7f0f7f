"""J20: on Monday at nine the mailbox is to be opened; its reminders, and the record as a workbook (R143, DOMAIN 5.6)."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.clockwork.duties import Outcome, Shift
from bot.documents import Maker
from bot.texts import Reader, T
from jobs.documents import clock, make_table, say
from models.dues import Due
from models.estate import Project
from models.mailbox import opening, timing
from models.mailbox.lifecycle import OpeningState
from models.mailbox.reading import tally_of
from models.mailbox.tables import Opening

STATE = {
    OpeningState.DUE: T("paper", "to be opened"),
    OpeningState.LATE: T("paper", "to be opened, late"),
    OpeningState.MISSED: T("paper", "not opened"),
    OpeningState.EMPTY: T("paper", "no letter"),
    OpeningState.OPENED: T("paper", "to be passed on"),
    OpeningState.PASSED: T("paper", "passed on"),
}
COLUMNS: tuple[tuple[T, int], ...] = (
    (T("paper", "Day of opening"), 14),
    (T("paper", "Opened at"), 18),
    (T("paper", "Opened by"), 14),
    (T("paper", "Number of letters"), 10),
    (T("paper", "First put in"), 18),
    (T("paper", "Last put in"), 18),
    (T("paper", "Passed on at"), 18),
    (T("paper", "Passed on by"), 14),
    (T("paper", "Answered"), 10),
    (T("paper", "Overdue"), 10),
    (T("paper", "State"), 16),
)


def ask(shift: Shift) -> Outcome:
    """The opening of this week, once; where Monday is a holiday it is due as the office opens."""
    day = shift.slot.astimezone(shift.project.zone).date()
    return Outcome({"told": int(opening.ask_to_open(shift.session, shift.project, day, shift.now))})


def _number(due: Due) -> int:
    return int(due.subject.partition(":")[2])


def ring(shift: Shift, due: Due) -> None:
    """The desk on duty is to open."""
    opening.ring(shift.session, _number(due), shift.now)


def remind(shift: Shift, due: Due) -> None:
    """Nobody has opened yet."""
    opening.remind(shift.session, _number(due), shift.now)


def alarm(shift: Shift, due: Due) -> None:
    """Nobody has opened, or passed on."""
    opening.alarm(shift.session, _number(due), shift.now)


def soon(shift: Shift, due: Due) -> None:
    """A reply is due tomorrow."""
    timing.soon(shift.session, _number(due), due.occasion, shift.now)


def late(shift: Shift, due: Due) -> None:
    """A reply is overdue."""
    timing.late(shift.session, _number(due), due.occasion, shift.now)


def call_now(shift: Shift, due: Due) -> None:
    """The manager planned to call."""
    timing.call_now(shift.session, _number(due), due.occasion, shift.now)


def mailbox_record(
    session: Session, project: Project, facts: Mapping[str, Any], reader: Reader, now: datetime
) -> tuple[str, bytes, int]:
    """《经理信箱开启记录》 of a year: every week with its numbers, also where there was no letter."""
    year = now.astimezone(project.zone).year - facts["years_ago"]
    wanted = select(Opening).where(
        Opening.project_id == project.id, Opening.day >= date(year, 1, 1), Opening.day <= date(year, 12, 31)
    )
    rows = [_line(session, reader, one, now) for one in session.scalars(wanted.order_by(Opening.day))]
    name = say(reader, T("paper", "Record of the manager's mailbox {year}", year=year))
    columns = [(say(reader, title), width) for title, width in COLUMNS]
    return f"{name}.xlsx", make_table(name, columns, rows), len(rows)


def _line(session: Session, reader: Reader, one: Opening, now: datetime) -> list[str]:
    tally, opened = tally_of(session, one, now), one.opened_by is not None
    return [
        f"{one.day}",
        clock(reader, one.opened_at),
        one.opened_by.person.name if one.opened_by else "",
        str(one.letters) if opened else "",
        clock(reader, one.first_at),
        clock(reader, one.last_at),
        clock(reader, one.passed_at),
        one.passed_by.person.name if one.passed_by else "",
        str(tally.answered) if opened else "",
        str(tally.late) if opened else "",
        say(reader, STATE[one.state]),
    ]


DOCUMENTS: Mapping[str, Maker] = {"mailbox_record": mailbox_record}
