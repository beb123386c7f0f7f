"""A price is named: before anybody is sent, or by who stands before it, also for more than was agreed (R047, R066, R078)."""

from collections.abc import Sequence
from typing import Any

from bot.forms.flow import Flow, Form
from bot.forms.questions import Option
from bot.forms.writing import Typed
from bot.screens import Screen
from bot.texts import T, Words, lines
from handlers.staff.phrases.question import Ready, ToOwner
from handlers.staff.tickets.job import which_job
from handlers.staff.tickets.move_form import ticket_of
from handlers.staff.tickets.quote_lines import QuoteLines
from handlers.staff.tickets.quote_sums import guaranteed_days, has_own_work, lines_in
from handlers.ticket.fee_lines import fee_lines
from handlers.ticket.staff_card import staff_card
from handlers.ticket.told import if_told
from models.orders.lifecycle import State
from models.orders.moving import check_move
from models.orders.quoting import price_repair, quote, quote_more
from models.orders.reading import order_of
from models.orders.tables import Order
from models.refusals import NotYours, TooLate
from models.tickets.lifecycle import TO_DO, Part
from models.tickets.parts import parts_of
from models.tickets.paying import check_has_come
from models.tickets.tables import Ticket

MOST_DAYS = 3650
# To whom a ticket is so much their own that they may name its price (DOMAIN 5.7).
NAMES_A_PRICE = frozenset({Part.DESK, Part.RECEIVER, Part.SUPERVISOR, Part.MANAGER, Part.HEAD, Part.ASSIGNEE})


def _order(form: Form) -> Order | None:
    return order_of(form.scene.session, ticket_of(form))


def _on_top(form: Form) -> bool:
    """Whether something comes on top of what was agreed."""
    order = _order(form)
    return order is not None and order.state == State.CONSENTED


def _days(form: Form, text: str) -> int | None:
    plain = text.removesuffix("天").removesuffix("days").strip()
    return int(plain) if plain.isascii() and plain.isdecimal() and int(plain) <= MOST_DAYS else None


def _usual_days(form: Form) -> list[Option]:
    return [Option("0", T("button", "No guarantee")), *(Option(str(days), _said_days(form, days)) for days in (30, 90))]


def _said_days(form: Form, value: Any) -> Words:
    if not value:
        return T("staff", "none")
    return T("staff", "{count} days", count=value)


def _why_more(form: Form) -> Sequence[Ready]:
    return [
        Ready("worn", T("button", "More parts are worn"), T("owner", "More parts are worn than could be seen before.")),
        Ready(
            "hidden", T("button", "The damage lies deeper"), T("owner", "The damage reaches further than it looked.")
        ),
        Ready("wished", T("button", "You wish more to be done"), T("owner", "You have asked us to do this as well.")),
    ]


class NamePrice(Flow):
    """Line by line, then why; the owner reads it and answers before anything is done (R047, R064)."""

    name = "quote"
    title = T("button", "Name a price")
    subject = "ticket"
    send_label = T("button", "Send the price")

    lines = QuoteLines(
        ask=T("staff", "What is to be done? Type a word of it, such as tap, or choose."),
        label=T("staff", "What it costs"),
    )
    guarantee = Typed(
        ask=T("staff", "How many days of guarantee?"),
        label=T("staff", "Guarantee"),
        read=_days,
        example="30",
        shows=_said_days,
        suggestions=_usual_days,
        when=lambda form: has_own_work((form.get("lines") or {"lines": ()})["lines"]),
    )
    why = ToOwner(
        ask=T("staff", "Why is more needed? The owner reads it."),
        label=T("staff", "Why"),
        at_most=200,
        reader=lambda form: ticket_of(form).reporter,
        ready=_why_more,
        standard=False,
        when=_on_top,
    )
    note = ToOwner(
        ask=T("staff", "A word to the owner about it? The owner reads it."),
        label=T("staff", "To the owner"),
        at_most=200,
        reader=lambda form: ticket_of(form).reporter,
        optional=True,
        when=lambda form: not _on_top(form),
        unasked=lambda _form: True,
        offer=T("button", "Add a word to the owner"),
    )

    @classmethod
    def check(cls, form: Form) -> None:
        """Whoever has a part in the work or at the desk; on top only on the spot, and one at a time."""
        scene, ticket = form.scene, ticket_of(form)
        if not parts_of(scene.session, scene.me, ticket, scene.now) & NAMES_A_PRICE or not _can_be_paid(ticket):
            raise NotYours(ticket=ticket.id)
        if ticket.status not in TO_DO:
            raise TooLate(ticket=ticket.id)
        check_has_come(scene.session, ticket, scene.me, scene.now)
        order = _order(form)
        if order is None and not ticket.is_fee_unsaid:
            raise TooLate(ticket=ticket.id)
        if order is not None:
            check_move(scene.session, order, "quote_more" if _on_top(form) else "quote", scene.me, scene.now)

    @classmethod
    def version(cls, form: Form) -> int | None:
        """The version of the order that was decided on; 0 where there is none yet."""
        order = _order(form)
        return order.version if order else 0

    @classmethod
    def opening(cls, form: Form) -> Words | None:
        """Which job, and what is agreed already."""
        ticket = ticket_of(form)
        parts = parts_of(form.scene.session, form.scene.me, ticket, form.scene.now)
        return lines(which_job(form), *fee_lines(form.scene, ticket, parts))

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """With the owner, or, where they are not on the bot, with customer service, who telephones."""
        _send(form, _order(form))
        told = T("staff", "The price is with the owner. Please wait for the answer before you go on.")
        called = T("staff", "The price is noted; nothing is done before the answer.")
        return staff_card(form.scene, form.about).headed(if_told(form.scene, ticket_of(form), told, called))


def _can_be_paid(ticket: Ticket) -> bool:
    return ticket.unit is not None and ticket.parent_id is None


def _send(form: Form, order: Order | None) -> None:
    scene, kept = form.scene, form["lines"]["lines"]
    facts: dict[str, Any] = {
        "by": scene.me,
        "now": scene.now,
        "lines": lines_in(form, kept),
        "words": form.get("why") or form.get("note") or "",
        "guarantee_days": guaranteed_days(form, kept, form.get("guarantee") or 0),
    }
    if order is None:
        price_repair(scene.session, form.about, **facts)
    elif _on_top(form):
        quote_more(scene.session, order.id, **facts, seen=form.seen)
    else:
        quote(scene.session, order.id, **facts, seen=form.seen)


FLOWS: tuple[type[Flow], ...] = (NamePrice,)
