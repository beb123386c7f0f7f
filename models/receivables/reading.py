"""The account of a unit as its contacts read it: what is open, in question or extended, and what was paid too much (R123, R129)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.access.rights import Right, may
from models.estate import Project, Unit
from models.people import Person
from models.receivables.balances import Line, lines_of
from models.receivables.crediting import credit_fen
from models.receivables.lifecycle import OPEN_ASKS, Standing
from models.receivables.tables import Ask, AskKind, AskLine, Bill, Dispute
from models.refusals import Gone


@dataclass(frozen=True)
class Page:
    """The lines of a month that stand on one notice, or on none yet; amounts in fen."""

    period: date
    bill_id: int | None
    lines: Sequence[Line]

    @property
    def amount_fen(self) -> int:
        """What was charged."""
        return sum(one.row.amount_fen for one in self.lines)

    @property
    def open_fen(self) -> int:
        """What is still open of it."""
        return sum(one.open_fen for one in self.lines)


@dataclass(frozen=True)
class Account:
    """Every line of a unit, the newest month first, and its credit in fen."""

    unit: Unit
    lines: Sequence[Line]
    credit_fen: int

    @property
    def open_lines(self) -> list[Line]:
        """What is not paid yet, the oldest first."""
        return sorted((one for one in self.lines if one.open_fen > 0), key=lambda one: (one.due_on, one.row.id))

    @property
    def open_fen(self) -> int:
        """All that is open, also what is in question."""
        return sum(one.open_fen for one in self.open_lines)

    @property
    def to_pay_fen(self) -> int:
        """What is to be paid: without what is in question, and less the credit."""
        asked = sum(one.open_fen for one in self.open_lines if one.standing != Standing.DISPUTED)
        return max(0, asked - self.credit_fen)

    def standing_fen(self, standing: Standing) -> int:
        """What is open and stands so."""
        return sum(one.open_fen for one in self.open_lines if one.standing == standing)

    @property
    def pages(self) -> list[Page]:
        """The lines by month and notice, the newest first."""
        ordered = sorted(self.lines, key=lambda one: (-one.row.period.toordinal(), -(one.row.bill_id or 0)))
        return [
            Page(period, bill, tuple(sorted(lines, key=lambda one: (one.row.fee_code, one.row.part))))
            for (period, bill), lines in groupby(ordered, key=lambda one: (one.row.period, one.row.bill_id))
        ]


def account_for(session: Session, unit_id: int, person: Person, now: datetime) -> Account:
    """The account of a unit, for the contacts who see its bills; raises Gone."""
    unit = session.get(Unit, unit_id)
    if unit is None or unit.project_id != person.project_id or not may(session, person, unit, Right.SEE_BILLS):
        raise Gone
    return account_of_unit(session, unit, now)


def account_of_unit(session: Session, unit: Unit, now: datetime) -> Account:
    """The account of a unit, whoever reads it."""
    today = now.astimezone(session.get_one(Project, unit.project_id).zone).date()
    return Account(unit, lines_of(session, unit, today), credit_fen(session, unit))


def page_for(session: Session, bill_id: int, person: Person, now: datetime) -> tuple[Bill, Page]:
    """A notice and its lines as they stand, for the contacts who see them; raises Gone."""
    bill = session.get(Bill, bill_id)
    if bill is None:
        raise Gone
    account = account_for(session, bill.unit_id, person, now)
    lines = [one for one in account.lines if one.row.bill_id == bill.id]
    return bill, Page(bill.period, bill.id, sorted(lines, key=lambda one: (one.row.fee_code, one.row.part)))


def disputes_on(session: Session, lines: Sequence[Line]) -> Sequence[Dispute]:
    """Everything that was asked about these lines, oldest first."""
    mine = select(Dispute).where(Dispute.receivable_id.in_([one.row.id for one in lines]))
    return session.scalars(mine.order_by(Dispute.id)).all()


def dispute_for_reader(session: Session, dispute_id: int, person: Person) -> Dispute:
    """A question, for the contacts who see the bills of its unit; raises Gone."""
    one = session.get(Dispute, dispute_id)
    if one is None or not may(session, person, one.line.unit, Right.SEE_BILLS):
        raise Gone
    return one


def lines_asked_for(session: Session, unit: Unit) -> frozenset[int]:
    """The lines for which more time is asked and nobody has decided yet."""
    mine = select(AskLine.receivable_id).join(Ask, Ask.id == AskLine.ask_id)
    waiting = mine.where(Ask.unit_id == unit.id, Ask.kind == AskKind.EXTENSION, Ask.state.in_(OPEN_ASKS))
    return frozenset(session.scalars(waiting))
