"""The money of paid orders in a few numbers, for the digest of those in charge (DOMAIN 5.4, R062)."""

from dataclasses import dataclass
from datetime import datetime, time

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.estate import Project
from models.ledger.lifecycle import PaymentState
from models.ledger.tables import Payment
from models.orders.oversight import Stage, overview
from models.orders.tables import Order
from models.people import Role, Staff


@dataclass(frozen=True)
class Takings:
    """How many orders are open, of them not audited; what is owed, taken today and in pockets, in fen."""

    open: int = 0
    unaudited: int = 0
    owed_fen: int = 0
    today_fen: int = 0
    in_pockets_fen: int = 0


def takings(session: Session, project: Project, reader: Staff, now: datetime) -> Takings:
    """For managers and supervisors all of it, for a head the own department's; raises NotYours."""
    found = overview(session, project, reader, now)
    stages = {stage: len(orders) for stage, orders in found.stages.items() if stage != Stage.DEVIATES}
    return Takings(
        open=sum(stages.values()),
        unaudited=stages[Stage.AUDIT],
        owed_fen=found.owed_fen,
        today_fen=_today(session, project, reader, now),
        in_pockets_fen=found.in_pockets_fen or 0,
    )


def _today(session: Session, project: Project, reader: Staff, now: datetime) -> int:
    """What was taken for orders since midnight, without what proved to be none."""
    midnight = datetime.combine(now.astimezone(project.zone).date(), time(0), project.zone)
    wanted = select(Payment).where(Payment.project_id == project.id, Payment.at >= midnight, Payment.at <= now)
    found = session.scalars(wanted.where(Payment.state != PaymentState.VOID, Payment.about.startswith("order:"))).all()
    if reader.role == Role.DEPT_HEAD:
        found = [one for one in found if _is_of(session, one, reader)]
    return sum(one.amount_fen for one in found)


def _is_of(session: Session, payment: Payment, reader: Staff) -> bool:
    order = order_behind(session, payment)
    return order is not None and order.ticket.department_id == reader.department_id


def order_behind(session: Session, payment: Payment) -> Order | None:
    """The order that a payment was made for; None for one about something else."""
    kind, _, number = payment.about.partition(":")
    return session.get(Order, int(number)) if kind == "order" else None
