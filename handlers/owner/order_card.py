"""Whoever speaks for a company approves what its people order above their limit: who, what, for which unit, at what price (DOMAIN 5.2)."""

from collections.abc import Iterator

from bot.scene import Scene
from bot.screens import Button, Row, Screen
from bot.texts import Money, T, Words, lines
from handlers.knowledge_words import HOME
from handlers.order_taps import OpenOrder
from handlers.order_words import owner_state, quoted_lines
from handlers.own_order_taps import ApprovePrice
from handlers.taps import Begin
from handlers.ticket.owner_card import owner_card
from handlers.ticket.owner_visit import times_for_owner
from handlers.ticket.price_card import price_card
from models.orders.consenting import answers_to
from models.orders.lifecycle import Part
from models.orders.reading import agreed_lines, open_quote, parts_of, visible
from models.orders.tables import Answer, Order
from models.refusals import Gone


def open_order(scene: Scene, tap: OpenOrder) -> Screen:
    """The card of what somebody approves, or has ordered."""
    return order_card(scene, tap.order)


def order_card(scene: Scene, order_id: int) -> Screen:
    """The order's own card for who approves it, the ticket's for its customer; raises Gone for everybody else."""
    order = visible(scene.session, order_id, scene.me, scene.now)
    if order.ticket.reporter_id == scene.me.id:
        return owner_card(scene, order.ticket_id)
    if Part.APPROVER not in parts_of(scene.session, scene.me, order, scene.now):
        raise Gone
    ticket = order.ticket
    words = lines(
        T("label", "<b>Order {number}</b>", number=ticket.number),
        T("label", "State: <b>{state}</b>", state=_state(scene, order)),
        T("label", "Ordered by: {name}", name=ticket.reporter.called),
        T("label", "Unit: {unit}", unit=ticket.unit.number if ticket.unit else "-"),
        T("label", "Service: {what}", what=ticket.symptom.owner_name),
        T("label", "In their words: {words}", words=ticket.words) if ticket.words else None,
        *times_for_owner(scene, ticket),
        *_price(scene, order),
    )
    return Screen(words, (*_rows(scene, order), (HOME,)), order.subject, state=order.state)


def _state(scene: Scene, order: Order) -> Words:
    """How far it is; what waits for the reader says so."""
    return T("label", "Waiting for your approval") if _waits_for_me(scene, order) else owner_state(order)


def _waits_for_me(scene: Scene, order: Order) -> bool:
    quote = open_quote(scene.session, order)
    return quote is not None and Answer.APPROVED in answers_to(scene.session, quote, scene.me, scene.now)


def _price(scene: Scene, order: Order) -> Iterator[Words]:
    if (quote := open_quote(scene.session, order)) is not None:
        yield from price_card(scene, quote)
    elif agreed := agreed_lines(scene.session, order):
        yield quoted_lines(agreed)
        yield T("label", "Total: <b>{amount}</b>", amount=Money(sum(one.amount_fen for one in agreed)))


def _rows(scene: Scene, order: Order) -> Iterator[Row]:
    quote = open_quote(scene.session, order)
    if quote is not None and _waits_for_me(scene, order):
        yield (
            Button(T("button", "Approve"), ApprovePrice(quote.id)),
            Button(T("button", "Rather not"), Begin("disapprove_price", quote.id)),
        )
