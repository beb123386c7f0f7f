"""What is said when an order waits too long: to its customer politely, to the money's people, and then to those in charge (R062, X3)."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.calls.actions import plan
from models.calls.tables import CallKind
from models.dues import put_off
from models.hours import hours_of
from models.notices import Notice, NoticeState, Pace
from models.orders.consenting import has_expired
from models.orders.ending import expire
from models.orders.lifecycle import Part, State
from models.orders.moving import locked
from models.orders.reading import open_quote
from models.orders.tables import Order
from models.orders.telling import holders, inform
from models.orders.timing import AUDIT_WAITS, AUDITED_SOON, OFFICE, OFFICE_WAITS, RESTING, UNANSWERED, UNPAID_CALL
from models.people import Role
from models.policy import policy_of
from models.rota import staff_of

HIGHER = "higher:"  # the second time it comes due, those in charge hear of it


def price_waits(session: Session, order_id: int, now: datetime) -> bool:
    """Whoever has to answer a price is reminded once, by day; says whether somebody was."""
    order = locked(session, order_id)
    quote = open_quote(session, order)
    if order.state not in UNANSWERED or quote is None or has_expired(quote, now):
        return False
    waiting = Part.APPROVER if order.state == State.APPROVAL else Part.CUSTOMER
    for person_id in holders(session, waiting, order, now):
        inform(
            session,
            order,
            person_id,
            "order.price_waits.approver" if waiting == Part.APPROVER else "order.price_waits.customer",
            now,
            occasion=f"q{quote.id}",
            pace=Pace.ROUTINE,
        )
    return True


def price_ends(session: Session, order_id: int, now: datetime) -> bool:
    """The time of a price is over; says whether it has ended now."""
    order = locked(session, order_id)
    quote = open_quote(session, order)
    if order.state not in UNANSWERED or quote is None or not has_expired(quote, now):
        return False
    expire(session, order_id, now=now)
    return True


def unpaid(session: Session, order_id: int, occasion: str, now: datetime) -> bool:
    """The customer is reminded twice, by day, never of what waits to be told; then the desk calls. Says whether it is still unpaid."""
    order = locked(session, order_id)
    if order.state != State.CHARGED:
        return False
    customer = order.ticket.reporter_id
    if not occasion.startswith(UNPAID_CALL):
        if not _is_to_be_told(session, order):
            inform(session, order, customer, "order.unpaid.customer", now, occasion=occasion, pace=Pace.ROUTINE)
        return True
    plan(
        session,
        project=order.project,
        kind=CallKind.UNPAID,
        person_id=customer,
        subject=order.subject,
        occasion=occasion,
        now=now,
        due_at=hours_of(order.project).opens(now),
        ticket_id=order.ticket_id,
    )
    return True


def _is_to_be_told(session: Session, order: Order) -> bool:
    """Whether a reminder waits already for the end of a night or of a holiday."""
    waiting = select(Notice.id).where(Notice.kind == "order.unpaid.customer", Notice.subject == order.ticket.subject)
    return session.scalar(waiting.where(Notice.state == NoticeState.QUEUED).limit(1)) is not None


def audit_waits(session: Session, order_id: int, occasion: str, now: datetime) -> bool:
    """Whose step it is hears again, and a day later those in charge: audit, explanation or confirmation; says whether it waits."""
    order = locked(session, order_id)
    if order.state not in AUDITED_SOON:
        return False
    higher = occasion.startswith(HIGHER)
    for person_id in _in_charge(session, order) if higher else _whose_step(session, order, now):
        inform(
            session,
            order,
            person_id,
            "order.money_late.finance" if higher else "order.money_waits.finance",
            now,
            occasion=occasion,
        )
    if not higher:
        _again(session, order, AUDIT_WAITS, occasion, now, hours_of(order.project).day)
    return True


def _whose_step(session: Session, order: Order, now: datetime) -> Iterable[int]:
    part = {State.COLLECTED: Part.AUDITOR, State.QUERIED: Part.ASSIGNEE, State.AUDITED: Part.FINANCE}[order.state]
    return holders(session, part, order, now)


def office_waits(session: Session, order_id: int, occasion: str, now: datetime) -> bool:
    """A price is owed: the desk hears, and as much later those in charge; of one that was declined or ran out the desk, once.

    Says whether it still waits.
    """
    order = locked(session, order_id)
    if order.state in RESTING:
        for person_id in holders(session, Part.DESK, order, now):
            inform(session, order, person_id, "order.rests.desk", now, occasion=occasion)
        return True
    if order.state not in OFFICE:
        return False
    higher = occasion.startswith(HIGHER)
    for person_id in _in_charge(session, order) if higher else holders(session, Part.DESK, order, now):
        inform(
            session,
            order,
            person_id,
            "order.price_late.desk" if higher else "order.price_owed.desk",
            now,
            occasion=occasion,
        )
    if not higher:
        _again(
            session, order, OFFICE_WAITS, occasion, now, timedelta(hours=policy_of(order.project).order_answer_hours)
        )
    return True


def _in_charge(session: Session, order: Order) -> list[int]:
    return [one.person_id for one in staff_of(session, order.project) if one.role == Role.CS_SUPERVISOR]


def _again(session: Session, order: Order, kind: str, occasion: str, now: datetime, later: timedelta) -> None:
    """Once more after so much time of service, for those in charge."""
    due_at, subject = hours_of(order.project).after(now, later), order.subject
    higher = f"{HIGHER}{occasion}"
    put_off(session, project_id=order.project_id, kind=kind, subject=subject, occasion=higher, due_at=due_at)
