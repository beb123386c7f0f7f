"""What can be wrong with a workbook, as codes with the facts of each; the words for people stand elsewhere."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any


class Ill(StrEnum):
    """Why a whole file cannot be taken."""

    NOT_A_WORKBOOK = "not_a_workbook"
    OLD_WORKBOOK = "old_workbook"  # .xls
    ENCRYPTED = "encrypted"
    TOO_LARGE = "too_large"
    BROKEN = "broken"
    NO_SHEET = "no_sheet"
    EMPTY = "empty"
    NOT_ARRIVED = "not_arrived"  # Telegram did not hand it over


class Wrong(StrEnum):
    """What is wrong with a sheet, or with a row or a cell of it."""

    TOO_MANY_ROWS = "too_many_rows"
    SHEET_TWICE = "sheet_twice"
    COLUMN_MISSING = "column_missing"
    COLUMN_TWICE = "column_twice"
    MERGED = "merged"
    FORMULA = "formula"
    BROKEN_CELL = "broken_cell"
    EXAMPLE = "example"
    TOO_LONG = "too_long"
    EMPTY = "empty"
    NOT_WHOLE = "not_whole"
    NOT_A_FLOOR = "not_a_floor"
    NOT_A_DATE = "not_a_date"
    NOT_A_TIME = "not_a_time"
    NOT_A_CHOICE = "not_a_choice"
    NOT_DAYS = "not_days"
    NOT_A_PHONE = "not_a_phone"
    BACKWARDS = "backwards"
    TWICE = "twice"
    NO_UNIT = "no_unit"
    NO_STAFF = "no_staff"
    SHIFTS_HELD_UP = "shifts_held_up"
    PHONE_OF_TWO = "phone_of_two"
    NUMBER_OF_TWO = "number_of_two"
    DIFFERS = "differs"
    ENDED = "ended"
    LEFT = "left"
    LAST_MANAGER = "last_manager"
    NOT_A_MONTH = "not_a_month"
    NOT_AN_AMOUNT = "not_an_amount"
    UNKNOWN_UNIT = "unknown_unit"
    UNKNOWN_NUMBER = "unknown_number"  # neither a unit nor a bill nor a receipt
    MONTH_CLOSED = "month_closed"
    OPENED_ALREADY = "opened_already"  # with another amount
    STATED_OTHERWISE = "stated_otherwise"  # the owner has stated a transfer of another amount
    NOBODY_PAYS = "nobody_pays"
    TO_COME = "to_come"  # a date that has not come yet


REFUSED = frozenset({Wrong.TOO_MANY_ROWS, Wrong.COLUMN_MISSING, Wrong.COLUMN_TWICE})  # no row of the sheet is taken


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong, and where; row 0 is the whole sheet, an empty column the whole row."""

    sheet: str
    row: int
    column: str
    wrong: Wrong
    facts: Mapping[str, Any] = field(default_factory=dict)

    def as_facts(self) -> dict[str, Any]:
        """Plain values for the database."""
        return asdict(self)

    @classmethod
    def of(cls, facts: Mapping[str, Any]) -> "Fault":
        """The fault behind plain values."""
        return cls(**{**facts, "wrong": Wrong(facts["wrong"])})


class Unreadable(Exception):
    """The whole file cannot be taken; `ill` says why."""

    def __init__(self, ill: Ill) -> None:
        super().__init__(ill)
        self.ill = ill
