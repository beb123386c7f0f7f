"""应收台账, whom no payment notice reached, and 催缴通知单 to bring: accounts on paper and in workbooks (R123, R124, DOMAIN 5.6)."""

import io
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

import xlsxwriter
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.documents import Maker
from bot.texts import Reader, T, Words
from jobs.documents import A4, SHEET, make_table, say
from models.estate import Project, Unit
from models.money import in_capitals
from models.receivables.balances import Line, lines_with
from models.receivables.billing import lines_on
from models.receivables.dunning import payers_of
from models.receivables.exporting import BALANCES, DUNNING, UNREACHED
from models.receivables.figures import taken_off
from models.receivables.ladder import Step
from models.receivables.lifecycle import Standing
from models.receivables.tables import Receivable
from models.receivables.unreached import ToBring, notice_of, to_bring, unreached_bills

STANDING: Mapping[Standing, T] = {
    Standing.DUE: T("paper", "normal"),
    Standing.PAID: T("paper", "paid"),
    Standing.DISPUTED: T("paper", "in question"),
    Standing.EXTENDED: T("paper", "extended"),
    Standing.LEGAL: T("paper", "for the court"),
}
COLUMNS: Sequence[tuple[T, int]] = (
    (T("paper", "Unit"), 10),
    (T("paper", "Fee"), 18),
    (T("paper", "Month"), 10),
    (T("paper", "Due (yuan)"), 14),
    (T("paper", "Paid (yuan)"), 14),
    (T("paper", "Written off (yuan)"), 14),
    (T("paper", "Balance (yuan)"), 14),
    (T("paper", "Due date"), 12),
    (T("paper", "State"), 12),
)
UNREACHED_COLUMNS: Sequence[tuple[T, int]] = (
    (T("paper", "Unit"), 10),
    (T("paper", "Occupier"), 28),
    (T("paper", "Contact"), 20),
    (T("paper", "Telephone"), 16),
    (T("paper", "Number"), 20),
    (T("paper", "Amount (yuan)"), 14),
    (T("paper", "Due date"), 12),
    (T("paper", "Delivered, by whom"), 20),
    (T("paper", "Signature"), 20),
)
NOTICE = {Step.SECOND: T("paper", "Dunning notice (second)"), Step.THIRD: T("paper", "Dunning notice (third)")}
FIRST = T("paper", "Dunning notice (first)")


def yuan(fen: int) -> str:
    """An amount as it stands in a cell."""
    return f"{'-' if fen < 0 else ''}{abs(fen) // 100}.{abs(fen) % 100:02d}"


def balances(
    session: Session, project: Project, facts: Mapping[str, Any], reader: Reader, now: datetime
) -> tuple[str, bytes]:
    """应收台账: every line as it stands, the newest month first."""
    today = now.astimezone(project.zone).date()
    ids = session.scalars(select(Receivable.id).where(Receivable.project_id == project.id)).all()
    found = sorted(
        lines_with(session, ids, today),
        key=lambda one: (-one.row.period.toordinal(), one.row.unit.number, one.row.fee_code, one.row.id),
    )
    off = taken_off(session, [one.row for one in found])
    name = say(reader, T("paper", "Receivables ledger {day}", day=today.isoformat()))
    rows = [_balance(reader, one, off.get(one.row.subject, 0)) for one in found]
    return f"{name}.xlsx", make_table(name, [(say(reader, title), width) for title, width in COLUMNS], rows)


def _balance(reader: Reader, line: Line, off: int) -> list[str]:
    row = line.row
    return [
        row.unit.number,
        say(reader, row.fee.name),
        f"{row.period:%Y-%m}",
        yuan(row.amount_fen),
        yuan(row.amount_fen - off - line.open_fen),
        yuan(off),
        yuan(line.open_fen),
        line.due_on.isoformat(),
        say(reader, STANDING[line.standing]),
    ]


def unreached(
    session: Session, project: Project, facts: Mapping[str, Any], reader: Reader, now: datetime
) -> tuple[str, bytes]:
    """The payment notices of the month that go on paper, with room for the receipt."""
    period = date.fromisoformat(facts["day"]).replace(day=1)
    name = say(reader, T("paper", "Payment notices on paper {month}", month=f"{period:%Y-%m}"))
    rows = []
    for bill in unreached_bills(session, project, period):
        payers = payers_of(session, bill.unit, with_owner=False)
        who = payers[0].person if payers else None
        fen = sum(one.amount_fen for one in lines_on(session, bill))
        contact = [say(reader, who.called), who.phone] if who else ["", ""]
        amount = [bill.number, yuan(fen), bill.due_on.isoformat(), "", ""]
        rows.append([bill.unit.number, bill.unit.occupier_name or bill.unit.owner_name, *contact, *amount])
    columns = [(say(reader, title), width) for title, width in UNREACHED_COLUMNS]
    return f"{name}.xlsx", make_table(name, columns, rows)


def notices(
    session: Session, project: Project, facts: Mapping[str, Any], reader: Reader, now: datetime
) -> tuple[str, bytes]:
    """催缴通知单: a sheet for each unit, of one unit or of all whose notice goes on paper."""
    today = date.fromisoformat(facts["day"])
    if "unit" in facts:
        one = notice_of(session, project, session.get_one(Unit, facts["unit"]), today)
        found = [one] if one else []
    else:
        found = to_bring(session, project, today)
    name = say(reader, T("paper", "Dunning notices {day}", day=today.isoformat()))
    return f"{name}.xlsx", _sheets(project, reader, found, today)


def _sheets(project: Project, reader: Reader, found: Sequence[ToBring], today: date) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, SHEET) as book:
        heading = book.add_format({"bold": True, "font_size": 18, "align": "center", "valign": "vcenter"})
        cell = book.add_format({"border": 1, "text_wrap": True, "valign": "vcenter"})
        if not found:
            book.add_worksheet().write_string(0, 0, say(reader, T("paper", "No dunning notice goes on paper today.")))
        for one in found:
            _sheet(book.add_worksheet(one.unit.number), project, reader, one, today, heading, cell)
    return buffer.getvalue()


def _sheet(sheet: Any, project: Project, reader: Reader, one: ToBring, today: date, heading: Any, cell: Any) -> None:
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 1)
    for place, width in enumerate((24, 16, 16, 24)):
        sheet.set_column(place, place, width)
    sheet.merge_range(0, 0, 0, 3, say(reader, NOTICE.get(one.step, FIRST)), heading)
    sheet.set_row(0, 40)
    for number, (name, *rest) in enumerate(_rows(project, reader, one, today), 1):
        sheet.set_row(number, 30)
        sheet.write_string(number, 0, say(reader, name), cell)
        if len(rest) == 1:
            sheet.merge_range(number, 1, number, 3, say(reader, rest[0]), cell)
        for place, words in enumerate(rest if len(rest) > 1 else (), 1):
            sheet.write_string(number, place, say(reader, words), cell)


def _rows(project: Project, reader: Reader, one: ToBring, today: date) -> list[tuple[Words, ...]]:
    """Unit, lines, total, capitals, what is asked kindly, delivery and signature; nothing about water or power cut off (L2)."""
    lines = [
        (line.row.fee.name, f"{line.row.period:%Y-%m}", yuan(line.open_fen), line.due_on.isoformat())
        for line in one.lines
    ]
    ask = T(
        "paper",
        "Hello. Please pay the amount above as soon as it suits you. If a service or a bill is not right, please tell the service "
        "desk, {phone}; we look into it first. Thank you for your support.",
        phone=project.desk_phone,
    )
    return [
        (T("paper", "Unit"), listed_name(one.unit)),
        (T("paper", "Fee"), T("paper", "Month"), T("paper", "Open (yuan)"), T("paper", "Due date")),
        *lines,
        (T("paper", "Total (yuan)"), yuan(one.fen)),
        (T("paper", "In words"), in_capitals(one.fen)),
        (T("paper", "Please note"), ask),
        (T("paper", "Delivered, by whom"), today.isoformat()),
        (T("paper", "Signature"), ""),
    ]


def listed_name(unit: Unit) -> str:
    """The unit's number, and whose it is."""
    return f"{unit.number} {unit.occupier_name or unit.owner_name}"


DOCUMENTS: Mapping[str, Maker] = {BALANCES: balances, UNREACHED: unreached, DUNNING: notices}
