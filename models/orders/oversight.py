"""What those who look after the money of orders see: what waits for them, where it lies, and what came to something else (R062, X3)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.estate import Project
from models.ledger.lifecycle import Method
from models.ledger.posting import owed_fen
from models.ledger.queries import holders
from models.ledger.tables import PayOut
from models.orders.lifecycle import WITH_OFFICE, Part, State
from models.orders.reading import MONEY, agreed_fen, may_make, orders_in, parts_of
from models.orders.tables import Order, OrderStep, Refund, RefundState
from models.people import Person, Role, Staff
from models.refusals import NotYours
from models.roles import FRONT_OFFICE

OVERSEES = frozenset({Role.MANAGER, Role.CS_SUPERVISOR, Role.FINANCE, Role.DEPT_HEAD})  # a head the own department's
LOOKS_BACK = timedelta(days=31)
S = State


class Stage(StrEnum):
    """Where an order lies, as those in charge look at it."""

    PRICE = "price"  # the office owes a price, or has to talk about one
    ANSWER = "answer"
    WORK = "work"
    OWED = "owed"
    AUDIT = "audit"
    FINANCE = "finance"
    DEVIATES = "deviates"  # charged another sum than was agreed to


STATES = {
    Stage.PRICE: WITH_OFFICE,
    Stage.ANSWER: frozenset({S.QUOTED, S.APPROVAL}),
    Stage.WORK: frozenset({S.CONSENTED}),
    Stage.OWED: frozenset({S.CHARGED}),
    Stage.AUDIT: frozenset({S.COLLECTED, S.QUERIED}),
    Stage.FINANCE: frozenset({S.AUDITED}),
}


@dataclass(frozen=True)
class Overview:
    """The open orders by stage, what is owed for them, and the customers' cash in pockets; in fen."""

    stages: Mapping[Stage, Sequence[Order]]
    owed_fen: int
    in_pockets_fen: int | None  # None for who does not see everybody's money
    refunds: Sequence[Refund]


def overview(session: Session, project: Project, reader: Staff, now: datetime) -> Overview:
    """For managers, supervisors and finance all of it, for a head the own department's part; raises NotYours."""
    if reader.left_at or reader.role not in OVERSEES:
        raise NotYours
    stages = {stage: at_stage(session, project, reader, stage, now) for stage in Stage}
    whole = reader.role != Role.DEPT_HEAD
    return Overview(
        stages=stages,
        owed_fen=sum(max(owed_fen(session, one.subject), 0) for one in stages[Stage.OWED]),
        in_pockets_fen=sum(one.fen for one in holders(session, project)) if whole else None,
        refunds=open_refunds(session, project) if whole else (),
    )


def at_stage(session: Session, project: Project, reader: Staff, stage: Stage, now: datetime) -> list[Order]:
    """The orders there, the oldest first; a head's own department's. Raises NotYours."""
    if reader.left_at or reader.role not in OVERSEES:
        raise NotYours
    found = _deviating(session, project, now) if stage == Stage.DEVIATES else _standing(session, project, stage)
    if reader.role == Role.DEPT_HEAD:
        found = [one for one in found if one.ticket.department_id == reader.department_id]
    return sorted(found, key=lambda one: (since(session, one), one.id))


def _standing(session: Session, project: Project, stage: Stage) -> list[Order]:
    return list(orders_in(session, project.id, *STATES[stage]))


def _deviating(session: Session, project: Project, now: datetime) -> list[Order]:
    """Of the last month, whatever became of them since."""
    wanted = select(Order).where(Order.project_id == project.id, Order.charged_at > now - LOOKS_BACK)
    return [one for one in session.scalars(wanted) if deviation_fen(session, one)]


def deviation_fen(session: Session, order: Order) -> int:
    """By how much the charge differs from what was agreed to, in fen; nothing as long as nothing is charged."""
    return 0 if order.charged_fen is None else order.charged_fen - agreed_fen(session, order)


def since(session: Session, order: Order) -> datetime:
    """Since when an order stands where it does: the newest step that brought it there."""
    came = select(OrderStep.at).where(OrderStep.order_id == order.id, OrderStep.state != order.state)
    return session.scalars(came.order_by(OrderStep.id.desc()).limit(1)).first() or order.asked_at


def to_audit(session: Session, project: Project, reader: Person, now: datetime) -> list[Order]:
    """What somebody of customer service may audit: nothing that they charged or collected themselves (R012)."""
    if reader.staff is None or reader.staff.role not in FRONT_OFFICE - {Role.MANAGER}:
        return []
    found = orders_in(session, project.id, S.COLLECTED)
    return [one for one in found if may_make(session, reader, one, "audit", now)]


def to_explain(session: Session, project: Project, reader: Person, now: datetime) -> list[Order]:
    """What the audit asks somebody about; head and supervisor only in the place of who works here no more."""
    found = orders_in(session, project.id, S.QUERIED)
    mine = [one for one in found if may_make(session, reader, one, "explain", now)]
    return [one for one in mine if Part.ASSIGNEE in parts_of(session, reader, one, now) or not _is_there(one)]


def _is_there(order: Order) -> bool:
    doer = order.charged_by
    return doer is not None and doer.left_at is None


def to_receive(session: Session, project: Project, reader: Person, now: datetime) -> list[Order]:
    """What finance has to confirm."""
    if reader.staff is None or reader.staff.role != Role.FINANCE:
        return []
    return list(orders_in(session, project.id, S.AUDITED))


def open_refunds(session: Session, project: Project) -> Sequence[Refund]:
    """Refunds that wait for the manager, or for being paid, the oldest first."""
    wanted = select(Refund).join(Order, Order.id == Refund.order_id).where(Order.project_id == project.id)
    return session.scalars(wanted.where(Refund.state.in_(WAITS_FOR)).order_by(Refund.id)).all()


WAITS_FOR = {
    RefundState.PROPOSED: frozenset({Role.MANAGER}),
    RefundState.LESS: frozenset({Role.MANAGER}),
    RefundState.APPROVED: frozenset({Role.CASHIER, Role.FINANCE}),
}


def refunds_for(session: Session, project: Project, reader: Staff) -> list[Refund]:
    """Refunds whose next step is the reader's, never two steps of one (X3)."""
    if reader.role not in MONEY:
        return []
    proposed = ("proposed_by_id",)
    hands = {
        RefundState.PROPOSED: proposed,
        RefundState.LESS: proposed,
        RefundState.APPROVED: ("proposed_by_id", "decided_by_id"),
    }
    return [
        one
        for one in open_refunds(session, project)
        if reader.role in WAITS_FOR[one.state]
        and reader.person_id not in {getattr(one, name) for name in hands[one.state]}
    ]


def refunds_of(session: Session, order: Order) -> Sequence[Refund]:
    """Every refund of an order, oldest first."""
    return session.scalars(select(Refund).where(Refund.order_id == order.id).order_by(Refund.id)).all()


def paid_out_by(session: Session, refund: Refund) -> Method:
    """In what way a refund was paid back; raises NoResultFound before it was."""
    same = select(PayOut.method).where(PayOut.about == refund.order.subject, PayOut.occasion == refund.subject)
    return session.scalars(same).one()
