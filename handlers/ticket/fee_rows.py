"""The buttons about what a job costs: free, a price, the owner's answer, the money, the end (R047, R063, R064, R074)."""

from collections.abc import Iterator

from bot.scene import Scene
from bot.screens import Button, Row, rows_of
from bot.texts import Money, T, Words
from handlers.taps import Begin
from models.ledger.posting import owed_fen
from models.orders.lifecycle import Part, State
from models.orders.reading import moves_for, open_quote, order_of, own_payment, parts_of
from models.orders.tables import Order
from models.refusals import NotYours
from models.tickets.lifecycle import TO_DO, Status
from models.tickets.lifecycle import Part as TicketPart
from models.tickets.parts import parts_of as ticket_parts
from models.tickets.paying import check_has_come
from models.tickets.tables import Ticket

ON_THE_BOOKS = frozenset({TicketPart.DESK, TicketPart.RECEIVER, TicketPart.SUPERVISOR, TicketPart.MANAGER})


def fee_rows(scene: Scene, ticket: Ticket, moves: set[str]) -> list[Row]:
    """What its reader may do about the money of it now."""
    order = order_of(scene.session, ticket)
    found = _undecided(scene, ticket, moves) if order is None else _of_order(scene, ticket, order)
    buttons = [Button(label, Begin(flow, ticket.id)) for label, flow in found]
    return [*rows_of([*buttons, *(_mistake(scene, order) if order is not None else ())], 2)]


def _undecided(scene: Scene, ticket: Ticket, moves: set[str]) -> Iterator[tuple[Words, str]]:
    """Free, or a price: for customer service, for the head, and for who stands before it."""
    parts = ticket_parts(scene.session, scene.me, ticket, scene.now)
    if not ticket.is_fee_unsaid or ticket.status not in TO_DO:
        return
    decides = bool(parts & ON_THE_BOOKS) or (TicketPart.ASSIGNEE in parts and ticket.status == Status.ARRIVED)
    if decides or TicketPart.HEAD in parts:
        yield T("button", "Name a price"), "quote"
    if decides and "free" in moves:
        yield T("button", "Free of charge"), "for_free"


def _of_order(scene: Scene, ticket: Ticket, order: Order) -> Iterator[tuple[Words, str]]:
    able = {move.name for move in moves_for(scene.session, scene.me, order, scene.now)}
    mine = parts_of(scene.session, scene.me, order, scene.now)
    yield from _money(scene, order, able)
    yield from _answers(scene, order, able, mine)
    yield from _answers_here(scene, order, able, mine)
    yield from _prices(scene, ticket, order, able)
    if "end" in able:
        yield T("button", "Not carried out"), "end_order"


def _money(scene: Scene, order: Order, able: set[str]) -> Iterator[tuple[Words, str]]:
    if "collect" in able and order.state == State.CHARGED:
        amount = Money(owed_fen(scene.session, order.subject))
        yield T("button", "Take the money: {money}", money=amount), "collect"


def _mistake(scene: Scene, order: Order) -> Iterator[Button]:
    """What its reader has taken for it and still carries may be an entry by mistake."""
    mine = own_payment(scene.session, order, scene.me)
    if mine is not None and order.state == State.COLLECTED:
        yield Button(T("button", "Entered by mistake"), Begin("void_payment", mine.id))


def _answers(scene: Scene, order: Order, able: set[str], mine: frozenset[Part]) -> Iterator[tuple[Words, str]]:
    """What the owner says in words instead of by tapping is noted by a colleague who did not name the price."""
    if open_quote(scene.session, order) is None:
        return
    if Part.DESK in mine and able & {"agree", "agree_more", "approve", "decline", "decline_more", "disapprove"}:
        yield T("button", "Note the owner's answer"), "note_answer"


def _answers_here(scene: Scene, order: Order, able: set[str], mine: frozenset[Part]) -> Iterator[tuple[Words, str]]:
    """What the owner says to who stands before it."""
    there = Part.ASSIGNEE in mine and Part.DESK not in mine and order.ticket.status == Status.ARRIVED
    if there and able & {"decline", "decline_more"} and open_quote(scene.session, order) is not None:
        yield T("button", "The owner declines on the spot"), "declined_here"
        yield T("button", "The owner agrees on the spot"), "agreed_here"


def _prices(scene: Scene, ticket: Ticket, order: Order, able: set[str]) -> Iterator[tuple[Words, str]]:
    if "quote" in able and ticket.status in TO_DO and _has_come(scene, ticket):
        named = order.quoted_at is not None
        yield (T("button", "Another price") if named else T("button", "Name a price")), "quote"
    if "quote_more" in able and ticket.status == Status.ARRIVED and open_quote(scene.session, order) is None:
        yield T("button", "More is needed: price it"), "quote"


def _has_come(scene: Scene, ticket: Ticket) -> bool:
    """Whether its reader may name a price: who does the work, only once there (DOMAIN 5.7)."""
    try:
        check_has_come(scene.session, ticket, scene.me, scene.now)
    except NotYours:
        return False
    return True
