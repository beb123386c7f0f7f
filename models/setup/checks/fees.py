"""A list of receivables is held against what units owe already: which rows would be opened, and what is wrong (R129, J14)."""

from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.estate import Project, Unit
from models.receivables.tables import FeeMonth, Receivable
from models.setup.book import Book, Line
from models.setup.checks.plan import CREATE, SAME, Entry, Plan, Step, key_of, resolved
from models.setup.faults import Wrong
from models.setup.sheets import RECEIVABLES, Sheet
from models.setup.values import NotGood, value_of

KEY = ("unit", "fee", "month")


def read_entry(sheet: Sheet, line: Line) -> Entry:
    """A row, each cell read by its column; what is needed and not there is a fault."""
    entry = Entry(sheet, line.row, line.cells)
    for code, text in line.cells.items():
        try:
            entry.values[code] = value_of(sheet.column(code), text)
        except NotGood as no:
            entry.wrong(no.wrong, code, **no.facts)
    wrong = {one.column for one in entry.problems}
    for column in sheet.columns:
        if column.needed and column.code not in wrong and not entry.get(column.code):
            entry.wrong(Wrong.EMPTY, column.code)
    return entry


def fen_of(value: str) -> int:
    """The fen of an amount in its plain form."""
    yuan, _, cents = value.partition(".")
    return int(yuan) * 100 + int(cents)


def first_of(month: str) -> date:
    """The first day of a month in its plain form."""
    return date.fromisoformat(f"{month}-01")


def numbers_of(session: Session, project: Project) -> dict[str, str]:
    """The numbers of all units, by how they are compared."""
    mine = select(Unit.number).where(Unit.project_id == project.id)
    return {key_of(number): number for number in session.scalars(mine)}


@dataclass
class Books:
    """What the accounts hold by now."""

    units: dict[str, str]
    opened: dict[tuple[str, ...], int]  # by unit, fee and month, in fen
    closed: frozenset[str]
    rows: dict[tuple[str, ...], int] = field(default_factory=dict)  # where the workbook said it first


def check_receivables(session: Session, project: Project, book: Book) -> Plan:
    """What would become of every row; changes nothing."""
    plan, books = Plan(), _books(session, project)
    for line in book.lines(RECEIVABLES.code):
        _decide(plan, books, read_entry(RECEIVABLES, line))
    plan.faults = sorted([*book.faults, *plan.faults], key=lambda one: one.row)
    return plan


def _books(session: Session, project: Project) -> Books:
    lines = select(Unit.number, Receivable.fee_code, Receivable.period, Receivable.amount_fen).join(
        Unit, Unit.id == Receivable.unit_id
    )
    known = session.execute(lines.where(Receivable.project_id == project.id, Receivable.part == "")).all()
    closed = session.scalars(select(FeeMonth.period).where(FeeMonth.project_id == project.id))
    opened: dict[tuple[str, ...], int] = {(number, fee, f"{period:%Y-%m}"): fen for number, fee, period, fen in known}
    return Books(numbers_of(session, project), opened, frozenset(f"{one:%Y-%m}" for one in closed))


def _decide(plan: Plan, books: Books, entry: Entry) -> None:
    unit = resolved(entry.get("unit"), books.units) if entry.get("unit") else None
    if entry.get("unit") and unit is None:
        entry.wrong(Wrong.UNKNOWN_UNIT, "unit", number=entry.get("unit"))
    entry.values["unit"] = unit or entry.get("unit")
    key = tuple(entry.get(code) for code in KEY)
    known = books.opened.get(key)
    sound = not entry.problems
    if sound and (row := books.rows.setdefault(key, entry.row)) != entry.row:
        entry.wrong(Wrong.TWICE, "unit", row=row)
    elif known is None and entry.get("month") in books.closed:
        entry.wrong(Wrong.MONTH_CLOSED, "month")
    elif known is not None and entry.get("amount") and known != fen_of(entry.get("amount")):
        entry.wrong(Wrong.OPENED_ALREADY, "amount", fen=known)
    _put(plan, entry, known)


def _put(plan: Plan, entry: Entry, known: int | None) -> None:
    if entry.problems:
        plan.faults += entry.problems
        return
    do = CREATE if known is None else SAME
    new = dict(entry.values) if do == CREATE else {}
    step = Step(RECEIVABLES.code, entry.row, do, {}, new, {}, {"unit": entry.get("unit")})
    (plan.steps if do == CREATE else plan.unchanged).append(step)
