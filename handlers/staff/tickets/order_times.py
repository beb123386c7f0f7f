"""The time of an order: customer service confirms it with the owner, or another one is proposed to them (R047, R067, R076)."""

from collections.abc import Callable

from bot.forms.choices import Choose
from bot.forms.flow import Flow, Form
from bot.forms.questions import Option
from bot.screens import Screen
from bot.texts import Span, T, Words, lines, render
from handlers.service_times import FreeTime
from handlers.staff.tickets.job import which_job
from handlers.staff.tickets.move_form import ticket_of
from handlers.staff.tickets.order_forms import order_in
from handlers.ticket.contact import reporter_line
from handlers.ticket.order_time_rows import may_confirm, may_propose
from handlers.ticket.staff_card import staff_card
from handlers.ticket.time_sum import heard, note_sum, to_staff
from handlers.ticket.told import if_told
from models.capacity.actions import booking_of, release_thinking
from models.capacity.needs import Need
from models.capacity.tables import Hold
from models.order_refusals import PriceChanged
from models.orders.booking import HEARD
from models.orders.consenting import Shown
from models.orders.needs import need_of
from models.orders.proposals import wished_by_customer
from models.orders.surcharge import Heard
from models.orders.times import confirm_time, propose
from models.refusals import Gone, Refusal, TooLate

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


def _held(form: Form) -> Hold:
    """The time that was found; raises Gone."""
    held = form.scene.session.get(Hold, int(form["time"]))
    if held is None:
        raise Gone
    return held


def _give_back(form: Form) -> None:
    """What was kept for the colleague who looked is kept for the owner."""
    release_thinking(form.scene.session, form.scene.me, form.scene.now, order_in(form).subject)


def _another(form: Form) -> Hold | None:
    """The time that is agreed, where it is not the one that the owner wishes."""
    if form["which"] == OTHER:
        return _held(form)
    return booking_of(form.scene.session, order_in(form).subject) if form["which"] == BOOKED else None


def _heard(form: Form) -> Heard | None:
    """The sum that was read out, with the words of it."""
    scene, found = form.scene, _another(form)
    said = to_staff(scene, order_in(form), found.starts, found.ends) if found is not None else None
    text = render(said, scene.reader, escape=False) if said is not None else ""
    return heard(form, Shown(text, scene.reader.language, ticket_of(form).number), HEARD) if found is not None else None


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
    def footnote(cls, form: Form) -> Words | None:
        """What another time makes of the sum, to be read out; of what the owner wishes they know it."""
        found = _another(form)
        if found is None:
            return None
        note_sum(form, order_in(form), found)
        return to_staff(form.scene, order_in(form), found.starts, found.ends)

    @classmethod
    def reread(cls, form: Form, refusal: Refusal) -> bool:
        """Another sum than the one that was read out is read out before a yes to it is kept (R064)."""
        return isinstance(refusal, PriceChanged)

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """Everybody who comes or waits hears it."""
        scene, order = form.scene, order_in(form)
        read, found = _heard(form), _another(form)
        start = found.starts if found is not None else None
        if form["which"] == OTHER:
            _give_back(form)
        confirm_time(scene.session, order.id, by=scene.me, now=scene.now, start=start, heard=read)
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
    def footnote(cls, form: Form) -> Words | None:
        """What it makes of the sum, which the owner reads with it."""
        found = _held(form)
        return to_staff(form.scene, order_in(form), found.starts, found.ends)

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """With the owner."""
        scene = form.scene
        start = _held(form).starts
        _give_back(form)
        propose(scene.session, order_in(form).id, start, by=scene.me, now=scene.now)
        told = T("staff", "Proposed; the time is kept until the owner answers.")
        return staff_card(scene, form.about).headed(told)


FLOWS: tuple[type[Flow], ...] = (ConfirmTime, ProposeTime)
