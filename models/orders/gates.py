"""Where an order holds its ticket back: no consent, no dispatch; no answer, no more work; no charge, no end (R047, R064, DOMAIN 5.1)."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.order_refusals import AnswerAwaited, ChargeMissing, ConsentMissing, PriceUnsaid, TimeUnconfirmed
from models.orders.lifecycle import State
from models.orders.reading import agreed_fen
from models.orders.tables import Order, Quote, QuoteState
from models.prices.tables import ServiceClass
from models.refusals import Refusal, TooLate
from models.tickets.tables import Ticket

S = State
AGREED = frozenset({S.CONSENTED, S.CHARGED, S.COLLECTED, S.QUERIED, S.AUDITED, S.RECEIVED, S.FREE})
OVER = frozenset({S.CANCELLED, S.NOT_DONE})  # whoever comes again comes for nothing that is paid
# Nothing was agreed to, so nothing paid was done; customer service has the order, the visit may end.
GIVEN_UP = OVER | {S.DECLINED, S.EXPIRED}


def may_be_dispatched(session: Session, ticket: Ticket) -> None:
    """Raise ConsentMissing as long as nobody has agreed to the price of it; somebody may go and look first (R064, R066).

    Raise TimeUnconfirmed for a cleaning whose time no person has agreed with the customer (R076).
    """
    order = _order(session, ticket)
    looks_first = order is not None and order.state == S.REQUESTED and order.look_first
    if order is not None and order.state not in AGREED | OVER and not looks_first:
        raise ConsentMissing(ticket=ticket.id)
    if order is not None and not time_is_confirmed(order):
        raise TimeUnconfirmed(ticket=ticket.id)


def time_is_confirmed(order: Order) -> bool:
    """Whether a time stands: of a cleaning a person has agreed it with the customer (R076)."""
    return order.service_class != ServiceClass.CLEANING or order.ticket.appointed_from is not None


def is_held_back(session: Session, ticket: Ticket) -> bool:
    """Whether it waits for an answer or a time before anybody is sent."""
    try:
        may_be_dispatched(session, ticket)
    except Refusal:
        return True
    return False


def may_be_finished(session: Session, ticket: Ticket) -> None:
    """Raise PriceUnsaid (free or paid?), AnswerAwaited or ChargeMissing while the money of it is not settled (R047)."""
    order = _order(session, ticket)
    if order is None and ticket.is_fee_unsaid:
        raise PriceUnsaid(ticket=ticket.id)
    may_be_ended(session, ticket)
    if order is not None and order.state == S.CONSENTED and not is_free_rework(session, order):
        raise ChargeMissing(ticket=ticket.id)


def may_be_ended(session: Session, ticket: Ticket) -> None:
    """Raise PriceUnsaid, or AnswerAwaited while a price is with the customer: the work is not at its end (R047, R066)."""
    order = _order(session, ticket)
    if order is None:
        return
    if order.state == S.REQUESTED:
        raise PriceUnsaid(ticket=ticket.id)
    waiting = select(Quote.id).where(Quote.order_id == order.id, Quote.state == QuoteState.OPEN).limit(1)
    if session.scalar(waiting) is not None or order.state not in AGREED | GIVEN_UP:
        raise AnswerAwaited(ticket=ticket.id)


def may_be_withdrawn(session: Session, ticket: Ticket) -> None:
    """Raise TooLate once somebody has come for what was agreed to: what is half done is ended by customer service, with its reason."""
    order = _order(session, ticket)
    if order is None or ticket.arrived_at is None or order.state != S.CONSENTED or is_free_rework(session, order):
        return
    raise TooLate(ticket=ticket.id)


def is_withdrawable(session: Session, ticket: Ticket) -> bool:
    """Whether its owner may still take it back."""
    try:
        may_be_withdrawn(session, ticket)
    except TooLate:
        return False
    return True


def is_free_rework(session: Session, order: Order) -> bool:
    """Whether it is done again under guarantee, and nothing more was agreed to."""
    return order.rework_of_id is not None and agreed_fen(session, order) == 0


def _order(session: Session, ticket: Ticket) -> Order | None:
    return session.scalar(select(Order).where(Order.ticket_id == ticket.id))
