"""One move of one order: lock, ask the table, see who did the step before, change, log and tell (R012, X3)."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from models.events import record, touch
from models.orders.lifecycle import ENDED, MOVES, Move, Part, State
from models.orders.reading import did, parts_of
from models.orders.tables import Order, OrderStep, Quote, QuoteState
from models.orders.telling import announce
from models.people import Person
from models.refusals import Gone, NotYours, Outdated, OwnMoney, TooLate
from models.tickets.lifecycle import TO_DO

STAMPS = {  # the moments of X3; an explanation is no collection, and a transfer that was none no charge
    "quote": "quoted_at",
    "agree": "consented_at",
    "approve": "consented_at",
    "charge": "charged_at",
    "charge_nothing": "charged_at",
    "collect": "collected_at",
    "audit": "audited_at",
    "audit_nothing": "audited_at",
    "receive": "received_at",
}


def locked(session: Session, order_id: int) -> Order:
    """The order, locked until the end of the transaction; raises Gone."""
    wanted = select(Order).where(Order.id == order_id).with_for_update(of=Order)
    order = session.scalar(wanted.execution_options(populate_existing=True))
    if order is None:
        raise Gone
    return order


def check_move(session: Session, order: Order, name: str, by: Person | None, now: datetime) -> Move:
    """The move, if this person may make it now; raises Gone, NotYours, TooLate, and OwnMoney for two steps in one hand (X3)."""
    move = MOVES[name]
    parts = parts_of(session, by, order, now) if by else frozenset({Part.CLOCK})
    if not parts:
        raise Gone
    if not parts & move.by:
        raise NotYours(order=order.id)
    if order.state not in move.starts:
        raise TooLate(order=order.id)
    if by is not None and by.id in did(session, order, move.apart):
        raise OwnMoney(order=order.id)
    return move


@contextmanager
def moving(
    session: Session,
    order_id: int,
    name: str,
    *,
    by: Person | None,
    now: datetime,
    seen: int | None = None,
    words: str = "",
    facts: Mapping[str, Any] | None = None,
) -> Iterator[Order]:
    """Make a move; the body adds what is special about it. `by=None` is the office's clock.

    Raises like `check_move`, and Outdated (decided on another version); then nothing has changed.
    """
    with session.begin_nested():
        order = locked(session, order_id)
        move = check_move(session, order, name, by, now)
        if seen is not None and seen != order.version:
            raise Outdated(order=order.id)
        yield order
        before, order.version = order.state, order.version + 1
        if move.target is not None:
            _change(order, move, move.target, now)
        note(session, order, name, by, now, state=before, words=words, facts=facts)
        announce(session, order, move, by.id if by else None, now)


def check_to_do(order: Order) -> None:
    """Raise TooLate once the visit is over: no price is asked for or named that nobody would work for."""
    if order.ticket.status not in TO_DO:
        raise TooLate(order=order.id)


def _change(order: Order, move: Move, target: State, now: datetime) -> None:
    order.state = target
    if stamp := STAMPS.get(move.name):
        setattr(order, stamp, now)
    if target in ENDED:
        order.ended_at = now


def note(
    session: Session,
    order: Order,
    move: str,
    by: Person | None,
    now: datetime,
    *,
    state: State,
    words: str = "",
    facts: Mapping[str, Any] | None = None,
) -> None:
    """Keep a step for ever and log it, and draw the cards anew: the event holds no words."""
    by_id = by.id if by else None
    session.add(OrderStep(order_id=order.id, move=move, state=state, by_id=by_id, at=now, words=words.strip()))
    session.flush()
    told = {"state": order.state, "version": order.version, **(facts or {})}
    kind, office = f"order.{move}", order.project_id
    record(session, project_id=office, subject=order.subject, kind=kind, now=now, actor_id=by_id, facts=told)
    touch(session, order.ticket.subject)


def close_open(session: Session, order: Order, state: QuoteState = QuoteState.REPLACED) -> None:
    """Whatever price waits for an answer waits no more."""
    waiting = update(Quote).where(Quote.order_id == order.id, Quote.state == QuoteState.OPEN)
    session.execute(waiting.values(state=state))
