"""The work is done: what was agreed to is charged, or less, never more (R047, R074, X3)."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from models.ledger.charging import charge as enter
from models.media.actions import attach
from models.media.tables import AttachedTo
from models.order_refusals import AnswerAwaited, MoreThanConsented
from models.orders.lines import Done, counted_lines
from models.orders.moving import locked, moving
from models.orders.reading import agreed_lines, open_quote, parts_of
from models.orders.tables import ChargeLine, Order, Quote, QuoteLine
from models.orders.timing import watch
from models.people import Person
from models.refusals import Gone, ReasonMissing, TooLate


def charge(
    session: Session,
    order_id: int,
    *,
    by: Person,
    now: datetime,
    done: Mapping[int, int] | None = None,
    reason: str = "",
    receipts: Sequence[int] = (),
    no_receipt: str = "",
    seen: int | None = None,
) -> Order:
    """What it comes to, by the ids of the agreed lines and how many hundredths of each were done; everything, if nothing is said.

    Nothing at all needs a reason, and is audited like money; the material's receipts, or why there are none,
    are the audit's to read. Raises like `moving`, MoreThanConsented, ReasonMissing, AnswerAwaited
    while a price waits, TooLate before the arrival.
    """
    order = locked(session, order_id)
    if not parts_of(session, by, order, now):
        raise Gone
    lines = agreed_lines(session, order)
    _check_agreed(lines, done or {})
    counted = counted_lines(lines, done or {})
    came_to = sum(one.amount_fen for one in counted.values())
    words = no_receipt if came_to else reason
    with moving(session, order_id, _move(lines, came_to), by=by, now=now, seen=seen, words=words) as order:
        _check(session, order, lines, came_to, reason)
        session.add_all(_kept(order, counted))
        attach(session, order.subject, receipts, AttachedTo.SLIP, by=by, now=now)
        order.charged_fen, order.charged_by_id = came_to, by.id
        order.guarantee_until = _guaranteed_until(
            session, order, [one for one in lines if counted[one.id].quantity], now
        )
        if came_to:
            office, due = order.project_id, order.subject
            enter(session, project_id=office, subject=due, amount_fen=came_to, occasion="work", by=by, now=now)
    watch(session, order, now)
    return order


def _move(lines: Sequence[QuoteLine], came_to: int) -> str:
    """What was agreed to for nothing, such as work under guarantee, is at its end."""
    if came_to:
        return "charge"
    return "charge_nothing" if any(line.amount_fen for line in lines) else "rework_done"


def _check(session: Session, order: Order, lines: Sequence[QuoteLine], came_to: int, reason: str) -> None:
    if open_quote(session, order):
        raise AnswerAwaited(order=order.id)
    if order.ticket.arrived_at is None:
        raise TooLate(order=order.id)
    if _move(lines, came_to) == "charge_nothing" and not reason.strip():
        raise ReasonMissing


def _check_agreed(lines: Sequence[QuoteLine], done: Mapping[int, int]) -> None:
    """Raises MoreThanConsented for more than was agreed, or for a line that never was."""
    agreed = {line.id: line.quantity for line in lines}
    if any(not 0 <= quantity <= agreed.get(line, -1) for line, quantity in done.items()):
        raise MoreThanConsented


def _kept(order: Order, counted: Mapping[int, Done]) -> list[ChargeLine]:
    return [
        ChargeLine(order_id=order.id, quote_line_id=line, quantity=one.quantity, amount_fen=one.amount_fen)
        for line, one in counted.items()
    ]


def _guaranteed_until(session: Session, order: Order, lines: Sequence[QuoteLine], now: datetime) -> date | None:
    """The last day of the longest guarantee of what was done."""
    days = max((session.get_one(Quote, line.quote_id).guarantee_days for line in lines), default=0)
    return now.astimezone(order.project.zone).date() + timedelta(days=days) if days else None
