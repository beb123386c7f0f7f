"""The customer's part in the time of an order: another free one, or yes to the one that the office proposes (R067, R076)."""

from bot.forms.flow import Flow, Form
from bot.forms.screens import conversation_of, read_back
from bot.scene import Scene
from bot.screens import Screen, draw
from bot.texts import T, Words, render
from handlers.own_order_taps import TakeTime
from handlers.service_times import FreeTime
from handlers.ticket.owner_card import owner_card
from handlers.ticket.time_sum import heard, note_sum, to_owner
from handlers.words import about_ticket
from models.capacity.needs import Need
from models.capacity.tables import Hold
from models.order_refusals import PriceChanged
from models.orders.consenting import Shown
from models.orders.gates import AGREED
from models.orders.lifecycle import ENDED
from models.orders.needs import need_of
from models.orders.proposals import offered_to_customer
from models.orders.reading import order_of, visible
from models.orders.surcharge import Heard
from models.orders.tables import Order
from models.orders.times import accept_time, decline_time, wish_time
from models.refusals import Gone, Refusal, TooLate
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


def _is_of_the_list(form: Form) -> bool:
    """Whether the list's surcharge goes by the time; what the office priced costs the same at any time."""
    order = _order(form)
    return order.edition_id is not None and order.rework_of_id is None


def _kept(form: Form) -> Hold:
    return form.scene.session.get_one(Hold, form["time"])


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
        surcharged=_is_of_the_list,
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
    def footnote(cls, form: Form) -> Words | None:
        """What the time makes of the sum; which sum was read is noted with it."""
        order, kept = _order(form), _kept(form)
        note_sum(form, order, kept)
        return to_owner(form.scene, order, kept.starts, kept.ends)

    @classmethod
    def reread(cls, form: Form, refusal: Refusal) -> bool:
        """Another sum than the one that was read is read before anybody agrees to it (R064)."""
        return isinstance(refusal, PriceChanged)

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """It is agreed by that, or customer service confirms it."""
        scene, order = form.scene, _order(form)
        if form.seen:
            decline_time(scene.session, order.id, form.seen, by=scene.me, now=scene.now)
        read = heard(form, _shown(scene, order, read_back(form)))
        agreed = wish_time(scene.session, order.id, form["time"], by=scene.me, now=scene.now, heard=read)
        thanks = (
            T("owner", "Thank you, the new time is noted.")
            if agreed
            else T("owner", "Thank you, we have passed on the time you wish and will confirm it with you.")
        )
        return owner_card(scene, form.about).headed(thanks)


def _shown(scene: Scene, order: Order, screen: Screen) -> Shown:
    """What was before the customer, on which message."""
    label = T("label", "{number}, the time", number=order.ticket.number)
    text, message = draw(screen, scene.reader).text, conversation_of(scene).live_message
    return Shown(text, scene.reader.language, render(label, scene.reader, escape=False), message)


def take_time(scene: Scene, tap: TakeTime) -> Screen:
    """Yes to the time that the card shows, and to its sum; an old button is answered with the present card."""
    order = visible(scene.session, tap.order, scene.me, scene.now)
    read = Heard(tap.fen, _shown(scene, order, owner_card(scene, order.ticket_id)))
    accept_time(scene.session, order.id, tap.proposal, by=scene.me, now=scene.now, heard=read)
    return owner_card(scene, order.ticket_id).headed(T("owner", "Thank you, the time is noted."))
