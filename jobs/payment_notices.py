"""缴费通知单 on paper: one sheet per bill, to be printed, delivered and signed for (R123, DOMAIN 4.8)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.documents import Maker
from bot.fee_words import fee_said, formula_said, month_said
from bot.fonts import chinese_font
from bot.texts import Money, Reader, T, Words
from jobs.documents import say
from jobs.drawing import Sheets, as_pdf
from jobs.letters import Letter, make_letters
from models.estate import Project, Unit
from models.money import in_capitals
from models.policy import policy_of
from models.receivables.balances import Line
from models.receivables.fees import Whose
from models.receivables.lifecycle import Standing
from models.receivables.reading import Account, account_of_unit
from models.receivables.tables import Bill

WIDTHS = (5, 12, 4, 4)  # fee, calculation, amount, still open
HEADING = (
    T("paper", "Fee"),
    T("paper", "How it comes about"),
    T("paper", "Amount"),
    T("paper", "Still to be paid"),
)
WHOSE = {
    Whose.OWN: T("paper", "Fees of the property office"),
    Whose.AGENCY: T("paper", "Collected for the suppliers, without any handling fee"),
    Whose.DEPOSIT: T("paper", "Deposits"),
}
SIGNED = (
    T("paper", "Delivered by: ____________________    Date: ____________________"),
    T("paper", "Received by: ____________________    Date: ____________________"),
)


@dataclass(frozen=True)
class Notice:
    """What stands on one sheet, in the reader's language: the table's rows are single words where they are headings."""

    tab: str
    title: str
    above: Sequence[str]
    rows: Sequence[Sequence[str]]
    below: Sequence[str]
    signed: Sequence[str]


def notice_of(session: Session, project: Project, bill: Bill, reader: Reader, now: datetime) -> Notice:
    """The notice of a bill as things stand now."""
    account = account_of_unit(session, bill.unit, now)
    mine = [one for one in account.lines if one.row.bill_id == bill.id]
    return Notice(
        tab=bill.unit.number,
        title=say(reader, T("paper", "Payment notice")),
        above=[say(reader, one) for one in _above(project, bill)],
        rows=list(_rows(reader, mine)),
        below=[say(reader, one) for one in (*_sums(account, bill, mine), *_closing(project, mine))],
        signed=[say(reader, one) for one in SIGNED],
    )


def _above(project: Project, bill: Bill) -> Iterator[Words]:
    unit = bill.unit
    yield project.name
    yield T("paper", "Number: {number}", number=bill.number)
    yield T("paper", "Unit: {unit}    To: {name}", unit=unit.number, name=_addressee(unit))
    yield T(
        "paper",
        "Month: {month}    Please pay until: {day}    Made out: {made}",
        month=month_said(bill.period),
        day=f"{bill.due_on}",
        made=f"{bill.issued_at.astimezone(project.zone):%Y-%m-%d}",
    )


def _addressee(unit: Unit) -> str:
    return unit.occupier_name or unit.owner_name


def _rows(reader: Reader, mine: Sequence[Line]) -> Iterator[Sequence[str]]:
    yield [say(reader, one) for one in HEADING]
    for whose, heading in WHOSE.items():
        found = [one for one in mine if one.row.fee.whose == whose]
        if found:
            yield [say(reader, heading)]
        for one in sorted(found, key=lambda one: (one.row.fee_code, one.row.part)):
            yield [
                say(reader, fee_said(one.row)),
                say(reader, formula_said(one.row)),
                say(reader, Money(one.row.amount_fen)),
                say(
                    reader,
                    T("paper", "being looked into") if one.standing == Standing.DISPUTED else Money(one.open_fen),
                ),
            ]


def _sums(account: Account, bill: Bill, mine: Sequence[Line]) -> Iterator[Words]:
    whole = sum(one.row.amount_fen for one in mine)
    yield T("paper", "This bill together: {money} ({capitals})", money=Money(whole), capitals=in_capitals(whole))
    left = _asked(mine)
    before = _asked([one for one in account.lines if one.row.bill_id != bill.id and one.row.period <= bill.period])
    if before:
        yield T("paper", "Still open from earlier bills: {money}", money=Money(before))
    if account.credit_fen > 0:
        yield T("paper", "Less your credit: {money}", money=Money(account.credit_fen))
    owed = max(0, left + before - account.credit_fen)
    yield T("paper", "To be paid in all: {money} ({capitals})", money=Money(owed), capitals=in_capitals(owed))


def _asked(found: Sequence[Line]) -> int:
    """What is open of these lines, without what is in question."""
    return sum(one.open_fen for one in found if one.standing != Standing.DISPUTED)


def _closing(project: Project, mine: Sequence[Line]) -> Iterator[Words]:
    if account := policy_of(project).bank_account:
        yield T("paper", "Account for transfers: {account}", account=account)
    else:
        yield T("paper", "Account for transfers: please ask the service desk")
    yield T(
        "paper",
        "If you have a question about a line, please tell us; we look into it first. Service desk: {phone}. Thank you.",
        phone=project.desk_phone,
    )
    if any(one.standing == Standing.DISPUTED for one in mine):
        yield T("paper", "What is being looked into need not be paid until we have answered.")


def drawn(notice: Notice) -> Sheets:
    """The notice on sheets of A4; there must be a font."""
    font = chinese_font()
    assert font is not None
    sheets = Sheets(font)
    sheets.title(notice.title)
    for text in notice.above:
        sheets.words(text)
    sheets.space(20)
    for row in notice.rows:
        sheets.row(row, WIDTHS if len(row) > 1 else (1,), strong=len(row) == 1)
    sheets.space(30)
    for text in notice.below:
        sheets.words(text)
    sheets.room(330)
    for text in notice.signed:
        sheets.space(70)
        sheets.words(text)
    return sheets


def notices_for(session: Session, project: Project, facts: Mapping[str, Any]) -> Sequence[Bill]:
    """The bills that are meant: those of a list of numbers, or all of a month such as "2025-09", by unit."""
    wanted = select(Bill).join(Unit, Unit.id == Bill.unit_id).where(Bill.project_id == project.id)
    if "bills" in facts:
        wanted = wanted.where(Bill.id.in_(facts["bills"]))
    else:
        wanted = wanted.where(Bill.period == date.fromisoformat(f"{facts['month']}-01"))
    return session.scalars(wanted.order_by(Unit.number, Bill.id)).all()


def payment_notices(
    session: Session, project: Project, facts: Mapping[str, Any], reader: Reader, now: datetime
) -> tuple[str, bytes]:
    """All of these notices as one PDF; where no Chinese can be drawn, as a workbook with a sheet for each."""
    found = notices_for(session, project, facts)
    notices = (notice_of(session, project, one, reader, now) for one in found)
    name = say(reader, T("paper", "Payment notices"))
    if len(found) == 1:
        name = say(
            reader, T("paper", "Payment notice {number} {unit}", number=found[0].number, unit=found[0].unit.number)
        )
    if chinese_font() is None or not found:
        return f"{name}.xlsx", make_letters([_letter(one) for one in notices])
    return f"{name}.pdf", as_pdf(drawn(one) for one in notices)


def _letter(notice: Notice) -> Letter:
    rows = ["    ".join(row) for row in notice.rows]
    return Letter(notice.tab, notice.title, [*notice.above, *rows, *notice.below, *notice.signed])


DOCUMENTS: Mapping[str, Maker] = {"payment_notices": payment_notices}
