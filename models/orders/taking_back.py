"""An approved refund that cannot or should not be paid any more is taken back by the manager, with the reason (R061, R228)."""

from datetime import datetime

from sqlalchemy.orm import Session

from models.orders.owing_again import is_owed_again
from models.orders.refunding import PAYS_OUT, check_manager, locked_refund, note_refund, owe_again, tell_staff
from models.orders.tables import Refund, RefundState
from models.orders.telling import inform
from models.people import Person
from models.refusals import ReasonMissing, TooLate


def check_may_take_back(session: Session, one: Refund, by: Person) -> None:
    """Raises NotYours, OwnMoney, and TooLate where it is not approved, or paid already."""
    check_manager(session, one, by)
    if one.state != RefundState.APPROVED:
        raise TooLate(order=one.order_id)


def take_back(
    session: Session, refund_id: int, *, by: Person, now: datetime, reason: str, seen: int | None = None
) -> Refund:
    """What was taken off the charge for it is charged again; whoever proposed it and whoever would pay it hear why.

    The customer hears of it where something is owed again by that. Raises Gone, NotYours, TooLate, Outdated, OwnMoney, ReasonMissing.
    """
    if not reason.strip():
        raise ReasonMissing
    with session.begin_nested():
        order, one = locked_refund(session, refund_id, by, seen)
        check_may_take_back(session, one, by)
        one.state, one.decision, one.version = RefundState.TAKEN_BACK, reason.strip(), one.version + 1
        one.decided_by_id, one.decided_at = by.id, now
        session.flush()
        owe_again(session, order, one, by, now)
        note_refund(session, order, one, "take_back", by, now)
        if one.proposed_by_id != by.id:
            inform(
                session, order, one.proposed_by_id, "refund.taken_back", now, occasion=f"{one.subject}:{one.version}"
            )
        tell_staff(session, order, one, "refund.not_to_pay", PAYS_OUT, by, now)
        is_owed_again(session, order, "owe_again", by=by, now=now, words=reason)
    return one
