"""How orders are said on both bots: their states, their prices line by line, how money was paid (R062, R064, X3)."""

from collections.abc import Sequence

from bot.quantities import quantity_of
from bot.texts import Money, T, Words, lines, listed
from models.estate import Both
from models.orders.lifecycle import State
from models.orders.tables import ChargeLine, Order, QuoteLine
from models.prices.estimate import LineKind

# What an owner reads of how far it is.
OWNER_ORDER = {
    State.REQUESTED: T("label", "We are preparing a price"),
    State.QUOTED: T("label", "Waiting for your answer to the price"),
    State.DISCUSSED: T("label", "Customer service discusses the price with you"),
    State.DECLINED: T("label", "Declined for now"),
    State.EXPIRED: T("label", "No longer valid"),
    State.APPROVAL: T("label", "Waiting for the approval of your company"),
    State.CONSENTED: T("label", "Agreed, thank you"),
    State.CHARGED: T("label", "To be paid"),
    State.COLLECTED: T("label", "Paid, being confirmed"),
    State.QUERIED: T("label", "Paid, being confirmed"),
    State.AUDITED: T("label", "Paid, being confirmed"),
    State.RECEIVED: T("label", "Payment confirmed"),
    State.FREE: T("label", "Nothing to pay"),
    State.CANCELLED: T("label", "Cancelled"),
    State.NOT_DONE: T("label", "Ended"),
}

STAFF_ORDER = {
    State.REQUESTED: T("staff", "price to be named"),
    State.QUOTED: T("staff", "waits for consent"),
    State.DISCUSSED: T("staff", "wants to discuss the price"),
    State.DECLINED: T("staff", "price declined"),
    State.EXPIRED: T("staff", "price ran out"),
    State.APPROVAL: T("staff", "waits for the company's approval"),
    State.CONSENTED: T("staff", "consented"),
    State.CHARGED: T("staff", "charged, not paid"),
    State.COLLECTED: T("staff", "paid, to be audited"),
    State.QUERIED: T("staff", "audit asks back"),
    State.AUDITED: T("staff", "audited, to be confirmed by finance"),
    State.RECEIVED: T("staff", "received by finance"),
    State.FREE: T("staff", "nothing to pay"),
    State.CANCELLED: T("staff", "cancelled"),
    State.NOT_DONE: T("staff", "not carried out"),
}

FOR_NOTHING = frozenset({State.COLLECTED, State.QUERIED})  # the states of a charge of nothing that is audited


def owner_state(order: Order) -> Words:
    """How far it is, as its customer reads it."""
    if order.is_for_nothing and order.state in FOR_NOTHING:
        return OWNER_ORDER[State.FREE]
    return OWNER_ORDER[order.state]


def staff_state(order: Order) -> Words:
    """How far it is, as the office reads it."""
    if order.is_for_nothing and order.state == State.COLLECTED:
        return T("staff", "charged as nothing, to be audited")
    return STAFF_ORDER[order.state]


LINE_KIND = {
    LineKind.LABOUR: None,
    LineKind.MATERIAL: T("label", "Material"),
    LineKind.MINIMUM: T("label", "Up to the minimum charge"),
    LineKind.SURCHARGE: T("label", "Surcharge outside service hours"),
}


def line_words(name: Both, kind: LineKind, unit: Both, quantity: int, price_fen: int, amount_fen: int) -> Words:
    """One line of a price: what, how much of it, at what price, and what that comes to."""
    what: Words = name
    if kind in {LineKind.MINIMUM, LineKind.SURCHARGE}:
        what = LINE_KIND[kind] or name
        return T("label", "{what}: {amount}", what=what, amount=Money(amount_fen))
    if kind == LineKind.MATERIAL:
        what = T("label", "Material: {name}", name=name)
    return T(
        "label",
        "{what}: {quantity} at {price} = {amount}",
        what=what,
        quantity=quantity_of(quantity, unit),
        price=Money(price_fen),
        amount=Money(amount_fen),
    )


def may_not_order(names: Sequence[Words]) -> Words:
    """Who of somebody's company may order, where they may not themselves (DOMAIN 5.7)."""
    if not names:
        return T("owner", "To order it please talk to us, a colleague finds a way with you. Thank you.")
    return T(
        "owner",
        "For your company {names} may order. Please ask them, or talk to us. Thank you.",
        names=listed(names, ", "),
    )


def charged_lines(found: Sequence[ChargeLine]) -> Words:
    """What was done of it, line by line, without what was not."""
    done = ((one.line, one.quantity, one.amount_fen) for one in found if one.quantity)
    return lines(*(line_words(of.name, of.kind, of.unit, quantity, of.price_fen, fen) for of, quantity, fen in done))


def quoted_lines(found: Sequence[QuoteLine]) -> Words:
    """A price, line by line."""
    return lines(
        *(line_words(one.name, one.kind, one.unit, one.quantity, one.price_fen, one.amount_fen) for one in found)
    )
