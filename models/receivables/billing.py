"""Payment notices (缴费通知单): the lines of a month that no notice names yet become one, with its number (R123, J15)."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.access.rights import Right, may, reads_the_bot
from models.counters import next_number
from models.estate import Project, Unit
from models.events import record
from models.ledger.posting import open_book
from models.ledger.rights import is_one_of
from models.notices import Pace, tell
from models.people import Person, Side
from models.receivables.dunning import payers_of
from models.receivables.rights import READS
from models.receivables.tables import Bill, Receivable
from models.refusals import Gone

PREFIX = "ZD"


def units_to_bill(session: Session, project: Project, period: date) -> Sequence[Unit]:
    """The units with lines of a month that stand on no notice yet, by number."""
    mine = select(Unit).join(Receivable, Receivable.unit_id == Unit.id)
    mine = mine.where(Receivable.project_id == project.id, Receivable.period == period, Receivable.bill_id.is_(None))
    return session.scalars(mine.distinct().order_by(Unit.number)).all()


def issue(session: Session, unit: Unit, period: date, *, by: Person | None, now: datetime) -> Bill | None:
    """Put the month's new lines on a notice, and tell those whom it is for; None where there are none."""
    with session.begin_nested():
        open_book(session, unit.project_id)
        new = select(Receivable).where(Receivable.unit_id == unit.id, Receivable.period == period)
        lines = session.scalars(new.where(Receivable.bill_id.is_(None)).order_by(Receivable.fee_code)).all()
        if not lines:
            return None
        bill = Bill(
            project_id=unit.project_id,
            unit_id=unit.id,
            period=period,
            occasion=_occasion(session, unit, period),
            due_on=max(one.due_on for one in lines),
            issued_at=now,
            issued_by_id=by.id if by else None,
        )
        session.add(bill)
        session.flush()
        for line in lines:
            line.bill_id = bill.id
        _note(session, bill, lines, by, now)
        tell_of(session, bill, now)
        project = session.get_one(Project, unit.project_id)
        bill.number = next_number(session, unit.project_id, PREFIX, now.astimezone(project.zone).date())
        session.flush()
    return bill


def tell_of(session: Session, bill: Bill, now: datetime) -> int:
    """Everybody whom the bot reaches reads it in the hours for fees; returns how many that are."""
    reached = 0
    for contact in payers_of(session, bill.unit, with_owner=False):
        if reads_the_bot(session, contact.person, Side.OWNER):
            reached += tell(
                session,
                project_id=bill.project_id,
                person_id=contact.person_id,
                side=Side.OWNER,
                kind="bill",
                subject=bill.subject,
                occasion="issued",
                now=now,
                pace=Pace.ERRAND,
                facts={"bill": bill.id},
            )
    return reached


def lines_on(session: Session, bill: Bill) -> Sequence[Receivable]:
    """What stands on it, in the order of the handbook's fees."""
    mine = select(Receivable).where(Receivable.bill_id == bill.id)
    return session.scalars(mine.order_by(Receivable.fee_code, Receivable.part)).all()


def bills_of(session: Session, unit: Unit) -> Sequence[Bill]:
    """The notices of a unit, the newest first."""
    mine = select(Bill).where(Bill.unit_id == unit.id)
    return session.scalars(mine.order_by(Bill.period.desc(), Bill.id.desc())).all()


def bill_for(session: Session, bill_id: int, person: Person) -> Bill:
    """A notice, for the contacts who see the unit's bills and the colleagues who may; raises Gone."""
    bill = session.get(Bill, bill_id)
    if bill is None or bill.project_id != person.project_id:
        raise Gone
    if not may(session, person, bill.unit, Right.SEE_BILLS) and not is_one_of(person, READS):
        raise Gone
    return bill


def _occasion(session: Session, unit: Unit, period: date) -> str:
    before = session.scalars(select(Bill.id).where(Bill.unit_id == unit.id, Bill.period == period)).all()
    return str(len(before) + 1) if before else ""


def _note(session: Session, bill: Bill, lines: Sequence[Receivable], by: Person | None, now: datetime) -> None:
    record(
        session,
        project_id=bill.project_id,
        subject=bill.subject,
        kind="bill.issued",
        now=now,
        actor_id=by.id if by else None,
        facts={"unit": bill.unit_id, "fen": sum(one.amount_fen for one in lines), "lines": len(lines)},
    )
