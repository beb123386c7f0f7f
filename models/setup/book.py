"""A workbook as it was read: its sheets, their rows by the codes of our columns, and what could not be taken."""

from dataclasses import dataclass, field

from models.setup.faults import Fault
from models.setup.sheets import Sheet


@dataclass(frozen=True)
class Line:
    """One row of a sheet, as it was found: the cells that have something in them, by the codes of their columns."""

    row: int
    cells: dict[str, str]


@dataclass
class Found:
    """One sheet as it was read; `grid` is all of it as text, for the marked copy."""

    sheet: Sheet
    title: str
    grid: dict[int, list[str]] = field(default_factory=dict)
    head: int = 0  # the row of the headings
    columns: dict[str, int] = field(default_factory=dict)  # where each known column stands, from 0
    lines: list[Line] = field(default_factory=list)
    sound: bool = True  # False: a column is missing or the like, and no row of it is taken


@dataclass
class Book:
    """The whole workbook as it was read."""

    sheets: list[Found] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)  # sheets and columns that mean nothing to us

    def lines(self, code: str) -> list[Line]:
        """The rows of a sheet that can be looked at."""
        return [line for one in self.sheets if one.sheet.code == code and one.sound for line in one.lines]
