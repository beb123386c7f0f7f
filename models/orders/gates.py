"""Where an order holds its ticket back: no consent, no dispatch; no answer, no more work; no charge, no end (R047, R064, DOMAIN 5.1)."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.orders.lifecycle import State
from models.orders.tables import Order, Quote, QuoteState
from models.refusals import AnswerAwaited, ChargeMissing, ConsentMissing, PriceUnsaid
from models.tickets.kinds import Payment
from models.tickets.tables import Ticket

S = State
AGREED = frozenset({S.CONSENTED, S.CHARGED, S.COLLECTED, S.QUERIED, S.AUDITED, S.RECEIVED, S.FREE})
SETTLED = AGREED - {S.CONSENTED}
# Nothing was agreed to, so nothing paid was done; customer service has the order, the visit may end.
OVER = frozenset({S.CANCELLED, S.NOT_DONE})  # whoever comes again comes for nothing that is paid
GIVEN_UP = OVER | {S.DECLINED, S.EXPIRED}


def may_be_dispatched(session: Session, ticket: Ticket) -> None:
    """Raise ConsentMissing as long as nobody has agreed to the price of it; somebody may go and look first (R064, R066)."""
    order = _order(session, ticket)
    looks_first = order is not None and order.state == S.REQUESTED and order.look_first
    if order is not None and order.state not in AGREED | OVER and not looks_first:
        raise ConsentMissing(ticket=ticket.id)


def may_be_finished(session: Session, ticket: Ticket) -> None:
    """Raise PriceUnsaid (free or paid?), AnswerAwaited or ChargeMissing while the money of it is not settled (R047)."""
    order = _order(session, ticket)
    if order is None:
        if ticket.payment == Payment.ON_SITE and ticket.parent_id is None:
            raise PriceUnsaid(ticket=ticket.id)
        return
    waiting = select(Quote.id).where(Quote.order_id == order.id, Quote.state == QuoteState.OPEN).limit(1)
    if session.scalar(waiting) is not None:
        raise AnswerAwaited(ticket=ticket.id)
    if order.state == S.CONSENTED:
        raise ChargeMissing(ticket=ticket.id)
    if order.state not in SETTLED | GIVEN_UP:
        raise AnswerAwaited(ticket=ticket.id)


def _order(session: Session, ticket: Ticket) -> Order | None:
    return session.scalar(select(Order).where(Order.ticket_id == ticket.id))
