"""What a job costs, on the staff's card: free or not, what waits for an answer, what may be charged (R047, R064, R074, X3)."""

from collections.abc import Iterator

from bot.scene import Scene
from bot.texts import Money, T, Words, lines
from handlers.order_words import quoted_lines, staff_state
from models.ledger.posting import owed_fen
from models.orders.lifecycle import State
from models.orders.reading import agreed_lines, charges_of, open_quote, order_of, visible
from models.orders.tables import Order, Quote
from models.refusals import Gone
from models.tickets.kinds import Payment
from models.tickets.lifecycle import TO_DO, Part, Status
from models.tickets.paying import free_because
from models.tickets.tables import Ticket

ASKED = frozenset({State.QUOTED, State.APPROVAL})
WORKING = frozenset({Status.ACCEPTED, Status.ARRIVED})


def fee_lines(scene: Scene, ticket: Ticket, parts: frozenset[Part]) -> Iterator[Words | None]:
    """Line by line; a price is for customer service, for the head, and for who does the job (DOMAIN 5.7)."""
    order = order_of(scene.session, ticket)
    if order is None:
        yield _undecided(scene, ticket)
    elif _may_read(scene, order):
        yield _free(scene, ticket) or _agreed(scene, ticket, order, parts) or _how_far(order)
        yield from _waiting(scene, order)
        yield from _charged(scene, order)


def _undecided(scene: Scene, ticket: Ticket) -> Words | None:
    """To be decided, or free and why; what never costs anything says nothing."""
    if ticket.is_fee_unsaid:
        return T("staff", "Fee: <b>to be decided</b>") if ticket.status in TO_DO else None
    return _free(scene, ticket)


def _free(scene: Scene, ticket: Ticket) -> Words | None:
    """Why it is free, where somebody has said so."""
    reason = free_because(scene.session, ticket) if ticket.payment == Payment.FREE else ""
    return T("staff", "Fee: free, {reason}", reason=reason) if reason else None


def _may_read(scene: Scene, order: Order) -> bool:
    try:
        visible(scene.session, order.id, scene.me, scene.now)
    except Gone:
        return False
    return True


def _waiting(scene: Scene, order: Order) -> Iterator[Words]:
    """The price that is with the customer."""
    quote = open_quote(scene.session, order)
    if quote is None:
        return
    yield lines(_asked(order, quote), quoted_lines(quote.lines), *_because(quote))


def _asked(order: Order, quote: Quote) -> Words:
    """Whose answer it is, and to how much."""
    amount = Money(quote.total_fen)
    if quote.supplement:
        return T("staff", "<b>Waiting for the owner's answer to what comes on top: {amount}</b>", amount=amount)
    if order.state == State.APPROVAL:
        return T("staff", "<b>Waiting for the company's approval: {amount}</b>", amount=amount)
    return T("staff", "<b>Waiting for the owner's answer: {amount}</b>", amount=amount)


def _because(quote: Quote) -> Iterator[Words]:
    if quote.words:
        yield T("staff", "Why: {words}", words=quote.words)


def _how_far(order: Order) -> Words | None:
    """How it stands; nothing where the card says it anyway: free under guarantee, or which price waits for whom."""
    if order.state in ASKED or (order.rework_of_id is not None and order.state == State.CONSENTED):
        return None
    return T("staff", "Fee: <b>{state}</b>", state=staff_state(order))


def _agreed(scene: Scene, ticket: Ticket, order: Order, parts: frozenset[Part]) -> Words | None:
    """What was agreed to; for who is there, what may be charged and no more."""
    found = agreed_lines(scene.session, order)
    if not found or order.state != State.CONSENTED:
        return None
    amount = Money(sum(one.amount_fen for one in found))
    here = Part.ASSIGNEE in parts and ticket.status in WORKING
    head = (
        T("staff", "Fee: agreed by the owner, to be charged at most <b>{amount}</b>", amount=amount)
        if here
        else T("staff", "Fee: agreed by the owner, <b>{amount}</b>", amount=amount)
    )
    return lines(head, quoted_lines(found))


def _charged(scene: Scene, order: Order) -> Iterator[Words]:
    """What it came to, and what of it is still to be paid."""
    if not charges_of(scene.session, order):
        return
    yield T("staff", "Charged: <b>{amount}</b>", amount=Money(order.charged_fen or 0))
    if (owed := owed_fen(scene.session, order.subject)) > 0:
        yield T("staff", "Still to be paid: <b>{amount}</b>", amount=Money(owed))
