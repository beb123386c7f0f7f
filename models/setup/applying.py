"""The steps of a plan, each held once more against the register as it is by now: what changed meanwhile is left alone."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from models.setup.checks.plan import CHANGE, CREATE
from models.setup.deeds.fees import enter_row, open_row, see_row
from models.setup.deeds.hand import Hand, Overtaken, Step
from models.setup.deeds.register import change_contact, change_unit, new_contact, new_unit
from models.setup.deeds.staff import change_employee, new_employee, replace_shifts
from models.setup.sheets import CONTACTS, PAYMENTS, RECEIVABLES, SHIFTS, STAFF, UNITS
from models.setup.tables import ImportRun
from models.staffing.gaps import TOLD_AT_ONCE, coming_holes, tell_of_holes
from models.staffing.reminders import watch

DEEDS: Mapping[tuple[str, str], Callable[[Hand, Step], str]] = {
    (UNITS.code, CREATE): new_unit,
    (UNITS.code, CHANGE): change_unit,
    (CONTACTS.code, CREATE): new_contact,
    (CONTACTS.code, CHANGE): change_contact,
    (STAFF.code, CREATE): new_employee,
    (STAFF.code, CHANGE): change_employee,
    (SHIFTS.code, CHANGE): replace_shifts,
    (RECEIVABLES.code, CREATE): open_row,
    (PAYMENTS.code, CREATE): enter_row,
    (PAYMENTS.code, CHANGE): see_row,
}


def do(session: Session, run: ImportRun, steps: Sequence[Step], now: datetime) -> dict[str, Any]:
    """Do the steps of one piece; returns how many were done, and which were left out."""
    hand = Hand(session, run, now)
    done: Counter[str] = Counter({"created": 0, "changed": 0, "same": 0})
    left: list[list[Any]] = []
    for step in steps:
        try:
            with session.begin_nested():
                done[DEEDS[step["sheet"], step["do"]](hand, step)] += 1
        except Overtaken:
            left.append([step["sheet"], step["row"]])
    return {**done, "left": len(left), "rows": left}


def look_at_roster(session: Session, run: ImportRun, now: datetime) -> None:
    """After the last piece: a hole at the intake desk is told, and who should check in is awaited (R015)."""
    if not {STAFF.code, SHIFTS.code} & set(run.found.get("counts", ())):
        return
    project = Hand(session, run, now).project
    if gaps := coming_holes(session, project, now, TOLD_AT_ONCE):
        tell_of_holes(session, project, gaps, now, occasion=run.subject)
    watch(session, project, now)
