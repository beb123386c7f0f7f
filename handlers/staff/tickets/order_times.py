"""The time of an order: customer service confirms it with the owner, or another one is proposed to them (R047, R067, R076)."""

from collections.abc import Callable
from datetime import datetime

from bot.forms.choices import Choose
from bot.forms.flow import Flow, Form
from bot.forms.questions import Option
from bot.screens import Screen
from bot.texts import Span, T, Words, lines
from handlers.service_times import FreeTime
from handlers.staff.tickets.job import which_job
from handlers.staff.tickets.move_form import ticket_of
from handlers.staff.tickets.order_forms import order_in
from handlers.ticket.contact import reporter_line
from handlers.ticket.order_time_rows import may_confirm, may_propose
from handlers.ticket.staff_card import staff_card
from handlers.ticket.told import if_told
from models.capacity.actions import booking_of, release_thinking
from models.capacity.needs import Need
from models.capacity.tables import Hold
from models.orders.needs import need_of
from models.orders.proposals import wished_by_customer
from models.orders.times import confirm_time, propose
from models.refusals import Gone, TooLate

WISHED, BOOKED, OTHER = "wished", "booked", "other"


def _need(form: Form) -> Need:
    return need_of(form.scene.session, order_in(form))


def _free_time(ask: Words, when: Callable[[Form], bool] | None = None) -> FreeTime:
    return FreeTime(
        ask=ask,
        label=T("staff", "Time"),
        need=_need,
        subject=lambda form: order_in(form).subject,
        when=when,
    )


def _ways(form: Form) -> list[Option]:
    """The time that the owner wishes or has booked, or another one."""
    session, order = form.scene.session, order_in(form)
    wished, booked = wished_by_customer(session, order), booking_of(session, order.subject)
    found = []
    if wished is not None:
        slot = Span(wished.starts, wished.ends)
        found.append(Option(WISHED, T("button", "As the owner wishes: {line}", line=slot)))
    if booked is not None:
        found.append(Option(BOOKED, T("button", "As booked: {line}", line=Span(booked.starts, booked.ends))))
    return [*found, Option(OTHER, T("button", "Choose another time"))]


class OrderTime(Flow):
    """The parent of forms about the time of an order."""

    subject = "ticket"

    @classmethod
    def opening(cls, form: Form) -> Words | None:
        """Which job."""
        return which_job(form)


def _start(form: Form) -> datetime:
    """When the time begins that was found; what was kept for the colleague who looked is given back."""
    held = form.scene.session.get(Hold, int(form["time"]))
    if held is None:
        raise Gone
    release_thinking(form.scene.session, form.scene.me, form.scene.now, order_in(form).subject)
    return held.starts


class ConfirmTime(OrderTime):
    """A person of customer service has agreed the time with the owner (R076)."""

    name = "confirm_time"
    title = T("button", "Confirm the time")
    send_label = T("button", "Agreed with the owner")

    which = Choose(
        ask=T("staff", "Please call the owner. Which time was agreed?"), label=T("staff", "Agreed"), among=_ways
    )
    time = _free_time(
        T("staff", "Which time? Choose, or write it like “tomorrow 9:30”."),
        when=lambda form: form.get("which") == OTHER,
    )

    @classmethod
    def opening(cls, form: Form) -> Words | None:
        """Which job, and whom to call."""
        return lines(which_job(form), reporter_line(ticket_of(form)))

    @classmethod
    def check(cls, form: Form) -> None:
        """Only customer service, and only before anybody is there."""
        if not may_confirm(form.scene, order_in(form)):
            raise TooLate(ticket=form.about)

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """Everybody who comes or waits hears it."""
        scene, order = form.scene, order_in(form)
        booked = booking_of(scene.session, order.subject)
        start = _start(form) if form["which"] == OTHER else None
        if form["which"] == BOOKED and booked is not None:
            start = booked.starts
        confirm_time(scene.session, order.id, by=scene.me, now=scene.now, start=start)
        told = T("staff", "The time is agreed; the owner has been told.")
        return staff_card(scene, form.about).headed(
            if_told(scene, ticket_of(form), told, T("staff", "The time is agreed."))
        )


class ProposeTime(OrderTime):
    """Another time, which is kept until the owner answers (R047)."""

    name = "propose_time"
    title = T("button", "Propose another time")
    send_label = T("button", "Propose it to the owner")

    time = _free_time(T("staff", "Which time do you propose? Choose, or write it like “tomorrow 9:30”."))

    @classmethod
    def check(cls, form: Form) -> None:
        """Only before anybody is there; of a cleaning only customer service."""
        if not may_propose(form.scene, order_in(form)):
            raise TooLate(ticket=form.about)

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """With the owner."""
        scene = form.scene
        propose(scene.session, order_in(form).id, _start(form), by=scene.me, now=scene.now)
        told = T("staff", "Proposed; the time is kept until the owner answers.")
        return staff_card(scene, form.about).headed(told)


FLOWS: tuple[type[Flow], ...] = (ConfirmTime, ProposeTime)
