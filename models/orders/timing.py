"""What time does to an order: a price runs out, a customer is reminded of a price or of what is owed, an audit waits (R062, X3)."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.dues import call_off, put_off
from models.hours import hours_of
from models.orders.lifecycle import State
from models.orders.reading import open_quote
from models.orders.tables import Order, OrderStep
from models.policy import policy_of

PRICE_ENDS, PRICE_WAITS, UNPAID, AUDIT_WAITS, OFFICE_WAITS = (
    "order_price_ends",
    "order_price_waits",
    "order_unpaid",
    "order_audit_waits",
    "order_office_waits",
)
KINDS = (PRICE_ENDS, PRICE_WAITS, UNPAID, AUDIT_WAITS, OFFICE_WAITS)
UNANSWERED = frozenset({State.QUOTED, State.APPROVAL})
OFFICE = frozenset({State.REQUESTED, State.DISCUSSED})
RESTING = frozenset({State.DECLINED, State.EXPIRED})  # with customer service, which calls once more or ends it
RESTS = 3  # times as long as a price may be owed
AUDITED_SOON = frozenset({State.COLLECTED, State.QUERIED, State.AUDITED})  # the office's own steps with the money
OWED_SINCE = ("charge", "bounce", "take_back", "owe_again")
UNPAID_CALL = "call:"  # after two reminders the desk calls


def watch(session: Session, order: Order, now: datetime) -> None:
    """Ask the clock for what lies ahead of this order, and for nothing else."""
    for kind in KINDS:
        call_off(session, kind=kind, subject=order.subject)
    for kind, moment, prefix in _coming(session, order, now):
        if moment > now:
            put_off(
                session,
                project_id=order.project_id,
                kind=kind,
                subject=order.subject,
                occasion=f"{prefix}{moment.isoformat()}",
                due_at=moment,
            )


def _coming(session: Session, order: Order, now: datetime) -> Iterator[tuple[str, datetime, str]]:
    """What comes when, and how its occasion begins."""
    hours, policy = hours_of(order.project), policy_of(order.project)
    quote = open_quote(session, order)
    if order.state in UNANSWERED and quote and quote.valid_until:
        yield PRICE_WAITS, quote.at + (quote.valid_until - quote.at) / 2, ""
        yield PRICE_ENDS, quote.valid_until, ""
    if order.state in OFFICE:
        yield OFFICE_WAITS, hours.after(now, timedelta(hours=policy.order_answer_hours)), ""
    if order.state in RESTING:
        yield OFFICE_WAITS, hours.after(now, RESTS * timedelta(hours=policy.order_answer_hours)), ""
    if order.state == State.CHARGED:
        first, again = policy.unpaid_first_days, policy.unpaid_again_days
        for days, prefix in ((first, ""), (again, ""), (first + again, UNPAID_CALL)):
            yield UNPAID, _owed_since(session, order) + timedelta(days=days), prefix
    if order.state in AUDITED_SOON:
        yield AUDIT_WAITS, hours.after(now, hours.day * policy.audit_days), ""


def _owed_since(session: Session, order: Order) -> datetime:
    """When it was charged, or when a payment proved to be none."""
    owed = select(OrderStep.at).where(OrderStep.order_id == order.id, OrderStep.move.in_(OWED_SINCE))
    return session.scalars(owed.order_by(OrderStep.id.desc())).first() or order.asked_at
