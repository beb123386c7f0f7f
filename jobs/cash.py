"""J17 and X22: what is on hand is handed over in time; and 收款交款登记 as a workbook (R126, DOMAIN 5.6)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.clockwork.duties import Outcome, Shift
from bot.documents import Maker
from bot.texts import Reader, T
from jobs.documents import METHOD, clock, make_table, say
from models.dues import Due
from models.estate import Project
from models.hours import month_of
from models.ledger import watch
from models.ledger.lifecycle import PaymentState
from models.ledger.slips import pictures_of
from models.ledger.tables import Deposit, HandOver, Payment
from models.ledger.waiting import look_whether_seen

STATE = {
    PaymentState.ON_HAND: T("paper", "on hand"),
    PaymentState.IN_TRANSIT: T("paper", "on the way"),
    PaymentState.IN_TILL: T("paper", "in the till"),
    PaymentState.IN_BANK: T("paper", "in the bank"),
    PaymentState.VOID: T("paper", "void"),
}
COLUMNS: tuple[tuple[T, int], ...] = (
    (T("paper", "Number"), 18),
    (T("paper", "Received"), 16),
    (T("paper", "Collector"), 14),
    (T("paper", "Amount (yuan)"), 14),
    (T("paper", "Method"), 12),
    (T("paper", "Proof"), 10),
    (T("paper", "Handed over to"), 14),
    (T("paper", "Handed over"), 16),
    (T("paper", "Brought to the bank"), 16),
    (T("paper", "Found in the bank"), 16),
    (T("paper", "State"), 12),
    (T("paper", "Reason"), 24),
)


def remind(shift: Shift) -> Outcome:
    """J17: on working days every collector reads what is on hand; once each time."""
    return Outcome({"told": watch.remind(shift.session, shift.project, shift.slot)})


def late(shift: Shift, due: Due) -> None:
    """Something should be handed over by now."""
    watch.look(shift.session, _number(due), shift.now)


def later(shift: Shift, due: Due) -> None:
    """The next working day: the manager hears of what is still on hand."""
    watch.look_later(shift.session, _number(due), due.occasion, shift.now)


def unseen(shift: Shift, due: Due) -> None:
    """A hand-over or a deposit that nobody has confirmed."""
    look_whether_seen(shift.session, due.subject, shift.now)


def _number(due: Due) -> int:
    return int(due.subject.partition(":")[2])


def cash_ledger(
    session: Session, project: Project, facts: Mapping[str, Any], reader: Reader, now: datetime
) -> tuple[str, bytes, int]:
    """收款交款登记: what was taken in a month, one line each, with its way to the bank; no customer is named in it."""
    start, end = month_of(now.astimezone(project.zone), facts["months_ago"])
    wanted = select(Payment).where(Payment.project_id == project.id, Payment.at >= start, Payment.at < end)
    name = say(reader, T("paper", "Receipts and hand-overs {month}", month=f"{start:%Y-%m}"))
    rows = [_line(session, reader, one) for one in session.scalars(wanted.order_by(Payment.id))]
    columns = [(say(reader, title), width) for title, width in COLUMNS]
    return f"{name}.xlsx", make_table(name, columns, rows), len(rows)


def _line(session: Session, reader: Reader, one: Payment) -> list[str]:
    handed = session.get(HandOver, one.handover_id) if one.handover_id else None
    deposit = session.get(Deposit, one.deposit_id) if one.deposit_id else None
    return [
        one.number,
        clock(reader, one.at),
        one.taken_by.name if one.taken_by else "",
        f"{one.amount_fen // 100}.{one.amount_fen % 100:02d}",
        say(reader, METHOD[one.method]),
        say(reader, T("paper", "yes")) if pictures_of(session, one) else "",
        handed.receiver.name if handed else "",
        clock(reader, handed.ended_at if handed else None),
        clock(reader, deposit.at if deposit else None),
        clock(reader, one.ended_at if one.state == PaymentState.IN_BANK else None),
        say(reader, STATE[one.state]),
        one.reason,
    ]


DOCUMENTS: Mapping[str, Maker] = {"cash_ledger": cash_ledger}
