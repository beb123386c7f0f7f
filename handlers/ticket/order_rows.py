"""A paid order on its customer's card: how it stands, what it costs, what comes next, and what they may choose (R064, R075)."""

from collections.abc import Iterator

from bot.scene import Scene
from bot.screens import Button, Row
from bot.texts import Day, Money, Span, T, Words
from handlers.order_words import charged_lines, owner_state, quoted_lines
from handlers.own_order_taps import AgreeToPrice, AskPriceAgain, ComplainOf, HowToPay, TakeTime
from handlers.taps import Begin
from handlers.ticket.order_complaints import complaint_buttons
from handlers.ticket.price_card import price_card
from handlers.ticket.time_sum import sum_at, to_owner
from handlers.words import slot_of
from models.ledger.posting import owed_fen
from models.orders.consenting import answers_to
from models.orders.gates import time_is_confirmed
from models.orders.guarantee import is_guaranteed
from models.orders.lifecycle import State
from models.orders.oversight import refunds_of
from models.orders.proposals import TimeProposal, offered_to_customer
from models.orders.reading import agreed_fen, agreed_lines, charges_of, moves_for, open_quote, order_of
from models.orders.tables import Answer, Order, RefundState
from models.tickets.lifecycle import MOVES, UNDISPATCHED, Status
from models.tickets.rating import may_rate
from models.tickets.tables import Ticket

STANDS = frozenset({State.CONSENTED, State.CHARGED, State.COLLECTED, State.QUERIED, State.AUDITED, State.RECEIVED})
AGREED = STANDS | {State.FREE}
TOLD = frozenset({Status.FED_BACK, Status.CALLBACK})
WAITING = UNDISPATCHED | {Status.SENT, Status.OFFERED, Status.ASSIGNED}


def order_lines(scene: Scene, ticket: Ticket) -> Iterator[Words]:
    """How the order stands, its price line by line, and until when it is guaranteed; nothing where nothing is paid for."""
    order = order_of(scene.session, ticket)
    if order is None:
        return
    if order.rework_of is not None:
        yield T("label", "Done again under guarantee, free of charge ({number})", number=order.rework_of.ticket.number)
        return
    yield T("label", "Price: <b>{state}</b>", state=owner_state(order))
    yield from _agreed(scene, order)
    if (quote := open_quote(scene.session, order)) is not None:
        yield ""
        yield from price_card(scene, quote)
    if (proposed := _offered(scene, order)) is not None:
        yield T("label", "Time that we propose: <b>{time}</b>", time=Span(proposed.starts, proposed.ends))
        if (changed := to_owner(scene, order, proposed.starts, proposed.ends)) is not None:
            yield changed


def _agreed(scene: Scene, order: Order) -> Iterator[Words]:
    """What was agreed to and what it came to."""
    done, agreed = charges_of(scene.session, order), agreed_lines(scene.session, order)
    if order.state in AGREED and agreed:
        yield charged_lines(done) if done else quoted_lines(agreed)
    more_asked = open_quote(scene.session, order) is not None
    yield from _in_all(order, agreed_fen(scene.session, order) if order.state in AGREED else 0, more_asked=more_asked)
    if order.state == State.CHARGED:
        yield T("label", "To be paid: <b>{amount}</b>", amount=Money(owed_fen(scene.session, order.subject)))
    for refund in refunds_of(scene.session, order):
        if refund.state == RefundState.PAID:
            yield T("label", "Paid back: {amount}", amount=Money(refund.amount_fen))
    if order.guarantee_until is not None:
        yield T("label", "Guaranteed until {day}", day=_day(scene, order))


def _in_all(order: Order, agreed: int, *, more_asked: bool) -> Iterator[Words]:
    """One sum: what was agreed, and once it is charged what it came to; both only where they differ."""
    if agreed and (more_asked or order.charged_fen not in {None, agreed}):
        yield T("label", "Agreed: {amount}", amount=Money(agreed))
    elif agreed and order.charged_fen is None:
        yield T("label", "Total: <b>{amount}</b>", amount=Money(agreed))
    if order.charged_fen is not None:
        yield T("label", "It came to: {amount}", amount=Money(order.charged_fen))


def _day(scene: Scene, order: Order) -> Words:
    until = order.guarantee_until
    assert until is not None
    return Day(scene.now.astimezone(scene.project.zone).replace(year=until.year, month=until.month, day=until.day))


def order_next(scene: Scene, ticket: Ticket) -> Words | None:
    """What comes next with the price; None where the visit says enough."""
    order = order_of(scene.session, ticket)
    if order is None:
        return None
    match order.state:
        case State.REQUESTED if order.look_first:
            return T(
                "owner",
                "Our colleague comes to look first and then names you a price. We contact you before {time}, thank you.",
                time=ticket.contact_by,
            )
        case State.REQUESTED:
            return T("owner", "We name you a price and contact you before {time}. Thank you.", time=ticket.contact_by)
        case State.DISCUSSED:
            return T("owner", "Customer service contacts you to talk about the price. Thank you for your patience.")
        case State.QUOTED if order.ticket.status in WAITING:
            return T("owner", "As soon as you agree we arrange who comes. Thank you.")
        case State.APPROVAL:
            return T("owner", "We have asked whoever speaks for your company and tell you at once. Thank you.")
        case State.DECLINED | State.EXPIRED:
            return T(
                "owner",
                "Customer service still has your request. If you would like another price, please press the button below. Thank you.",
            )
        case State.CHARGED:
            return T("owner", "The work is done. Please choose below how you would like to pay, thank you.")
        case _:
            return _time_next(order)


def _time_next(order: Order) -> Words | None:
    """Before somebody has the job: whether the time stands."""
    ticket = order.ticket
    if order.state != State.CONSENTED or ticket.status not in WAITING:
        return None
    was_booked = order.edition_id is not None
    if not time_is_confirmed(order) or (was_booked and ticket.appointed_from is None):
        return T("owner", "Customer service contacts you to confirm the time. Thank you.")
    if ticket.appointed_from is None:
        return _comes_next(ticket)
    return T(
        "owner", "Your time is noted: {slot}. We will tell you at once who comes, thank you.", slot=slot_of(ticket)
    )


def _comes_next(ticket: Ticket) -> Words | None:
    if ticket.status not in UNDISPATCHED:
        return None
    return T("owner", "We are arranging who comes, and when, and will tell you at once. Thank you.")


def order_buttons(scene: Scene, ticket: Ticket) -> list[Row]:
    """What the customer may do about the order now."""
    order = order_of(scene.session, ticket)
    if order is None:
        return []
    moves = {move.name for move in moves_for(scene.session, scene.me, order, scene.now)}
    return [*_price_buttons(scene, order, moves), *_time_buttons(scene, order)]


def _price_buttons(scene: Scene, order: Order, moves: set[str]) -> Iterator[Row]:
    quote = open_quote(scene.session, order)
    able = answers_to(scene.session, quote, scene.me, scene.now) if quote else frozenset()
    if quote is not None and Answer.AGREED in able:
        yield (Button(T("button", "I agree"), AgreeToPrice(quote.id)),)
    if quote is not None and Answer.DECLINED in able:
        yield (
            Button(T("button", "Let us talk about it"), Begin("discuss_price", quote.id)),
            Button(T("button", "Not needed now"), Begin("decline_price", quote.id)),
        )
    if "ask_again" in moves:
        yield (Button(T("button", "Ask for a price again"), AskPriceAgain(order.id, order.version)),)
    if order.state == State.CHARGED:
        yield (Button(T("button", "How to pay"), HowToPay(order.id)),)


def _offered(scene: Scene, order: Order) -> TimeProposal | None:
    """The time that waits for the answer, as long as nobody has come."""
    return offered_to_customer(scene.session, order) if order.ticket.status in MOVES["confirm_time"].starts else None


def _time_buttons(scene: Scene, order: Order) -> Iterator[Row]:
    if (proposed := _offered(scene, order)) is not None:
        fen = sum_at(scene, order, proposed.starts, proposed.ends)
        yield (
            Button(T("button", "This time suits me"), TakeTime(order.id, proposed.id, fen)),
            Button(T("button", "Choose another time"), Begin("move_time", order.ticket_id)),
        )


def afterwards(scene: Scene, ticket: Ticket) -> list[Row]:
    """What stands at the end of the card: the guarantee, and a complaint once somebody has come."""
    order = order_of(scene.session, ticket)
    return list(_afterwards(scene, order)) if order else []


def _is_settled_for(scene: Scene, ticket: Ticket) -> bool:
    """Whether its customer has no nearer way to say that it is not done: a rating of the present round reopens it (R055)."""
    return ticket.status == Status.CLOSED or (ticket.status in TOLD and not may_rate(scene.session, ticket, scene.me))


def _afterwards(scene: Scene, order: Order) -> Iterator[Row]:
    if is_guaranteed(order, scene.now) and _is_settled_for(scene, order.ticket):
        yield (Button(T("button", "Under guarantee: it needs doing again"), Begin("rework", order.id)),)
    if order.ticket.arrived_at is not None:
        yield (Button(T("button", "A complaint about it"), ComplainOf(order.ticket_id)),)
    yield from complaint_buttons(scene, order.ticket)
