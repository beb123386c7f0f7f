"""The demo office's accounts of four months: every line with its formula, what was paid, and the debts of DOMAIN 4.8."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.access.rights import Right, contacts_for
from models.counters import next_number
from models.estate import Project, Unit
from models.ledger.accounts import BANK, TRANSFER, due
from models.ledger.lifecycle import Method, PaymentState
from models.ledger.tables import LedgerEntry, Payment
from models.ledger.taking import PREFIX as RECEIPT
from models.people import Staff
from models.receivables.billing import PREFIX as NOTICE
from models.receivables.crediting import ALLOCATE, account_of
from models.receivables.formulas import HUNDRED, AreaFee, CountFee, Formula, MeterFee, details_of
from models.receivables.formulas import PRICE as YUAN
from models.receivables.ladder import Step, later_month
from models.receivables.lifecycle import AskState, DebtorKind
from models.receivables.tables import Ask, AskKind, AskLine, Bill, Debtor, Receivable, Reminder

PRICES = {"F02": 46_000, "F03": 8_500, "F04": 6_200}
BAY = 300 * YUAN
METERS = (("F02", "water", False), ("F03", "power", True), ("F04", "cooling", False))
DAY_OPENED, DAY_BILLED, DAY_PAID, DAY_DUE = 4, 5, 12, 20
ORIGIN = "accounts"  # as they were taken over
NEVER_TOLD = ("1006",)


@dataclass
class Books:
    """What is written down for one office; months are counted back from the present one."""

    session: Session
    office: Project
    staff: Mapping[str, Staff]
    now: datetime
    lines: dict[tuple[str, int], list[Receivable]] = field(default_factory=dict)

    def day(self, ago: int, number: int) -> date:
        """A day of the month that was so many months ago."""
        return later_month(self.now.astimezone(self.office.zone).date(), -ago, number)

    def at(self, day: date, hour: int = 10) -> datetime:
        """An hour of a day, in the office's zone."""
        return datetime.combine(day, time(hour), self.office.zone)


def fill_fees(
    session: Session,
    office: Project,
    units: Mapping[str, Unit],
    staff: Mapping[str, Staff],
    rows: Iterable[Mapping[str, str]],
    now: datetime,
) -> None:
    """Open the lines of four months, enter what was paid, and what the office knows of its debtors."""
    books = Books(session, office, staff, now)
    for row in rows:
        months = len(row["power"].split(";"))
        for place in range(months):
            _month(books, units[row["unit"]], row, place, months - 1 - place)
    _debts(books, units)
    session.flush()


def _month(books: Books, unit: Unit, row: Mapping[str, str], place: int, ago: int) -> None:
    period, opened = books.day(ago, 1), books.at(books.day(ago, DAY_OPENED))
    bill = Bill(
        project_id=books.office.id,
        unit_id=unit.id,
        period=period,
        due_on=books.day(ago, DAY_DUE),
        issued_at=books.at(books.day(ago, DAY_BILLED)),
    )
    books.session.add(bill)
    books.session.flush()
    lines = [_line(books, unit, code, formula, bill, opened) for code, formula in _formulas(unit, row, place)]
    books.session.add_all(lines)
    books.session.flush()
    books.lines[unit.number, ago] = lines
    for line in lines:
        _enter(books, "charge", line.fee.source, due(line.subject), line.amount_fen, line.subject, "opened", opened)
    bill.number = next_number(books.session, books.office.id, NOTICE, books.day(ago, DAY_BILLED))
    if str(ago) not in row["unpaid"].split(";"):
        _paid(books, unit, lines, books.at(books.day(ago, DAY_PAID), 11))


def _formulas(unit: Unit, row: Mapping[str, str], place: int) -> Iterator[tuple[str, Formula]]:
    yield "F01", AreaFee(unit.area_m2 * HUNDRED, scaled(row["rate"], YUAN))
    for code, name, with_ratio in METERS:
        used = [scaled(one, HUNDRED) for one in row[name].split(";")]
        before = scaled(row[f"{name}_from"], HUNDRED) + sum(used[:place])
        if used[place]:
            yield code, MeterFee(before, before + used[place], PRICES[code], int(row["ratio"]) if with_ratio else 1)
    yield "F07", CountFee(int(row["bays"]), BAY)


def _line(books: Books, unit: Unit, code: str, formula: Formula, bill: Bill, opened: datetime) -> Receivable:
    return Receivable(
        project_id=books.office.id,
        unit_id=unit.id,
        fee_code=code,
        period=bill.period,
        amount_fen=formula.fen,
        due_on=bill.due_on,
        opened_at=opened,
        opened_by_id=books.staff["E007"].person_id,
        origin=ORIGIN,
        details=details_of(formula),
        bill_id=bill.id,
    )


def _paid(books: Books, unit: Unit, lines: Sequence[Receivable], at: datetime) -> None:
    """A transfer that finance has found in the bank."""
    payer, fen = contacts_for(books.session, unit, Right.SEE_BILLS)[0], sum(one.amount_fen for one in lines)
    payment = Payment(
        project_id=books.office.id,
        about=account_of(unit),
        occasion=f"{at:%Y-%m}",
        payer_id=payer.person_id,
        method=Method.TRANSFER,
        amount_fen=fen,
        taken_by_id=None,
        at=at,
        state=PaymentState.IN_BANK,
        ended_at=at,
        ended_by_id=books.staff["E007"].person_id,
    )
    books.session.add(payment)
    books.session.flush()
    _enter(books, "take", due(account_of(unit)), TRANSFER, fen, payment.subject, "taken", at)
    _enter(books, "see", TRANSFER, BANK, fen, payment.subject, "seen", at)
    for one in lines:
        _enter(
            books, ALLOCATE, due(one.subject), due(account_of(unit)), one.amount_fen, one.subject, payment.subject, at
        )
    payment.number = next_number(books.session, books.office.id, RECEIPT, at.date())


def _enter(
    books: Books, deed: str, source: str, target: str, fen: int, subject: str, occasion: str, at: datetime
) -> None:
    books.session.add(
        LedgerEntry(
            project_id=books.office.id,
            deed=deed,
            source=source,
            target=target,
            amount_fen=fen,
            subject=subject,
            occasion=occasion,
            by_id=None,
            at=at,
        )
    )


def _debts(books: Books, units: Mapping[str, Unit]) -> None:
    """Who does not pay and why, what they were reminded of, and an extension that the manager granted (DOMAIN 4.8)."""
    reason = "对空调效果有意见，先处理空调再谈费用"
    books.session.add(
        Debtor(
            project_id=books.office.id,
            unit_id=units["0403"].id,
            kind=DebtorKind.DISSATISFIED,
            note=reason,
            by_id=books.staff["E003"].person_id,
            at=books.at(books.day(1, 25)),
        )
    )
    for unit, ago, step, days in (
        ("0403", 2, Step.PASSED, 1),
        ("0403", 1, Step.PASSED, 1),
        ("0702", 1, Step.FIRST, 7),
        ("0702", 1, Step.SECOND, 21),
        ("1006", 1, Step.FIRST, 7),
        ("1006", 1, Step.SECOND, 21),
        ("1704", 1, Step.FIRST, 7),
        ("1704", 1, Step.SECOND, 21),
    ):
        _reminded(books, units[unit], ago, step, days)
    _extended(books, units["1405"])


def _reminded(books: Books, unit: Unit, ago: int, step: Step, days: int) -> None:
    due_on = books.day(ago, DAY_DUE)
    day, lines = due_on + timedelta(days=days), books.lines[unit.number, ago]
    books.session.add(
        Reminder(
            project_id=books.office.id,
            unit_id=unit.id,
            due_on=due_on,
            step=step,
            day=day,
            at=books.at(day),
            fen=sum(one.amount_fen for one in lines),
            reached=0 if unit.number in NEVER_TOLD else 1,
            lines=[one.id for one in lines],
        )
    )


def _extended(books: Books, unit: Unit) -> None:
    """Until thirty days from the demo's first day."""
    asked, contact = books.at(books.day(1, 26)), contacts_for(books.session, unit, Right.SEE_BILLS)[0]
    ask = Ask(
        project_id=books.office.id,
        unit_id=unit.id,
        kind=AskKind.EXTENSION,
        by_id=contact.person_id,
        reason="出口货款预计下月到账，申请延期",
        at=asked,
        state=AskState.GRANTED,
        until=books.now.astimezone(books.office.zone).date() + timedelta(days=30),
        version=3,
        proposed_by_id=books.staff["E004"].person_id,
        opinion="往期均按时缴纳，建议同意",
        decided_by_id=books.staff["E001"].person_id,
        decided_at=asked + timedelta(hours=5),
    )
    books.session.add(ask)
    books.session.flush()
    mine = select(Receivable.id).where(Receivable.unit_id == unit.id, Receivable.period == books.day(1, 1))
    books.session.add_all(AskLine(ask_id=ask.id, receivable_id=one) for one in books.session.scalars(mine).all())


def scaled(words: str, by: int) -> int:
    """A decimal number as a whole one of so many parts."""
    return int(Decimal(words) * by)
