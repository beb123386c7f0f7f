"""Around a visit: agree a time, be late, come early, leave the reminder card, choose another time for the owner (R049, R070)."""

from dataclasses import replace
from datetime import datetime

from bot.documents import ask_for
from bot.forms.flow import Form
from bot.forms.media import Photos
from bot.forms.moments import Chosen, When, chosen, key_of
from bot.forms.questions import Option
from bot.forms.writing import Write
from bot.scene import Scene
from bot.screens import Button, Screen
from bot.texts import T, Words, lines
from handlers.paper_taps import PrintCard
from handlers.staff.tickets.move_form import MoveForm, ticket_of
from handlers.staff.tickets.papers import COMING
from handlers.taps import MakeMove, OpenTicket
from handlers.ticket.contact import contact_line, may_see_contact
from handlers.ticket.staff_card import staff_card
from handlers.ticket.times import a_little_later, hour_or_day, slots, suits
from handlers.ticket.told import if_told, reporter_reads
from handlers.ticket.visit_lines import on_the_card
from handlers.words import wished_slot
from models.refusals import NotYours, TooLate
from models.tickets import visits
from models.tickets.following import EARLIEST, arrival_class
from models.tickets.parts import parts_of
from models.tickets.queries import visible
from models.tickets.tables import Arrival
from models.tickets.visit_queries import agrees_times, due_arrival, last_visit, open_visit, waits_to_be_agreed

CARD = "reminder_card"
ASKED_BY_TELEPHONE = T("staff", "The owner is not on the bot: customer service asks for another time by telephone;")


def _as_wished(form: Form) -> list[Option]:
    """The time that the owner asks for, if it is none of those on offer anyway."""
    ticket = ticket_of(form)
    start, end = ticket.wished_from, ticket.wished_to
    if start is None or start <= form.scene.now or not waits_to_be_agreed(form.scene.session, ticket):
        return []
    zone = form.scene.project.zone
    key = key_of(start.astimezone(zone), end.astimezone(zone) if end else None)
    known = {one.key for one in slots(form)}
    return [] if key in known else [Option(key, wished_slot(ticket))]


class AgreeTime(MoveForm):
    """A time that was agreed with the owner, by telephone or at the desk."""

    name = "appoint"
    move = "appoint"
    title = T("button", "Agree a time")

    time = When(
        ask=T("staff", "Which time was agreed? Choose, or write it like “tomorrow 9:30”."),
        label=T("staff", "Time agreed"),
        among=lambda form: [*_as_wished(form), *slots(form)],
    )

    @classmethod
    def check(cls, form: Form) -> None:
        """Only behind a door somebody waits; of an ordered cleaning customer service agrees the time."""
        super().check(form)
        scene, ticket = form.scene, ticket_of(form)
        visits.needs_a_door(ticket)
        if not agrees_times(ticket, parts_of(scene.session, scene.me, ticket, scene.now)):
            raise NotYours(ticket=ticket.id)

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """The owner reads it at once."""
        scene, time = form.scene, chosen(form, form["time"])
        start = time.start or scene.now
        visits.appoint(scene.session, form.about, by=scene.me, now=scene.now, start=start, end=time.end, seen=form.seen)
        return staff_card(scene, form.about)


def _expected(form: Form) -> datetime:
    """From when on the delay counts: the time that was told, or now where that is over."""
    ticket = ticket_of(form)
    visit = open_visit(form.scene.session, ticket)
    told = due_arrival(ticket, visit) if visit else None
    return max(told or form.scene.now, form.scene.now)


def _no_later(form: Form, wanted: Chosen) -> Words | None:
    """Why a time that was typed is no delay."""
    told = ticket_of(form).appointed_from
    if told is None or wanted.start is None or wanted.start > told:
        return None
    return T("staff", "The appointment is at {time}: please give a later time.", time=told)


def _reasons(form: Form) -> list[Option]:
    return [
        Option("before", T("button", "The job before takes longer")),
        Option("urgent", T("button", "An emergency came first")),
        Option("material", T("button", "Fetching material")),
        Option("lift", T("button", "Lifts are crowded")),
    ]


class BeLate(MoveForm):
    """Two taps on the way: why, and how much later."""

    name = "delay"
    move = "delay"
    title = T("button", "I am late")
    send_label = T("button", "Tell the owner")
    reads_back = False

    reason = Write(
        ask=T("staff", "Why? The owner reads it."),
        label=T("staff", "Reason"),
        suggestions=_reasons,
        at_most=100,
        to_owner=True,
    )
    until = When(
        ask=T("staff", "When will you be there? Choose, or write it like “15:30”."),
        label=T("staff", "New time"),
        among=lambda form: a_little_later(_expected(form)),
        base=_expected,
        objection=_no_later,
    )

    @classmethod
    def check(cls, form: Form) -> None:
        """Not before the day of the appointment."""
        super().check(form)
        visits.needs_the_day(ticket_of(form), form.scene.now)

    @classmethod
    def is_read_back(cls, form: Form) -> bool:
        """A typed hour is read back; the two taps on the way are not."""
        return "until" in form.draft.messages

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """The owner and the head hear it."""
        scene = form.scene
        until = chosen(form, form["until"]).start or scene.now
        visits.delay(
            scene.session,
            form.about,
            by=scene.me,
            now=scene.now,
            reason=form["reason"],
            until=until,
            seen=form.seen,
        )
        both = T("staff", "The owner and your head have been told.")
        return staff_card(scene, form.about).headed(
            if_told(scene, ticket_of(form), both, T("staff", "Your head has been told."))
        )


def nobody_answers(scene: Scene, tap: MakeMove) -> Screen:
    """The owner hears it, and the reminder card is made while there is time to fill it in (R070)."""
    ticket = visits.knock(scene.session, tap.ticket, by=scene.me, now=scene.now, seen=tap.seen)
    if visit := open_visit(scene.session, ticket):
        ask_for(scene.session, person=scene.me, kind=CARD, facts={"visit": visit.id}, now=scene.now)
    return staff_card(scene, tap.ticket)


def print_card(scene: Scene, tap: PrintCard) -> Screen:
    """Ask for the reminder card (温馨提示卡) of a door at which nobody answers (R070)."""
    ticket = visible(scene.session, tap.ticket, scene.staff.person, scene.now)
    parts = parts_of(scene.session, scene.me, ticket, scene.now)
    visit = last_visit(scene.session, ticket)
    if not may_see_contact(ticket, parts):
        raise NotYours(ticket=ticket.id)
    if visit is None or not visit.knocked_at:
        raise TooLate(ticket=ticket.id)
    ask_for(scene.session, person=scene.me, kind=CARD, facts={"visit": visit.id}, now=scene.now)
    return staff_card(scene, tap.ticket).with_toast(COMING)


def ask_whether_early(scene: Scene, tap: MakeMove) -> Screen | None:
    """Who comes more than ten minutes early waits, or asks the customer by telephone first; None where it is time."""
    ticket = visible(scene.session, tap.ticket, scene.me, scene.now)
    visit = open_visit(scene.session, ticket)
    at = visit.appointed_from if visit else None
    parts = parts_of(scene.session, scene.me, ticket, scene.now)
    if at is None or arrival_class(at, scene.now) != Arrival.EARLY or not may_see_contact(ticket, parts):
        return None
    words = lines(
        T(
            "staff",
            "<b>{number}</b>: you are early, the appointment is at {time}.",
            number=ticket.number,
            time=hour_or_day(scene, at),
        ),
        T(
            "staff",
            "Please wait until {time}, or ask the customer by telephone first:",
            time=hour_or_day(scene, at - EARLIEST),
        ),
        contact_line(ticket, parts),
    )
    agreed = Button(T("button", "Customer agrees: check in"), MakeMove(ticket.id, "arrive_early", ticket.version))
    wait = Button(T("button", "I wait"), OpenTicket(ticket.id))
    return Screen(words, ((agreed,), (wait,)), ticket.subject)


def _hangs(form: Form) -> list[Option]:
    return [Option("hangs", T("button", "It hangs, no picture"))]


class LeaveCard(MoveForm):
    """Nobody opened: the reminder card (温馨提示卡) is on the door, and the owner is told (R070)."""

    name = "leave"
    move = "leave"
    title = T("button", "Leave the card and go")
    reads_back = False

    card = Photos(
        ask=T("staff", "Put the card where it is seen at once, and send a picture of it."),
        label=T("staff", "Card"),
        at_most=2,
        instead=_hangs,
    )

    @classmethod
    def check(cls, form: Form) -> None:
        """Not before two minutes are over."""
        super().check(form)
        visits.needs_waiting(form.scene.session, ticket_of(form), form.scene.now)

    @classmethod
    def opening(cls, form: Form) -> Words | None:
        """What stands on the card, for who writes it by hand."""
        visit = open_visit(form.scene.session, ticket_of(form))
        return lines(super().opening(form), on_the_card(form.scene, ticket_of(form), visit) if visit else None)

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """The owner reads it at once."""
        scene = form.scene
        photos = [one.id for one in form.media("card")]
        visits.leave(scene.session, form.about, by=scene.me, now=scene.now, photos=photos, seen=form.seen)
        told = T("staff", "The owner was told and chooses another time;")
        asked = told if reporter_reads(scene, ticket_of(form)) else ASKED_BY_TELEPHONE
        thanks = T("staff", "Thank you for waiting. {asked} this is no failure of yours.", asked=asked)
        return staff_card(scene, form.about).headed(thanks)


class ChooseForOwner(MoveForm):
    """The owner said by telephone when it suits."""

    name = "rebook"
    move = "rebook"
    title = T("button", "Another time for the owner")

    time = When(
        ask=T("staff", "When does it suit the owner? Choose, or write it like “tomorrow 9:30”."),
        label=T("staff", "Time agreed"),
        among=slots,
        objection=suits,
    )

    @classmethod
    def check(cls, form: Form) -> None:
        """Only where somebody came in vain, or stands at the closed door."""
        super().check(form)
        visits.needs_another_time(form.scene.session, ticket_of(form))

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """As the owner would have done."""
        scene, time = form.scene, chosen(form, form["time"])
        start = time.start or scene.now
        visits.rebook(scene.session, form.about, by=scene.me, now=scene.now, start=start, end=time.end, seen=form.seen)
        both = T("staff", "Noted. The owner and the technician are told.")
        noted = both if reporter_reads(scene, ticket_of(form)) else T("staff", "Noted. The technician is told.")
        return replace(staff_card(scene, form.about), toast=noted)


FLOWS = (AgreeTime, BeLate, LeaveCard, ChooseForOwner)
