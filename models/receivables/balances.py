"""What is open: the balance of every line, and how each stands at a moment (R121, R129, DOMAIN 3.2)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import func, select, union_all
from sqlalchemy.orm import Session, joinedload

from models.estate import Project, Unit
from models.ledger.accounts import DUES, due
from models.ledger.posting import balances
from models.ledger.tables import LedgerEntry
from models.receivables.allocating import Open
from models.receivables.fees import Whose
from models.receivables.lifecycle import AskState, DisputeState, Standing
from models.receivables.tables import Ask, AskKind, AskLine, Dispute, Receivable

MANY = 500  # accounts in one question to the database
AFTER_ANSWER = timedelta(days=7)
LINES = f"{DUES}receivable:"


@dataclass(frozen=True)
class Line:
    """A line with what is open of it, in fen; `due_on` is its due date as extensions and answered questions have moved it."""

    row: Receivable
    open_fen: int
    standing: Standing
    due_on: date

    @property
    def paid_fen(self) -> int:
        """What was paid, taken off or written off, in fen."""
        return self.row.amount_fen - self.open_fen

    @property
    def is_asked_for(self) -> bool:
        """Whether anybody may remind of it."""
        return self.open_fen > 0 and self.standing in {Standing.DUE, Standing.LEGAL}


def lines_of(session: Session, unit: Unit, today: date) -> Sequence[Line]:
    """Every line of a unit, the newest month first."""
    mine = select(Receivable).where(Receivable.unit_id == unit.id)
    ordered = mine.order_by(Receivable.period.desc(), Receivable.fee_code, Receivable.id)
    return _read(session, session.scalars(ordered).all(), today)


def lines_with(session: Session, ids: Iterable[int], today: date) -> Sequence[Line]:
    """These lines, in the order of their numbers."""
    wanted = select(Receivable).where(Receivable.id.in_(list(ids))).order_by(Receivable.id)
    return _read(session, session.scalars(wanted).all(), today)


def open_in(session: Session, project: Project, today: date) -> Sequence[Line]:
    """Every line of the office with something to pay, by unit and due date; what was paid long ago is not read."""
    open_ones = [int(name.removeprefix(LINES)) for name, fen in balances(session, project.id, LINES).items() if fen > 0]
    mine = select(Receivable).options(joinedload(Receivable.unit))
    rows = [row for part in _parts(open_ones) for row in session.scalars(mine.where(Receivable.id.in_(part)))]
    return _read(session, sorted(rows, key=lambda one: (one.unit.number, one.due_on, one.id)), today)


def lines_in(session: Session, project: Project, period: date, today: date) -> Sequence[Line]:
    """Every line of a month, by unit and fee."""
    mine = select(Receivable).join(Unit).where(Receivable.project_id == project.id, Receivable.period == period)
    rows = session.scalars(mine.order_by(Unit.number, Receivable.fee_code, Receivable.id)).all()
    return _read(session, rows, today)


def open_lines(session: Session, unit: Unit, now: datetime) -> list[Open]:
    """What a payment of a unit can be spread over."""
    today = now.astimezone(session.get_one(Project, unit.project_id).zone).date()
    found = [one for one in lines_of(session, unit, today) if one.open_fen > 0]
    return [
        Open(
            one.row.id, one.row.due_on, one.row.fee.whose == Whose.OWN, one.open_fen, one.standing == Standing.DISPUTED
        )
        for one in found
    ]


def open_fen_of(session: Session, subjects: Sequence[str]) -> Mapping[str, int]:
    """What is open for each of these subjects, in fen."""
    found: dict[str, int] = {}
    for start in range(0, len(subjects), MANY):
        accounts = [due(one) for one in subjects[start : start + MANY]]
        came = select(LedgerEntry.target.label("account"), LedgerEntry.amount_fen.label("fen"))
        went = select(LedgerEntry.source.label("account"), (-LedgerEntry.amount_fen).label("fen"))
        both = union_all(came.where(LedgerEntry.target.in_(accounts)), went.where(LedgerEntry.source.in_(accounts)))
        moved = both.subquery()
        for account, fen in session.execute(select(moved.c.account, func.sum(moved.c.fen)).group_by(moved.c.account)):
            found[account.removeprefix(DUES)] = int(fen)
    return found


def _read(session: Session, rows: Sequence[Receivable], today: date) -> Sequence[Line]:
    left = open_fen_of(session, [one.subject for one in rows])
    ids = [one.id for one in rows]
    disputed, until, answered = _disputed(session, ids), _extended(session, ids), _answered(session, rows)
    return [
        _line(
            one,
            left.get(one.subject, 0),
            one.id in disputed,
            [*until.get(one.id, []), *answered.get(one.id, [])],
            today,
        )
        for one in rows
    ]


def _line(row: Receivable, open_fen: int, disputed: bool, later: Sequence[date], today: date) -> Line:
    due_on = max([row.due_on, *later])
    if open_fen <= 0:
        return Line(row, open_fen, Standing.PAID, due_on)
    if disputed:
        return Line(row, open_fen, Standing.DISPUTED, due_on)
    if due_on > row.due_on and due_on >= today:
        return Line(row, open_fen, Standing.EXTENDED, due_on)
    return Line(row, open_fen, Standing.LEGAL if row.legal_at else Standing.DUE, due_on)


def _disputed(session: Session, ids: Sequence[int]) -> set[int]:
    open_ones = select(Dispute.receivable_id).where(Dispute.state == DisputeState.OPEN)
    return {one for part in _parts(ids) for one in session.scalars(open_ones.where(Dispute.receivable_id.in_(part)))}


def _answered(session: Session, rows: Sequence[Receivable]) -> dict[int, list[date]]:
    """Until when a line has time after its question was answered: a week."""
    found: dict[int, list[date]] = {}
    if not rows:
        return found
    zone = session.get_one(Project, rows[0].project_id).zone
    wanted = select(Dispute.receivable_id, Dispute.answered_at).where(Dispute.answered_at.is_not(None))
    for part in _parts([one.id for one in rows]):
        for line, at in session.execute(wanted.where(Dispute.receivable_id.in_(part))):
            if at is not None:
                found.setdefault(line, []).append(at.astimezone(zone).date() + AFTER_ANSWER)
    return found


def _extended(session: Session, ids: Sequence[int]) -> dict[int, list[date]]:
    """The days to which each of them was extended."""
    granted = select(AskLine.receivable_id, Ask.until).join(Ask, Ask.id == AskLine.ask_id)
    granted = granted.where(Ask.kind == AskKind.EXTENSION, Ask.state == AskState.GRANTED)
    found: dict[int, list[date]] = {}
    for part in _parts(ids):
        for line, until in session.execute(granted.where(AskLine.receivable_id.in_(part))):
            if until is not None:
                found.setdefault(line, []).append(until)
    return found


def _parts(ids: Sequence[int]) -> Iterable[Sequence[int]]:
    return (ids[start : start + MANY] for start in range(0, len(ids), MANY))
