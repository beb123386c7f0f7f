"""The customer answers a price: agrees, wants to talk about it, or declines; every answer is kept with what was read (R064)."""

from collections.abc import Set
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.order_refusals import AnsweredAlready, PriceExpired, PriceReplaced
from models.orders.approving import approvers
from models.orders.lifecycle import Part, State
from models.orders.limits import needs_approval
from models.orders.moving import locked, moving
from models.orders.reading import moves_for, parts_of
from models.orders.settling import settle_time
from models.orders.tables import Answer, Consent, Order, Quote, QuoteState
from models.orders.timing import watch
from models.people import Person
from models.refusals import Gone, NotYours, TooLate, WordsMissing
from models.tickets.moving import locked as locked_ticket

STATE_OF = {
    Answer.AGREED: QuoteState.AGREED,
    Answer.APPROVED: QuoteState.AGREED,
    Answer.DECLINED: QuoteState.DECLINED,
    Answer.DISAPPROVED: QuoteState.DECLINED,
    Answer.DISCUSS: QuoteState.DISCUSSED,
}
MOVE_OF = {
    Answer.AGREED: "agree",
    Answer.DECLINED: "decline",
    Answer.DISCUSS: "discuss",
    Answer.APPROVED: "approve",
    Answer.DISAPPROVED: "disapprove",
}
APPROVERS = frozenset({Answer.APPROVED, Answer.DISAPPROVED})  # the words of whoever speaks for the unit

SPEAKING = frozenset({Part.CUSTOMER, Part.APPROVER})  # who answer for themselves


@dataclass(frozen=True)
class Shown:
    """What was before somebody who answered: the text, its language, the version of the price, and on which message (R064)."""

    text: str
    language: str
    label: str
    message_id: int | None = None


def answer(
    session: Session,
    quote_id: int,
    said: Answer,
    *,
    by: Person,
    now: datetime,
    shown: Shown,
    words: str = "",
) -> Order:
    """Answer a price, or say what a customer said by telephone or at the door: the consent names both (R064).

    Above what a tenant's staff may order alone the order waits for whoever speaks for the unit.

    Raises Gone, NotYours, PriceReplaced, PriceExpired, AnsweredAlready (a second tap), OwnMoney for who named the price,
    WordsMissing for a colleague who does not say what was said.
    """
    wanted = session.get(Quote, quote_id)
    if wanted is None:
        raise Gone
    locked_ticket(session, wanted.order.ticket_id)  # always the ticket first
    if not parts_of(session, by, locked(session, wanted.order_id), now):
        raise Gone
    quote = _locked(session, quote_id)
    check_answerable(quote, now)
    move = _move(session, quote, said)
    with moving(session, quote.order_id, move, by=by, now=now, words=words) as order:
        parts = parts_of(session, by, order, now)
        if not parts & (SPEAKING | {Part.DESK}) and order.ticket.arrived_at is None:
            raise TooLate(order=order.id)  # who does the work hears an answer only where they stand before it
        if not _speaks(session, quote, said, parts):
            raise NotYours(order=quote.order_id)
        if not parts & SPEAKING and not words.strip():
            raise WordsMissing(order=order.id)
        keep(session, quote, said, by=by, now=now, shown=shown, words=words)
        if move != "ask_approval":
            quote.state = STATE_OF[said]
    if order.state == State.CONSENTED and not quote.supplement:
        settle_time(session, order, now)
    watch(session, order, now)
    return order


def answers_to(session: Session, quote: Quote, person: Person, now: datetime) -> frozenset[Answer]:
    """What somebody may answer to the open price, or write down as heard: above the limit only the unit's word is a yes."""
    able = {move.name for move in moves_for(session, person, quote.order, now)}
    possible = (said for said in Answer if _move(session, quote, said) in able)
    parts = parts_of(session, person, quote.order, now)
    return frozenset(said for said in possible if _speaks(session, quote, said, parts))


def _speaks(session: Session, quote: Quote, said: Answer, parts: Set[Part]) -> bool:
    """More, seen on the spot, is agreed to by who may: above the limit by whoever speaks for the unit, as the first price was."""
    if not quote.supplement:
        return True
    above = needs_approval(session, quote.order, quote.total_fen)
    if said in APPROVERS:
        return Part.APPROVER in parts or (above and Part.CUSTOMER not in parts)
    return Part.APPROVER in parts or said != Answer.AGREED or not above


def _move(session: Session, quote: Quote, said: Answer) -> str:
    """Which move an answer is; a repeated one, or one to a price that has gone, is told apart before the order is asked."""
    if quote.supplement:
        return "agree_more" if STATE_OF[said] == QuoteState.AGREED else "decline_more"
    if said == Answer.AGREED and needs_approval(session, quote.order, quote.total_fen):
        return "ask_approval"
    return MOVE_OF[said]


def _locked(session: Session, quote_id: int) -> Quote:
    wanted = select(Quote).where(Quote.id == quote_id).with_for_update(of=Quote)
    return session.scalars(wanted.execution_options(populate_existing=True)).one()


def check_answerable(quote: Quote, now: datetime) -> None:
    """Raise AnsweredAlready for a second tap, PriceReplaced or PriceExpired for a price that holds no more."""
    if quote.state == QuoteState.REPLACED:
        raise PriceReplaced(order=quote.order_id)
    if quote.state == QuoteState.EXPIRED or (quote.state == QuoteState.OPEN and has_expired(quote, now)):
        raise PriceExpired(order=quote.order_id)
    if quote.state != QuoteState.OPEN:
        raise AnsweredAlready(order=quote.order_id)


def has_expired(quote: Quote, now: datetime) -> bool:
    """Whether its time is over; what is asked on the spot holds as long as somebody is there."""
    return not quote.supplement and quote.valid_until is not None and quote.valid_until <= now


def keep(
    session: Session, quote: Quote, said: Answer, *, by: Person, now: datetime, shown: Shown, words: str = ""
) -> Consent:
    """The row that nothing changes any more: whose word, who heard it, the text, the version, the sum and the message (R064)."""
    customer, speaking = quote.order.ticket.reporter_id, [one.id for one in approvers(session, quote.order)]
    own = by.id == customer or by.id in speaking
    whose = speaking[0] if said in APPROVERS and speaking else customer
    kept = Consent(
        order_id=quote.order_id,
        quote_id=quote.id,
        answer=said,
        text=shown.text,
        language=shown.language,
        label=shown.label,
        message_id=shown.message_id,
        amount_fen=quote.total_fen,
        by_id=by.id if own else whose,
        recorded_by_id=None if own else by.id,
        words=words.strip(),
        at=now,
    )
    session.add(kept)
    session.flush()
    return kept
