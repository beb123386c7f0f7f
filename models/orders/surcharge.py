"""Another time changes what a booked service costs: outside service hours the list's surcharge, agreed to with the time (R064, DOMAIN 4.4)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from models.capacity.free import is_outside
from models.estate import Both
from models.hours import hours_of
from models.money import percent_of
from models.order_refusals import PriceChanged, SurchargeAboveLimit
from models.orders.approving import orders_alone
from models.orders.consenting import Shown, keep
from models.orders.lifecycle import State
from models.orders.lines import PIECE, WORK, Line
from models.orders.moving import moving, note
from models.orders.quoting import put
from models.orders.reading import agreed_fen, every_agreed_line, is_list_surcharge
from models.orders.tables import Answer, Order, Quote, QuoteLine, QuoteState
from models.people import Person
from models.policy import policy_of
from models.prices.estimate import ONE, LineKind

SURCHARGE = Both("非服务时间加收", "Surcharge outside service hours")


@dataclass(frozen=True)
class Change:
    """What an order comes to as it is agreed now, and at another time; in fen. `missing` is what nobody has agreed to yet."""

    former_fen: int
    fen: int
    missing_fen: int = 0

    @property
    def more_fen(self) -> int:
        """By how much it is dearer; below nothing where a surcharge falls away."""
        return self.fen - self.former_fen


@dataclass(frozen=True)
class Heard:
    """The sum that was read before a time was chosen, what was before its reader, and the words of who heard it by telephone."""

    fen: int
    shown: Shown
    words: str = ""


def change_at(session: Session, order: Order, start: datetime, end: datetime) -> Change:
    """What another time makes of the sum; only what was booked from the list has a surcharge of the list."""
    former = agreed_fen(session, order)
    if order.edition is None or order.rework_of_id is not None or order.state != State.CONSENTED:
        return Change(former, former)
    lines = every_agreed_line(session, order)
    agreed = _sum(line for line in lines if is_list_surcharge(line))
    rest = _sum(lines) - agreed
    if not is_outside(hours_of(order.project), start, end):
        return Change(former, rest)
    work = _sum(line for line in lines if line.edition_id == order.edition_id and line.kind in WORK)
    missing = max(percent_of(work, policy_of(order.project).service_surcharge_percent) - agreed, 0)
    return Change(former, rest + agreed + missing, missing)


def agree_to_sum(
    session: Session, order: Order, start: datetime, end: datetime, heard: Heard | None, *, by: Person, now: datetime
) -> None:
    """With a dearer time its surcharge is agreed to, as it was read; a cheaper one needs no word.

    Raises PriceChanged where another sum was read, or none, and SurchargeAboveLimit for more than the customer orders alone.
    """
    change = change_at(session, order, start, end)
    if heard is not None and heard.fen != change.fen:
        raise PriceChanged(order=order.id)
    if change.more_fen <= 0:
        return
    if heard is None:
        raise PriceChanged(order=order.id)
    unit, customer = order.ticket.unit, order.ticket.reporter
    if unit is None or not orders_alone(session, order.project, customer, unit, change.fen):
        raise SurchargeAboveLimit(order=order.id, fen=change.fen)
    quote = _put(session, order, change.missing_fen, now) if change.missing_fen else _surcharged(session, order)
    with moving(session, order.id, "agree_more", by=by, now=now, words=heard.words):
        keep(session, quote, Answer.AGREED, by=by, now=now, shown=heard.shown, words=heard.words)
        quote.state = QuoteState.AGREED


def _put(session: Session, order: Order, fen: int, now: datetime) -> Quote:
    """The list's own price for the time, as a step like any other (X3)."""
    line = Line(LineKind.SURCHARGE, SURCHARGE, PIECE, ONE, fen, fen, order.edition_id)
    made = put(session, order, by=None, now=now, lines=[line], supplement=True)
    note(session, order, "quote_more", None, now, state=order.state)
    return made


def _surcharged(session: Session, order: Order) -> Quote:
    """The price in which the surcharge was agreed to before."""
    lines = [line for line in every_agreed_line(session, order) if is_list_surcharge(line)]
    return session.get_one(Quote, lines[-1].quote_id)


def _sum(lines: Iterable[QuoteLine]) -> int:
    return sum(line.amount_fen for line in lines)
