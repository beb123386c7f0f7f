"""What customers hear of their paid orders, and those who approve them (R029, R064, R075, DOMAIN 6)."""

from collections.abc import Callable

from bot.scene import Scene
from bot.screens import Screen
from bot.texts import Money, Span, T, Words
from handlers.cash_words import METHOD
from handlers.notices.making import Maker, card_under, owner_ticket, staff_ticket
from handlers.words import slot_of
from models.capacity.actions import booking_of
from models.ledger.posting import owed_fen
from models.notices import Notice
from models.orders.lifecycle import State
from models.orders.oversight import paid_out_by
from models.orders.proposals import offered_to_customer
from models.orders.reading import agreed_fen, open_quote, order_of, steps_of
from models.orders.tables import Order, Refund
from models.tickets.tables import Ticket

Said = Callable[[Scene, Order], Words | None]


def _of(said: Said) -> Maker:
    """A heading that looks at the order; nothing where there is none (any more)."""

    def heading(scene: Scene, ticket: Ticket) -> Words | None:
        order = order_of(scene.session, ticket)
        return said(scene, order) if order else None

    return owner_ticket(heading)


def _booked(scene: Scene, order: Order) -> Words:
    """Number, what, when, price; the card says what comes next (R075)."""
    known = {"name": scene.me.called, "number": order.ticket.number, "what": order.ticket.symptom.owner_name}
    booked = booking_of(scene.session, order.subject)
    quote = open_quote(scene.session, order)
    fen = agreed_fen(scene.session, order) or (quote.total_fen if quote else 0)
    if booked is None or not fen:
        return T(
            "owner", "{name}, hello. Your request has been received under number {number}: {what}. Thank you.", **known
        )
    return T(
        "owner",
        "{name}, hello. Your booking has been received under number {number}: {what}, {time}, {amount}. Thank you.",
        time=Span(booked.starts, booked.ends),
        amount=Money(fen),
        **known,
    )


def _priced(scene: Scene, order: Order) -> Words | None:
    if open_quote(scene.session, order) is None:
        return None
    return T(
        "owner",
        "Hello, here is the price for {number}. Please read it and choose below, thank you.",
        number=order.ticket.number,
    )


def _more(scene: Scene, order: Order) -> Words | None:
    if open_quote(scene.session, order) is None:
        return None
    return T(
        "owner",
        "<b>Please answer now, thank you: our colleague waits on the spot for your answer about {number}.</b>",
        number=order.ticket.number,
    )


def _agreed(_scene: Scene, order: Order) -> Words:
    return T(
        "owner", "Hello, for {number} the price is agreed, and we go on at once. Thank you.", number=order.ticket.number
    )


def _approved(_scene: Scene, order: Order) -> Words:
    return T(
        "owner",
        "Hello, your company has approved {number}, and we go on at once. Thank you.",
        number=order.ticket.number,
    )


def _disapproved(_scene: Scene, order: Order) -> Words:
    return T(
        "owner",
        "Hello, your company would rather leave {number} for now. Customer service still has it and is glad to help. Thank you.",
        number=order.ticket.number,
    )


def _asked(_scene: Scene, order: Order) -> Words:
    return T(
        "owner",
        "Hello, for {number} we have asked whoever speaks for your company, and tell you at once. Thank you.",
        number=order.ticket.number,
    )


def _expired(scene: Scene, order: Order) -> Words | None:
    if order.state != State.EXPIRED:
        return None
    return T(
        "owner",
        "Hello, the time for which the price of {number} held is over. If you still need it, please press “Ask for a price again”. "
        "Thank you.",
        number=order.ticket.number,
    )


def _not_more(_scene: Scene, order: Order) -> Words:
    return T("owner", "Hello, {number} goes on as it was agreed before. Thank you.", number=order.ticket.number)


def _charged(scene: Scene, order: Order) -> Words | None:
    if order.state != State.CHARGED:
        return None
    return T(
        "owner",
        "Hello, {number} is done. To be paid: {amount}. Please choose below how you would like to pay, thank you.",
        number=order.ticket.number,
        amount=Money(owed_fen(scene.session, order.subject)),
    )


def _for_nothing(scene: Scene, order: Order) -> Words | None:
    if not order.is_for_nothing:
        return None
    return T(
        "owner",
        "Hello, for {number} nothing is to be paid. If you have paid something, or have a question, please call {desk}. Thank you.",
        number=order.ticket.number,
        desk=scene.project.desk_phone,
    )


def _lowered(scene: Scene, order: Order) -> Words | None:
    if order.state != State.CHARGED:
        return None
    return T(
        "owner",
        "Hello, for {number} only {amount} is to be paid now. Thank you for your patience.",
        number=order.ticket.number,
        amount=Money(owed_fen(scene.session, order.subject)),
    )


def _waived(_scene: Scene, order: Order) -> Words:
    return T("owner", "Hello, for {number} nothing more is to be paid. Thank you.", number=order.ticket.number)


def _bounced(scene: Scene, order: Order) -> Words | None:
    if order.state != State.CHARGED:
        return None
    return T(
        "owner",
        "Hello, sorry to trouble you: the payment for {number} has not been found with us yet, {amount}. "
        "Please look at it once more, or talk to us. Thank you.",
        number=order.ticket.number,
        amount=Money(owed_fen(scene.session, order.subject)),
    )


def _owed_again(scene: Scene, order: Order) -> Words | None:
    """What was to go back has been counted as paid, and is owed now."""
    if order.state != State.CHARGED:
        return None
    return T(
        "owner",
        "Hello, the account of {number} has been gone through once more: to be paid is {amount}. "
        "The service desk at {desk} is glad to explain it to you. Thank you for your understanding.",
        number=order.ticket.number,
        amount=Money(owed_fen(scene.session, order.subject)),
        desk=scene.project.desk_phone,
    )


def _corrected(scene: Scene, order: Order) -> Words | None:
    """A colleague entered a payment by mistake: nothing is said of whether the customer has paid."""
    if order.state != State.CHARGED:
        return None
    return T(
        "owner",
        "Hello, the entry of a payment for {number} has been corrected: to be paid is {amount}, please go by this message. "
        "Your questions are answered by the service desk at {desk}. Thank you for your understanding.",
        number=order.ticket.number,
        amount=Money(owed_fen(scene.session, order.subject)),
        desk=scene.project.desk_phone,
    )


def _received(_scene: Scene, order: Order) -> Words:
    return T(
        "owner", "Hello, your payment for {number} is confirmed by our finance. Thank you.", number=order.ticket.number
    )


def _ended(scene: Scene, order: Order) -> Words:
    return T(
        "owner",
        "Hello, we are sorry that {number} could be arranged only in part: {reason}. Please talk to us if you still need it. Thank you.",
        number=order.ticket.number,
        reason=_last_words(scene, order, "end"),
    )


def _last_words(scene: Scene, order: Order, move: str) -> Words:
    said = [one.words for one in steps_of(scene.session, order) if one.move == move and one.words]
    return said[-1] if said else ""


def _guaranteed(_scene: Scene, order: Order) -> Words:
    """[free]."""
    return T(
        "owner",
        "Hello, {number} is under guarantee: we do it again free of charge. Thank you for telling us.",
        number=order.ticket.number,
    )


def _refunded(scene: Scene, notice: Notice) -> Screen | None:
    """How much went back, and how."""
    refund = scene.session.get_one(Refund, int(notice.occasion.partition(":")[2]))
    words = T(
        "owner",
        "Hello, for {number} {amount} have been paid back to you ({method}). Thank you.",
        number=refund.order.ticket.number,
        amount=Money(refund.amount_fen),
        method=METHOD[paid_out_by(scene.session, refund)],
    )
    return owner_ticket(words)(scene, notice)


def _time_proposed(scene: Scene, order: Order) -> Words | None:
    proposed = offered_to_customer(scene.session, order)
    if proposed is None:
        return None
    return T(
        "owner",
        "Hello, for {number} we propose another time: {time}. Please choose below whether it suits you, thank you.",
        number=order.ticket.number,
        time=Span(proposed.starts, proposed.ends),
    )


def _confirmed(_scene: Scene, ticket: Ticket) -> Words:
    return T(
        "owner",
        "Hello, the time for {number} is confirmed: {slot}. Thank you.",
        number=ticket.number,
        slot=slot_of(ticket),
    )


OWNER: dict[str, Maker] = {
    "order.booked.customer": _of(_booked),
    "order.quote.customer": _of(_priced),
    "order.quote_more.customer": _of(_more),
    "order.agree.customer": _of(_agreed),
    "order.agree_more.customer": _of(_agreed),
    "order.approve.customer": _of(_approved),
    "order.disapprove.customer": _of(_disapproved),
    "order.ask_approval.customer": _of(_asked),
    "order.expire.customer": _of(_expired),
    "order.decline_more.customer": _of(_not_more),
    "order.charge.customer": _of(_charged),
    "order.charge_nothing.customer": _of(_for_nothing),
    "order.lower.customer": _of(_lowered),
    "order.waive.customer": _of(_waived),
    "order.waive_rest.customer": _of(_waived),
    "order.bounce.customer": _of(_bounced),
    "order.owe_again.customer": _of(_owed_again),
    "order.take_back.customer": _of(_corrected),
    "order.receive.customer": _of(_received),
    "order.end.customer": _of(_ended),
    "order.guarantee.customer": _of(_guaranteed),
    "order.refunded.customer": _refunded,
    "order.time_proposed.customer": _of(_time_proposed),
    "confirm_time.reporter": owner_ticket(_confirmed),
    "order.ask_approval.approver": card_under(
        T(
            "owner",
            "Hello, a colleague of yours has ordered something above the agreed amount. Please have a look, thank you.",
        )
    ),
}
STAFF: dict[str, Maker] = {
    "order.time_declined.proposer": staff_ticket(
        T("staff", "The proposed time does not suit the owner; please agree another one")
    ),
}
