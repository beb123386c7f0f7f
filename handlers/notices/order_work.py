"""What customer service, heads and whoever does the work hear of a paid order (R047, R063, R064, R073, R076)."""

from collections.abc import Callable

from bot.scene import Scene
from bot.texts import Money, T, Words, lines
from handlers.notices.making import Heading, Maker, owner_ticket, staff_ticket
from handlers.ticket.told import reporter_reads
from handlers.words import slot_of
from models.orders.gates import time_is_confirmed
from models.orders.reading import agreed_fen, order_of, steps_of
from models.tickets.lifecycle import Status
from models.tickets.tables import Ticket


def _amount(scene: Scene, ticket: Ticket) -> Money:
    """What is agreed to now."""
    order = order_of(scene.session, ticket)
    return Money(agreed_fen(scene.session, order) if order else 0)


def _agreed(scene: Scene, ticket: Ticket) -> Words:
    order = order_of(scene.session, ticket)
    if order is not None and not time_is_confirmed(order):
        return T("staff", "Price agreed, {amount}. Please confirm the time", amount=_amount(scene, ticket))
    if ticket.department_id is None:
        return T("staff", "Price agreed, {amount}. Please dispatch", amount=_amount(scene, ticket))
    return T("staff", "Price agreed, {amount}", amount=_amount(scene, ticket))


def _go_on(scene: Scene, ticket: Ticket) -> Words:
    return T(
        "staff",
        "The owner agrees, {amount} in all. Please go on",
        amount=_amount(scene, ticket),
    )


def _said(move: str, words: Words) -> Callable[[Scene, Ticket], Words]:
    """What somebody has decided, and under it the words of the step, where there are any."""

    def tell(scene: Scene, ticket: Ticket) -> Words:
        order = order_of(scene.session, ticket)
        steps = steps_of(scene.session, order) if order else ()
        said = next((one.words for one in reversed(steps) if one.move == move), "")
        return lines(words, said or None)

    return tell


def _cleaning(scene: Scene, ticket: Ticket) -> Words:
    slot = slot_of(ticket)
    if not slot:
        return T("staff", "Cleaning ordered. Customer service agrees the time")
    return T("staff", "Cleaning ordered for {slot}. Customer service agrees the time", slot=slot)


def _confirmed(scene: Scene, ticket: Ticket) -> Words:
    return T("staff", "The time is agreed, {slot}", slot=slot_of(ticket))


def _cancelled(scene: Scene, ticket: Ticket) -> Words | None:
    """Whoever has received a report that is withdrawn has heard it with that."""
    if ticket.status == Status.WITHDRAWN and ticket.first_receiver_id == scene.me.id:
        return None
    return T("staff", "The order is cancelled")


def _hear(scene: Scene, ticket: Ticket) -> Words:
    if reporter_reads(scene, ticket):
        return T("staff", "On the spot the owner says yes. Please call, or let them tap; then note it")
    return T("staff", "On the spot the owner says yes. Please call them now, and note the answer")


DISCUSS = _said("discuss", T("staff", "The owner wants to discuss the price. Please call"))
DECLINE = _said("decline", T("staff", "The owner declines the price. Please call, or end it with the reason"))
DISAPPROVE = _said("disapprove", T("staff", "The owner's company does not approve the price"))


TELLERS: dict[str, Heading] = {
    "order.agree.desk": _agreed,
    "order.agree.assignee": _go_on,
    "order.approve.desk": _agreed,
    "order.approve.assignee": _go_on,
    "order.agree_more.assignee": _go_on,
    "order.discuss.desk": DISCUSS,
    "order.discuss.assignee": T("staff", "The owner wants to discuss the price; customer service calls them"),
    "order.decline.desk": DECLINE,
    "order.decline.assignee": T("staff", "The owner declines the price. Please do nothing that is to be paid"),
    "order.disapprove.desk": DISAPPROVE,
    "order.disapprove.assignee": DISAPPROVE,
    "order.decline_more.assignee": T("staff", "The owner declines what comes on top. Please do what was agreed before"),
    "order.expire.desk": T("staff", "The price has run out unanswered. Please call, or name another"),
    "order.ask_again.desk": T("staff", "The owner asks for a price again"),
    "order.cancel.desk": _cancelled,
    "order.end.assignee": _said("end", T("staff", "The order is not carried out")),
    "order.bounce.desk": _said("bounce", T("staff", "The payment proved to be none, it is to be paid again")),
    "order.owe_again.desk": _said("owe_again", T("staff", "The refund was taken back, the rest is to be paid again")),
    "order.take_back.desk": _said("take_back", T("staff", "A payment was entered by mistake, it is to be paid again")),
    "order.cleaning": _cleaning,
    "order.hear.desk": _hear,
    "order.time_over.desk": T(
        "staff", "The price was agreed after the booked time had passed. Please agree another time with the owner"
    ),
    "confirm_time.head": _confirmed,
    "confirm_time.assignee": _confirmed,
}
STAFF: dict[str, Maker] = {kind: staff_ticket(tell) for kind, tell in TELLERS.items()}
# [free] (R047)
NOTHING_TO_PAY = owner_ticket(
    T("owner", "After checking, this is handled free of charge; please do not worry. Thank you.")
)
OWNER: dict[str, Maker] = {"free.reporter": NOTHING_TO_PAY, "order.free.customer": NOTHING_TO_PAY}
