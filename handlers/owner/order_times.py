"""The customer's part in the time of an order: another free one, or yes to the one that the office proposes (R067, R076)."""

from bot.forms.flow import Flow, Form
from bot.scene import Scene
from bot.screens import Screen
from bot.texts import T, Words
from handlers.own_order_taps import TakeTime
from handlers.service_times import FreeTime
from handlers.ticket.owner_card import owner_card
from handlers.words import about_ticket
from models.capacity.needs import Need
from models.orders.gates import AGREED
from models.orders.lifecycle import ENDED
from models.orders.needs import need_of
from models.orders.proposals import offered_to_customer
from models.orders.reading import order_of, visible
from models.orders.tables import Order
from models.orders.times import accept_time, decline_time, wish_time
from models.refusals import Gone, TooLate
from models.tickets.lifecycle import MOVES
from models.tickets.queries import visible as visible_ticket
from models.tickets.tables import Ticket
from models.tickets.visits import needs_a_free_way


def _ticket(form: Form) -> Ticket:
    ticket = visible_ticket(form.scene.session, form.about, form.scene.me, form.scene.now)
    if ticket.reporter_id != form.scene.me.id:
        raise Gone
    return ticket


def _order(form: Form) -> Order:
    order = order_of(form.scene.session, _ticket(form))
    if order is None:
        raise Gone
    return order


def _need(form: Form) -> Need:
    return need_of(form.scene.session, _order(form))


def _subject(form: Form) -> str:
    return _order(form).subject


class MoveTime(Flow):
    """Another free time for what is ordered."""

    name = "move_time"
    title = T("button", "Ask for another time")
    subject = "ticket"

    time = FreeTime(
        ask=T("owner", "When does it suit you? Please choose a time, or write it like “tomorrow 9:30”. Thank you."),
        label=T("label", "New time"),
        need=_need,
        subject=_subject,
    )

    @classmethod
    def check(cls, form: Form) -> None:
        """Only the customer, and only while nobody is on the way."""
        order = _order(form)
        if order.state not in AGREED - ENDED or order.ticket.status not in MOVES["wish"].starts:
            raise TooLate(ticket=order.ticket_id)
        needs_a_free_way(form.scene.session, order.ticket)

    @classmethod
    def version(cls, form: Form) -> int | None:
        """The proposed time that was read, which does not suit."""
        found = offered_to_customer(form.scene.session, _order(form))
        return found.id if found else None

    @classmethod
    def opening(cls, form: Form) -> Words:
        """Which job it is about."""
        return about_ticket(_ticket(form))

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """It is agreed by that, or customer service confirms it."""
        scene, order = form.scene, _order(form)
        if form.seen:
            decline_time(scene.session, order.id, form.seen, by=scene.me, now=scene.now)
        agreed = wish_time(scene.session, order.id, form["time"], by=scene.me, now=scene.now)
        thanks = (
            T("owner", "Thank you, the new time is noted.")
            if agreed
            else T("owner", "Thank you, we have passed on the time you wish and will confirm it with you.")
        )
        return owner_card(scene, form.about).headed(thanks)


def take_time(scene: Scene, tap: TakeTime) -> Screen:
    """Yes to the time that the card shows; an old button is answered with the present card."""
    order = visible(scene.session, tap.order, scene.me, scene.now)
    accept_time(scene.session, order.id, tap.proposal, by=scene.me, now=scene.now)
    return owner_card(scene, order.ticket_id).headed(T("owner", "Thank you, the time is noted."))
