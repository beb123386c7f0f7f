"""Shifts: the rows of one employee replace that employee's shifts, all of them or none (R015)."""

from collections.abc import Iterable, Mapping

from models.setup.book import Line
from models.setup.checks.plan import CHANGE, SAME, Desk, Entry, Step, key_of, resolved
from models.setup.faults import Wrong
from models.setup.sheets import SHIFTS, STAFF

FIELDS = ("weekdays", "starts", "ends", "valid_from", "valid_until")


def check_shifts(desk: Desk, lines: Iterable[Line], staff: Mapping[str, str]) -> None:
    """Plan the rows, employee by employee."""
    by_number: dict[str, list[Entry]] = {}
    for entry in desk.entries(SHIFTS, lines):
        number = resolved(entry.get("staff"), staff) if entry.get("staff") else None
        if entry.get("staff") and number is None:
            entry.wrong(Wrong.NO_STAFF, "staff", number=entry.raw["staff"])
        elif number:
            entry.problems = [one for one in entry.problems if one.column != "staff"]
        _look(entry)
        by_number.setdefault(number or "", []).append(entry)
    for number, entries in by_number.items():
        _decide(desk, number, entries)


def _look(entry: Entry) -> None:
    for column in SHIFTS.columns:
        if column.needed and not entry.get(column.code) and column.code not in {one.column for one in entry.problems}:
            entry.wrong(Wrong.EMPTY, column.code)


def _is_backwards(entry: Entry) -> bool:
    first, last = entry.get("valid_from"), entry.get("valid_until")
    return bool(first and last and last < first)


def _decide(desk: Desk, number: str, entries: list[Entry]) -> None:
    record = next((one for one in desk.register.staff if key_of(one.values["number"]) == key_of(number)), None)
    before = sorted({_shift(one) for one in desk.register.shifts.get(record.id, ())}) if record else []
    after = sorted({_shift(entry.values) for entry in entries})
    for entry in entries:
        if before != after and _is_backwards(entry):
            entry.wrong(Wrong.BACKWARDS, "valid_until")
    ill = [entry for entry in entries if entry.problems]
    if number and ill:
        for entry in entries:
            if entry not in ill:
                entry.wrong(Wrong.SHIFTS_HELD_UP, row=ill[0].row)
    if any(entry.problems for entry in entries):
        desk.plan.faults += [one for entry in entries for one in entry.problems]
        return
    about = {"number": number, "name": record.values["name"] if record else _name_of_new(desk, number)}
    who, row = {"number": number}, entries[0].row
    if before == after:
        desk.plan.unchanged.append(Step(SHIFTS.code, row, SAME, who, {}, {}, about))
    else:
        new, old = {"shifts": _facts(after)}, {"shifts": _facts(before)}
        desk.plan.steps.append(Step(SHIFTS.code, row, CHANGE, who, new, old, about))


def _name_of_new(desk: Desk, number: str) -> str:
    """The name of an employee whom the same workbook brings."""
    coming = (
        one.about["name"] for one in desk.plan.steps if one.sheet == STAFF.code and one.new.get("number") == number
    )
    return next(coming, "")


def _shift(values: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(values.get(name, "") for name in FIELDS)


def _facts(shifts: Iterable[tuple[str, ...]]) -> list[dict[str, str]]:
    return [dict(zip(FIELDS, shift, strict=True)) for shift in shifts]
