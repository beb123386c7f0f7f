"""Paid services: what was asked for, agreed, charged, collected and audited (R058, R062)."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.estate import Both, Project
from models.ledger.lifecycle import PaymentState
from models.ledger.tables import Payment
from models.orders.tables import Order
from models.reports.figures import Figure, Measure, Section
from models.reports.periods import Period
from models.reports.sections.common import behind, how_many, within


def section(session: Session, project: Project, period: Period) -> Section:
    """Money in fen; each step is counted on the day on which it was done."""
    mine = Order.project_id == project.id
    charged = session.scalars(select(Order).where(mine, *within(Order.charged_at, period)).order_by(Order.id)).all()
    unaudited = _unaudited(session, project, period)
    return Section(
        "services",
        Both("有偿服务", "Paid services"),
        (
            Figure(code="asked", zh="有偿服务单数", en="Orders", value=how_many(session, Order, mine, *within(Order.asked_at, period)),
                   place="paid_orders"),
            Figure(code="charged", zh="已计费金额", en="Charged", value=sum(one.charged_fen or 0 for one in charged),
                   measure=Measure.MONEY, better=1, place="paid_orders"),
            Figure(code="collected", zh="有偿服务收款", en="Collected for paid services", value=_collected(session, project, period),
                   measure=Measure.MONEY, better=1, key=True, place="paid_orders"),
            Figure(code="audited", zh="已审核单数", en="Audited", value=how_many(session, Order, mine, *within(Order.audited_at, period))),
            Figure(code="unaudited", zh="期末未审核", en="Not audited at the end", value=len(unaudited), better=-1,
                   behind=behind(one.ticket for one in unaudited), place="audit"),
        ),
    )  # fmt: skip


def _collected(session: Session, project: Project, period: Period) -> int:
    taken = select(func.sum(Payment.amount_fen)).where(
        Payment.project_id == project.id, Payment.state != PaymentState.VOID, Payment.about.startswith("order:")
    )
    return int(session.scalar(taken.where(*within(Payment.at, period))) or 0)


def _unaudited(session: Session, project: Project, period: Period) -> Sequence[Order]:
    """Collected before the end, and not audited by then."""
    mine = select(Order).where(Order.project_id == project.id, Order.collected_at < period.end)
    open_still = Order.audited_at.is_(None) | (Order.audited_at >= period.end)
    return session.scalars(mine.where(open_still).order_by(Order.id)).all()
