"""The bank's list is held against what was stated: what has arrived, what is new, and every difference (R124)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.access.rights import Right, contacts_for
from models.estate import Project, Unit
from models.ledger import queries
from models.ledger.lifecycle import Method
from models.ledger.tables import Payment
from models.receivables.crediting import account_of
from models.receivables.office_tables import BankLine
from models.receivables.tables import Bill
from models.setup.book import Book
from models.setup.checks.fees import fen_of, numbers_of, read_entry
from models.setup.checks.plan import CHANGE, CREATE, SAME, Entry, Plan, Step, key_of, resolved
from models.setup.faults import Wrong
from models.setup.sheets import PAYMENTS

ENTER, SEE = CREATE, CHANGE  # a payment that nobody has stated; a stated one that has arrived


@dataclass
class Counter:
    """What the office knows of payments by now, and what of it the list has claimed."""

    session: Session
    project: Project
    today: date
    units: dict[str, str]
    taken: frozenset[str]  # references of lists before
    stated: list[Payment]  # transfers that nobody has found yet
    rows: dict[str, int] = field(default_factory=dict)
    claimed: set[int] = field(default_factory=set)


def check_bank(session: Session, project: Project, book: Book, today: date) -> tuple[Plan, list[Payment]]:
    """What would become of every row, and which transfers we have that the bank's list does not; changes nothing."""
    taken = session.scalars(select(BankLine.reference).where(BankLine.project_id == project.id))
    stated = [one for one in queries.to_see(session, project) if one.method == Method.TRANSFER]
    desk = Counter(session, project, today, numbers_of(session, project), frozenset(taken), stated)
    plan, entries = Plan(), [read_entry(PAYMENTS, line) for line in book.lines(PAYMENTS.code)]
    for entry in entries:
        _decide(desk, plan, entry)
    plan.faults = sorted([*book.faults, *plan.faults], key=lambda one: one.row)
    return plan, _only_ours(desk, entries)


def _decide(desk: Counter, plan: Plan, entry: Entry) -> None:
    reference = entry.get("reference")
    sound = not entry.problems
    if sound and (row := desk.rows.setdefault(reference, entry.row)) != entry.row:
        entry.wrong(Wrong.TWICE, "reference", row=row)
    elif reference in desk.taken:
        plan.unchanged.append(_step(entry, SAME, {}))
        return
    if entry.get("day") and date.fromisoformat(entry.get("day")) > desk.today:
        entry.wrong(Wrong.TO_COME, "day")
    step = None if entry.problems else _match(desk, entry)
    if step is not None:
        plan.steps.append(step)
    plan.faults += entry.problems


def _match(desk: Counter, entry: Entry) -> Step | None:
    """The stated transfer that it is, or a new one for the unit."""
    number, fen = entry.get("about"), fen_of(entry.get("amount"))
    unit = _unit(desk, number)
    mine = [one for one in desk.stated if one.id not in desk.claimed and _is_about(one, number, unit)]
    right = next((one for one in mine if one.amount_fen == fen), None)
    if right is not None:
        desk.claimed.add(right.id)
        return _step(entry, SEE, {"payment": right.id})
    if mine:
        desk.claimed.add(mine[0].id)
        entry.wrong(Wrong.STATED_OTHERWISE, "amount", fen=mine[0].amount_fen, number=mine[0].number)
    elif unit is None:
        entry.wrong(Wrong.UNKNOWN_NUMBER, "about", number=number)
    elif not contacts_for(desk.session, unit, Right.SEE_BILLS):
        entry.wrong(Wrong.NOBODY_PAYS, "about", number=unit.number)
    else:
        return _step(entry, ENTER, {"unit": unit.id})
    return None


def _unit(desk: Counter, number: str) -> Unit | None:
    """The unit of a number, or of a payment notice."""
    known = resolved(number, desk.units)
    if known is not None:
        mine = select(Unit).where(Unit.project_id == desk.project.id, Unit.number == known)
        return desk.session.scalar(mine)
    bill = select(Bill).where(Bill.project_id == desk.project.id, Bill.number == number.upper())
    found = desk.session.scalar(bill)
    return found.unit if found else None


def _is_about(payment: Payment, number: str, unit: Unit | None) -> bool:
    """Whether a stated transfer is meant: by its receipt's number, or by the unit's account."""
    return key_of(payment.number) == key_of(number) or (unit is not None and payment.about == account_of(unit))


def _step(entry: Entry, do: str, who: dict[str, int]) -> Step:
    about = {code: entry.get(code) for code in ("about", "reference")}
    return Step(PAYMENTS.code, entry.row, do, who, dict(entry.values) if do != SAME else {}, {}, about)


def _only_ours(desk: Counter, entries: Sequence[Entry]) -> list[Payment]:
    """Transfers that were stated up to the last day of the list, and that it does not have."""
    days = [date.fromisoformat(one.get("day")) for one in entries if one.get("day")]
    if not days:
        return []
    zone = desk.project.zone
    return [one for one in desk.stated if one.id not in desk.claimed and one.at.astimezone(zone).date() <= max(days)]
