"""Who hears of an order: the customer and whoever works on it by the ticket's card, the money's people by the order's own (R029, X3)."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from models.notices import Pace, tell
from models.orders.approving import approvers
from models.orders.lifecycle import Move, Part
from models.orders.tables import Order
from models.people import Role, Side, Staff
from models.prices.tables import Shelf
from models.prices.terms import HOMES
from models.roles import in_charge
from models.rota import intake_desk, on_duty, staff_of
from models.tickets.parts import side_of

AUDITORS = frozenset({Role.CS_DESK, Role.CS_FIELD})


def holders(session: Session, part: Part, order: Order, now: datetime) -> list[int]:
    """The person ids behind a part, for telling them."""
    ticket = order.ticket
    match part:
        case Part.CUSTOMER:
            return [ticket.reporter_id]
        case Part.APPROVER:
            return [one.id for one in approvers(session, order)]
        case Part.ASSIGNEE:
            doer = ticket.assignee_id or order.charged_by_id
            return [doer] if doer else []
        case _:
            return [one.person_id for one in _office(session, part, order, now)]


def _office(session: Session, part: Part, order: Order, now: datetime) -> Iterable[Staff]:
    everybody = staff_of(session, order.project)
    match part:
        case Part.DESK:
            receiver = order.ticket.first_receiver
            return [receiver] if receiver and not receiver.left_at else intake_desk(session, order.project, now)
        case Part.AUDITOR:
            return _auditors(session, order, everybody, now)
        case Part.FINANCE:
            return [one for one in everybody if one.role == Role.FINANCE]
        case _:
            return []


def _auditors(session: Session, order: Order, everybody: Iterable[Staff], now: datetime) -> list[Staff]:
    """Of customer service who is on duty and had no hand in the money; else those in charge."""
    hands = {order.charged_by_id, order.collected_by_id}
    present = [one for one in on_duty(session, order.project, now) if one.role in AUDITORS]
    able = [one for one in present or everybody if one.role in AUDITORS and one.person_id not in hands]
    return able or [one for one in in_charge(everybody) if one.person_id not in hands]


def heads_of_cleaning(session: Session, order: Order) -> list[Staff]:
    """The heads of whoever cleans, who hear of a cleaning before it is dispatched to them (R076)."""
    code = HOMES[Shelf.CLEANING].department
    return [
        one for one in staff_of(session, order.project) if one.role == Role.DEPT_HEAD and one.department.code == code
    ]


def announce(session: Session, order: Order, move: Move, by_id: int | None, now: datetime) -> None:
    """Everybody whom the table names hears once; who acted sees the card. What only the clock does is said by day."""
    pace = Pace.ROUTINE if move.by == {Part.CLOCK} else Pace.PROMPT
    for part in sorted(move.tells):
        for person_id in holders(session, part, order, now):
            if person_id != by_id:
                inform(session, order, person_id, f"order.{move.name}.{part}", now, pace=pace)


def inform(
    session: Session,
    order: Order,
    person_id: int,
    kind: str,
    now: datetime,
    *,
    occasion: str = "",
    pace: Pace = Pace.PROMPT,
    facts: Mapping[str, Any] | None = None,
) -> None:
    """Queue one notice about an order, once a version or occasion; the money's people read the order's own card."""
    tell(
        session,
        project_id=order.project_id,
        person_id=person_id,
        side=_side(session, order, person_id),
        kind=kind,
        subject=order.subject if _by_own_card(kind) else order.ticket.subject,
        occasion=occasion or f"o{order.version}",
        now=now,
        pace=pace,
        facts={**(facts or {}), "order": order.id, "ticket": order.ticket_id},
    )


def _by_own_card(kind: str) -> bool:
    """What is about the money, also the question of an audit, which whoever charged it answers there."""
    return kind.endswith((Part.AUDITOR, Part.FINANCE, Part.APPROVER)) or kind.startswith(("refund.", "order.query."))


def _side(session: Session, order: Order, person_id: int) -> Side:
    if person_id == order.ticket.reporter_id or person_id in {one.id for one in approvers(session, order)}:
        return side_of(session, person_id)
    return Side.STAFF
