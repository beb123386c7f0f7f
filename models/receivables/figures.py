"""A month in figures: opened, collected, written off and open, fee by fee, own and agency apart; and what came in (R121, R125)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.estate import Project
from models.ledger.accounts import CHARGES_FROM, DUES, due
from models.ledger.lifecycle import PaymentState
from models.ledger.tables import LedgerEntry, Payment
from models.receivables.balances import MANY, open_fen_of
from models.receivables.crediting import ALLOCATE, RELEASE
from models.receivables.fees import Whose, fee
from models.receivables.tables import Receivable

OF_UNITS = "unit:"


@dataclass(frozen=True)
class Sums:
    """Sums of lines, in fen; `owed_fen` is what was opened less what was taken off or written off."""

    lines: int = 0
    opened_fen: int = 0
    off_fen: int = 0
    open_fen: int = 0

    @property
    def owed_fen(self) -> int:
        """What should come in, in fen."""
        return self.opened_fen - self.off_fen

    @property
    def collected_fen(self) -> int:
        """What came in, in fen."""
        return self.owed_fen - self.open_fen

    @property
    def percent(self) -> int:
        """How much of it came in, rounded down: a target is not reached by rounding (R121)."""
        return 100 * self.collected_fen // self.owed_fen if self.owed_fen else 100

    def __add__(self, other: "Sums") -> "Sums":
        return Sums(
            self.lines + other.lines,
            self.opened_fen + other.opened_fen,
            self.off_fen + other.off_fen,
            self.open_fen + other.open_fen,
        )


@dataclass(frozen=True)
class MonthFigures:
    """The sums of a month, by fee in the order of the handbook."""

    period: date
    fees: Mapping[str, Sums]

    def of(self, whose: Whose) -> Sums:
        """All fees that are the office's own, or an agency's, or deposits."""
        return sum((one for code, one in self.fees.items() if fee(code).whose == whose), Sums())

    @property
    def total(self) -> Sums:
        """Everything."""
        return sum(self.fees.values(), Sums())


def month_figures(session: Session, project: Project, period: date) -> MonthFigures:
    """The figures of a month as they are now."""
    mine = select(Receivable).where(Receivable.project_id == project.id, Receivable.period == period)
    rows = session.scalars(mine.order_by(Receivable.fee_code)).all()
    left, off = open_fen_of(session, [one.subject for one in rows]), taken_off(session, rows)
    found: dict[str, Sums] = {}
    for one in rows:
        sums = Sums(1, one.amount_fen, off.get(one.subject, 0), left.get(one.subject, 0))
        found[one.fee_code] = found.get(one.fee_code, Sums()) + sums
    return MonthFigures(period, found)


def taken_off(session: Session, rows: Sequence[Receivable]) -> Mapping[str, int]:
    """What corrections and waivers took off each line, in fen."""
    found: dict[str, int] = {}
    for start in range(0, len(rows), MANY):
        accounts = [due(one.subject) for one in rows[start : start + MANY]]
        went = select(LedgerEntry.source, func.sum(LedgerEntry.amount_fen)).where(LedgerEntry.source.in_(accounts))
        for account, fen in session.execute(
            went.where(LedgerEntry.target.in_(CHARGES_FROM)).group_by(LedgerEntry.source)
        ):
            found[account.removeprefix(DUES)] = int(fen)
    return found


def months_with_lines(session: Session, project: Project) -> Sequence[date]:
    """Every month of which something was opened, the newest first."""
    mine = select(Receivable.period).where(Receivable.project_id == project.id).distinct()
    return session.scalars(mine.order_by(Receivable.period.desc())).all()


@dataclass(frozen=True)
class Income:
    """What units paid in a time, in fen: `taken` as it was taken down, then what of it went to own and to agency fees."""

    taken_fen: int
    fees: Mapping[str, int]

    def of(self, whose: Whose) -> int:
        """What went to fees of a kind, in fen."""
        return sum(fen for code, fen in self.fees.items() if fee(code).whose == whose)


def income(session: Session, project: Project, start: datetime, end: datetime) -> Income:
    """What was paid from `start` on and before `end`; what proved to be none does not count (R125)."""
    moved = select(LedgerEntry).where(LedgerEntry.project_id == project.id, LedgerEntry.at >= start)
    entries = session.scalars(moved.where(LedgerEntry.at < end, LedgerEntry.deed.in_((ALLOCATE, RELEASE)))).all()
    codes = _codes(session, {one.subject for one in entries})
    found: dict[str, int] = {}
    for one in entries:
        fen = one.amount_fen if one.deed == ALLOCATE else -one.amount_fen
        found[codes[one.subject]] = found.get(codes[one.subject], 0) + fen
    return Income(taken_fen(session, project, start, end), {code: found[code] for code in sorted(found)})


def _codes(session: Session, subjects: Iterable[str]) -> Mapping[str, str]:
    numbers = sorted(int(one.partition(":")[2]) for one in subjects)
    found: dict[str, str] = {}
    for start in range(0, len(numbers), MANY):
        wanted = select(Receivable.id, Receivable.fee_code).where(Receivable.id.in_(numbers[start : start + MANY]))
        found |= {f"receivable:{number}": code for number, code in session.execute(wanted)}
    return found


def taken_fen(session: Session, project: Project, start: datetime, end: datetime) -> int:
    """What units paid in a time, in fen."""
    mine = select(func.coalesce(func.sum(Payment.amount_fen), 0)).where(Payment.project_id == project.id)
    good = mine.where(Payment.about.startswith(OF_UNITS), Payment.state != PaymentState.VOID)
    return int(session.scalar(good.where(Payment.at >= start, Payment.at < end)) or 0)


def day_of(project: Project, now: datetime) -> tuple[datetime, datetime]:
    """When the office's day began, and when the next one does."""
    begin = datetime.combine(now.astimezone(project.zone).date(), time(0), project.zone)
    return begin, begin + timedelta(days=1)
