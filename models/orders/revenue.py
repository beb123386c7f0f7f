"""What paid services brought: by item or by department, from what was agreed to what finance has received (R058, R062)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.estate import Both, Project
from models.ledger.lifecycle import PaymentState
from models.ledger.posting import charged_fen
from models.ledger.tables import Payment
from models.orders.lifecycle import State
from models.orders.oversight import OVERSEES
from models.orders.reading import agreed_fen
from models.orders.tables import Order, Refund, RefundState
from models.people import Role, Staff
from models.refusals import NotYours

OTHERS = Both("其他", "Others")
NOT_DONE = frozenset({State.CANCELLED, State.NOT_DONE, State.DECLINED, State.EXPIRED})


class By(StrEnum):
    """What the sums are made by."""

    ITEM = "item"
    DEPARTMENT = "department"


@dataclass
class Sums:
    """What some orders came to; in fen. `deviation` is by how much the charges fell short of what was agreed to.

    `waived` is what was taken off the charges again, not to be paid after all or to go back: charged less waived is the income.
    """

    orders: int = 0
    not_done: int = 0
    agreed: int = 0
    charged: int = 0
    waived: int = 0
    collected: int = 0
    received: int = 0
    refunded: int = 0
    deviation: int = 0

    @property
    def owed(self) -> int:
        """What is to be paid in all, be it paid already or not: the income."""
        return self.charged - self.waived

    def add(self, other: "Sums") -> None:
        """Take another's sums in."""
        for name in vars(self):
            setattr(self, name, getattr(self, name) + getattr(other, name))


@dataclass(frozen=True)
class Line:
    """One item's or department's sums."""

    name: Both
    sums: Sums = field(default_factory=Sums)


def orders_asked(session: Session, project: Project, reader: Staff, start: datetime, end: datetime) -> Sequence[Order]:
    """Every application of a period, oldest first, also those that came to nothing (R063); a head's own department's.

    Raises NotYours.
    """
    if reader.left_at or reader.role not in OVERSEES:
        raise NotYours
    mine = select(Order).where(Order.project_id == project.id, Order.asked_at >= start, Order.asked_at < end)
    found = session.scalars(mine.order_by(Order.id)).all()
    if reader.role == Role.DEPT_HEAD:
        return [one for one in found if one.ticket.department_id == reader.department_id]
    return found


def revenue(
    session: Session, project: Project, reader: Staff, by: By, start: datetime, end: datetime
) -> tuple[list[Line], Sums]:
    """The sums of what was asked for in a period, the largest first, and of all together; raises NotYours."""
    orders = orders_asked(session, project, reader, start, end)
    paid, back = _collected(session, orders), _refunded(session, orders)
    found: dict[str, Line] = {}
    total = Sums()
    for order in orders:
        sums = _sums(session, order, paid.get(order.subject, 0), back.get(order.id, 0))
        code, name = _key(order, by)
        found.setdefault(code, Line(name)).sums.add(sums)
        total.add(sums)
    return sorted(found.values(), key=lambda one: (-one.sums.charged, -one.sums.orders, one.name.zh)), total


def _key(order: Order, by: By) -> tuple[str, Both]:
    if by == By.ITEM:
        return (order.edition.item.code, order.edition.name) if order.edition else ("", OTHERS)
    department = order.ticket.department
    return (department.code, department.name) if department else ("", OTHERS)


def _sums(session: Session, order: Order, collected: int, refunded: int) -> Sums:
    agreed, charged = agreed_fen(session, order), order.charged_fen or 0
    return Sums(
        orders=1,
        not_done=int(order.state in NOT_DONE),
        agreed=agreed,
        charged=charged,
        waived=charged - charged_fen(session, order.subject),
        collected=collected,
        received=collected if order.state == State.RECEIVED else 0,
        refunded=refunded,
        deviation=agreed - charged if order.charged_fen is not None else 0,
    )


def _collected(session: Session, orders: Iterable[Order]) -> dict[str, int]:
    """What was paid for each, without what proved to be none."""
    subjects = [one.subject for one in orders]
    summed = select(Payment.about, func.sum(Payment.amount_fen)).where(Payment.about.in_(subjects))
    valid = summed.where(Payment.state != PaymentState.VOID).group_by(Payment.about)
    return {about: int(fen) for about, fen in session.execute(valid)}


def _refunded(session: Session, orders: Iterable[Order]) -> dict[int, int]:
    numbers = [one.id for one in orders]
    summed = select(Refund.order_id, func.sum(Refund.amount_fen)).where(Refund.order_id.in_(numbers))
    gone = summed.where(Refund.state == RefundState.PAID).group_by(Refund.order_id)
    return {number: int(fen) for number, fen in session.execute(gone)}
