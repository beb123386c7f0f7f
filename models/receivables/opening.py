"""Receivables are opened: one line per unit, fee and month, charged in the ledger in the same moment (建账, R129, R122)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.estate import Unit
from models.events import record
from models.ledger.charging import charge
from models.ledger.posting import check_amount, open_book
from models.people import Person
from models.receivables.crediting import use_credit
from models.receivables.fees import fees
from models.receivables.months import check_open
from models.receivables.refusals import NotBilled
from models.receivables.tables import Receivable


@dataclass(frozen=True)
class NewLine:
    """What is to be opened, in fen; `details` says how the amount came about, in figures."""

    fee_code: str
    period: date
    amount_fen: int
    due_on: date
    part: str = ""
    note: str = ""
    details: Mapping[str, Any] = field(default_factory=dict)


def line_of(session: Session, unit: Unit, fee_code: str, period: date, part: str = "") -> Receivable | None:
    """The line of a unit for a fee and a month, if it was opened."""
    same = select(Receivable).where(Receivable.unit_id == unit.id, Receivable.fee_code == fee_code)
    return session.scalar(same.where(Receivable.period == period, Receivable.part == part))


def open_line(
    session: Session, unit: Unit, new: NewLine, *, by: Person | None, now: datetime, origin: str
) -> tuple[Receivable, bool]:
    """Open a line, or find the one that is there already; says whether it is new. What the unit has paid too much is used.

    Raises NotAnAmount, NotBilled or MonthClosed. `by` is None where the clock opens it; who may was asked by whoever calls.
    """
    check_amount(new.amount_fen)
    if new.fee_code not in fees() or not fees()[new.fee_code].active:
        raise NotBilled
    with session.begin_nested():
        open_book(session, unit.project_id)
        if (known := line_of(session, unit, new.fee_code, new.period, new.part)) is not None:
            return known, False
        check_open(session, unit.project_id, new.period)
        line = _line(unit, new, by, now, origin)
        session.add(line)
        session.flush()
        _enter(session, line, by, now)
        use_credit(session, unit, now)
    return line, True


def _line(unit: Unit, new: NewLine, by: Person | None, now: datetime, origin: str) -> Receivable:
    return Receivable(
        project_id=unit.project_id,
        unit_id=unit.id,
        fee_code=new.fee_code,
        period=new.period,
        part=new.part,
        amount_fen=new.amount_fen,
        due_on=new.due_on,
        opened_at=now,
        opened_by_id=by.id if by else None,
        origin=origin,
        note=new.note,
        details=dict(new.details),
    )


def _enter(session: Session, line: Receivable, by: Person | None, now: datetime) -> None:
    charge(
        session,
        project_id=line.project_id,
        subject=line.subject,
        amount_fen=line.amount_fen,
        occasion="opened",
        by=by,
        now=now,
        source=line.fee.source,
    )
    record(
        session,
        project_id=line.project_id,
        subject=line.subject,
        kind="receivable.opened",
        now=now,
        actor_id=by.id if by else None,
        facts={"unit": line.unit_id, "fee": line.fee_code, "fen": line.amount_fen, "origin": line.origin},
    )
