"""What an import would do: its steps, its faults and its numbers; and the desk on which the rows are compared."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from models.setup.book import Line
from models.setup.faults import REFUSED, Fault, Wrong
from models.setup.plain import narrow, phone_digits
from models.setup.register import Record, Register
from models.setup.sheets import BY_CODE, CONTACTS, PAYMENTS, RECEIVABLES, STAFF, UNITS, Column, Kind, Sheet
from models.setup.values import NotGood, is_said, value_of

CREATE, CHANGE, SAME = "create", "change", "same"
NAMED_BY = {
    UNITS.code: ("number",),
    CONTACTS.code: ("unit", "name", "honorific"),
    STAFF.code: ("number", "name"),
    RECEIVABLES.code: ("unit",),
    PAYMENTS.code: ("about", "reference"),
}
OF_A_PERSON = ("honorific", "language", "phone")


@dataclass(frozen=True)
class Step:
    """One thing to do for one row: `who` says to whom or what, `old` what was seen, `new` what it becomes.

    `about` names it for people. Of a new line, `old` is what else it changes of a person who is known already.
    """

    sheet: str
    row: int
    do: str
    who: Mapping[str, Any]
    new: Mapping[str, Any]
    old: Mapping[str, Any] = field(default_factory=dict)
    about: Mapping[str, str] = field(default_factory=dict)

    def as_facts(self) -> dict[str, Any]:
        """Plain values for the database."""
        return asdict(self)


@dataclass
class Plan:
    """Everything that an import would do and would not do."""

    steps: list[Step] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    unchanged: list[Step] = field(default_factory=list)

    @property
    def same(self) -> dict[str, int]:
        """How many rows of each sheet say what the register says."""
        return Counter(one.sheet for one in self.unchanged)

    def in_order(self) -> list[Step]:
        """The steps as the workbook has them; they are done in another order."""
        return sorted(self.steps, key=lambda one: (list(BY_CODE).index(one.sheet), one.row))

    def counts(self) -> dict[str, dict[str, int]]:
        """Per sheet: how many are new, changed, as they were, and at fault; or that nothing of it is taken."""
        found: dict[str, dict[str, int]] = {}
        for sheet, count in self.same.items():
            found.setdefault(sheet, {})["same"] = count
        for step in self.steps:
            one = found.setdefault(step.sheet, {})
            one[step.do] = one.get(step.do, 0) + 1
        for sheet, row in {(one.sheet, one.row) for one in self.faults}:
            one = found.setdefault(sheet, {})
            if row:
                one["faulty"] = one.get("faulty", 0) + 1
        for fault in self.faults:
            if fault.wrong in REFUSED:
                found[fault.sheet] = {"refused": 1}
        return found


@dataclass
class Entry:
    """One row while it is looked at: what its cells say, and what is wrong with them."""

    sheet: Sheet
    row: int
    raw: dict[str, str]
    values: dict[str, str] = field(default_factory=dict)
    problems: list[Fault] = field(default_factory=list)
    record: Record | None = None
    human: int = 0  # the person of the register that a new line is about; 0 for a new one

    def get(self, code: str) -> str:
        """What a column says, in plain form; "" where it says nothing."""
        return self.values.get(code, "")

    def wrong(self, wrong: Wrong, column: str = "", **facts: Any) -> None:
        """Note a fault."""
        self.problems.append(Fault(self.sheet.code, self.row, column, wrong, facts))

    def settle(self, record: Record) -> None:
        """The row means this line: whatever it says as the register says it already needs no checking."""
        self.record = record
        for code, text in self.raw.items():
            if is_said(self.sheet.column(code), record.values[code], text):
                self.values[code] = record.values[code]
                self.problems = [one for one in self.problems if one.column != code]

    def changes(self) -> dict[str, str]:
        """What would become different."""
        known = self.record.values if self.record else {}
        return {code: value for code, value in self.values.items() if not _same(self.sheet, code, value, known)}


def _same(sheet: Sheet, code: str, value: str, known: Mapping[str, str]) -> bool:
    if sheet.column(code).kind == Kind.SEVERAL:
        return set(value.split()) == set(known.get(code, "").split())
    return value == known.get(code)


def key_of(text: str) -> str:
    """A unit's or an employee's number as it is compared."""
    return narrow(text).casefold()


@dataclass
class Desk:
    """What all sheets are compared on: the register, the office's own pattern, who imports, and the plan as it grows."""

    register: Register
    phone_pattern: str
    me: int
    plan: Plan = field(default_factory=Plan)
    humans: dict[str, dict[str, tuple[str, int]]] = field(default_factory=dict)

    def entries(self, sheet: Sheet, lines: Iterable[Line]) -> list[Entry]:
        """The rows of a sheet, each cell read by its column."""
        return [self._entry(sheet, line) for line in lines]

    def _entry(self, sheet: Sheet, line: Line) -> Entry:
        entry = Entry(sheet, line.row, line.cells)
        for code, text in line.cells.items():
            column = sheet.column(code)
            try:
                entry.values[code] = self._value(column, text)
            except NotGood as no:
                entry.wrong(no.wrong, code, **no.facts)
                if column.kind == Kind.PHONE:
                    entry.values[code] = phone_digits(text)
        return entry

    def _value(self, column: Column, text: str) -> str:
        value = value_of(column, text)
        if value and column.kind == Kind.PHONE and not re.fullmatch(self.phone_pattern, value):
            raise NotGood(Wrong.NOT_A_PHONE)
        return value

    def decide(self, entry: Entry, who: Mapping[str, Any]) -> bool:
        """Put a row into the plan: as a step, as nothing to do, or with its faults; says whether it may be built on."""
        sheet = entry.sheet
        _fill_in(entry)
        if entry.problems:
            self.plan.faults += entry.problems
            return False
        changes = entry.changes()
        known = entry.record.values if entry.record else entry.values
        about = {code: known.get(code, "") for code in NAMED_BY[sheet.code]}
        if entry.record is None:
            self.plan.steps.append(
                Step(sheet.code, entry.row, CREATE, who, dict(entry.values), self._person_before(entry), about)
            )
        elif changes:
            old = {code: entry.record.values[code] for code in changes}
            self.plan.steps.append(Step(sheet.code, entry.row, CHANGE, who, changes, old, about))
        else:
            self.plan.unchanged.append(Step(sheet.code, entry.row, SAME, who, {}, {}, about))
        return True

    def _person_before(self, entry: Entry) -> dict[str, str]:
        """What a row that is new says otherwise of the person behind it, whom the register knows by now."""
        human = next((one for one in self.register.people if one.id == entry.human), None)
        said = {code: entry.values[code] for code in OF_A_PERSON if code in entry.values}
        return {code: getattr(human, code) for code, value in said.items() if human and getattr(human, code) != value}

    def agree(self, entry: Entry, human: str, codes: Iterable[str]) -> None:
        """One person in several rows is described alike in all of them."""
        said = self.humans.setdefault(human, {})
        for code in codes:
            if code not in entry.values or any(one.column == code for one in entry.problems):
                continue
            value, row = said.setdefault(code, (entry.values[code], entry.row))
            if value != entry.values[code]:
                entry.wrong(Wrong.DIFFERS, code, row=row)


def _fill_in(entry: Entry) -> None:
    """Ask for what must be written: everything needed for a new line, and nothing may be emptied that is needed."""
    wanted = set(entry.sheet.codes) if entry.record is None else set(entry.changes())
    wanted -= {one.column for one in entry.problems}
    for column in entry.sheet.columns:
        if column.needed and column.code in wanted and not entry.get(column.code):
            entry.wrong(Wrong.EMPTY, column.code)


def resolved(text: str, known: Mapping[str, str]) -> str | None:
    """The known number that is meant, by its key: a workbook may have lost leading zeros (0301 became 301)."""
    wanted = key_of(text)
    if wanted in known:
        return known[wanted]
    lost = [number for key, number in known.items() if key.startswith("0") and key.lstrip("0") == wanted]
    return lost[0] if len(lost) == 1 else None


def without_repeats(entries: Iterable[Entry], codes: tuple[str, ...]) -> list[Entry]:
    """The rows that are not said a second time; those that are get a fault."""
    first: dict[tuple[str, ...], int] = {}
    for entry in entries:
        key = tuple(key_of(entry.get(code)) for code in codes)
        row = first.setdefault(key, entry.row)
        if row != entry.row and all(key):
            entry.wrong(Wrong.TWICE, codes[0], row=row)
    return list(entries)
