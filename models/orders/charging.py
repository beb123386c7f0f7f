"""The work is done: what was agreed to is charged, or less, never more (R047, R074, X3)."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from models.ledger.charging import charge as enter
from models.order_refusals import AnswerAwaited, MoreThanConsented
from models.orders.lines import amount_of
from models.orders.moving import locked, moving
from models.orders.reading import agreed_lines, open_quote, parts_of
from models.orders.tables import ChargeLine, Order, Quote, QuoteLine
from models.orders.timing import watch
from models.people import Person
from models.refusals import Gone, TooLate


def charge(
    session: Session,
    order_id: int,
    *,
    by: Person,
    now: datetime,
    done: Mapping[int, int] | None = None,
    seen: int | None = None,
) -> Order:
    """What it comes to, by the ids of the agreed lines and how many hundredths of each were done; everything, if nothing is said.

    Raises like `moving`, MoreThanConsented, AnswerAwaited while a price waits, TooLate before the arrival.
    """
    order = locked(session, order_id)
    if not parts_of(session, by, order, now):
        raise Gone
    lines = agreed_lines(session, order)
    counted = _counted(lines, done)
    came_to = sum(amount_of(line, counted[line.id]) for line in lines)
    with moving(session, order_id, "charge" if came_to else "charge_nothing", by=by, now=now, seen=seen) as order:
        if open_quote(session, order):
            raise AnswerAwaited(order=order.id)
        if order.ticket.arrived_at is None:
            raise TooLate(order=order.id)
        for line in lines:
            quantity = counted[line.id]
            session.add(
                ChargeLine(
                    order_id=order.id, quote_line_id=line.id, quantity=quantity, amount_fen=amount_of(line, quantity)
                )
            )
        order.charged_fen, order.charged_by_id = came_to, by.id
        order.guarantee_until = _guaranteed_until(session, order, lines, now)
        if came_to:
            occasion, office = "work", order.project_id
            enter(
                session, project_id=office, subject=order.subject, amount_fen=came_to, occasion=occasion, by=by, now=now
            )
    watch(session, order, now)
    return order


def _counted(lines: Sequence[QuoteLine], done: Mapping[int, int] | None) -> dict[int, int]:
    """How much was done of each line; raises MoreThanConsented for more than was agreed, or for a line that never was."""
    agreed = {line.id: line.quantity for line in lines}
    if done is None:
        return agreed
    if any(not 0 <= quantity <= agreed.get(line, -1) for line, quantity in done.items()):
        raise MoreThanConsented
    return {line: done.get(line, quantity) for line, quantity in agreed.items()}


def _guaranteed_until(session: Session, order: Order, lines: Sequence[QuoteLine], now: datetime) -> date | None:
    """The last day of the longest guarantee of what was agreed to."""
    days = max((session.get_one(Quote, line.quote_id).guarantee_days for line in lines), default=0)
    return now.astimezone(order.project.zone).date() + timedelta(days=days) if days else None
