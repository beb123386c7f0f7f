"""The owner's part in a visit: choose another time, by the card's code too, and say whether somebody has come (R070, J03)."""

import unicodedata

from bot.forms.flow import Flow, Form
from bot.forms.moments import When, chosen
from bot.scene import Scene
from bot.screens import Button, Screen
from bot.texts import T, Words
from handlers.taps import Go, MakeMove, Place
from handlers.ticket.owner_card import owner_card
from handlers.ticket.times import slots, suits
from handlers.words import about_ticket, slot_of
from models.refusals import Gone, TooLate
from models.tickets.lifecycle import MOVES
from models.tickets.queries import visible
from models.tickets.tables import Ticket
from models.tickets.visit_queries import informed, of_card
from models.tickets.visits import (
    came,
    missed,
    needs_a_free_way,
    needs_another_time,
    opening,
    rebook,
    wish,
)

CODE_LENGTH = 6
QUESTION = T("owner", "When does it suit you? Please choose a time, or write it like “tomorrow 9:30”. Thank you.")


def _when() -> When:
    return When(ask=QUESTION, label=T("label", "New time"), among=slots, objection=suits)


class ChooseAgain(Flow):
    """Nobody was there, or nobody can open just now; another time suits better."""

    name = "rebook"
    title = T("button", "Choose another time")
    subject = "ticket"

    time = _when()

    @classmethod
    def check(cls, form: Form) -> None:
        """Only the reporter, and only while it waits for that or somebody waits at the door."""
        needs_another_time(form.scene.session, _mine(form))

    @classmethod
    def version(cls, form: Form) -> int | None:
        """The version of the ticket that was decided on."""
        return _mine(form).version

    @classmethod
    def opening(cls, form: Form) -> Words | None:
        """Which job it is about."""
        return _about(_mine(form))

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """The technician hears it at once."""
        ticket = _rebooked(form, _mine(form))
        return owner_card(form.scene, ticket.id)


class AskAnotherTime(Flow):
    """Before anybody has set out another time suits better: it is a wish until the office has agreed."""

    name = "wish_time"
    title = T("button", "Ask for another time")
    subject = "ticket"

    time = _when()

    @classmethod
    def check(cls, form: Form) -> None:
        """Only the reporter, and only while nobody is on the way."""
        ticket = _mine(form)
        if ticket.status not in MOVES["wish"].starts:
            raise TooLate(ticket=ticket.id)
        needs_a_free_way(form.scene.session, ticket)

    @classmethod
    def version(cls, form: Form) -> int | None:
        """The version of the ticket that was decided on."""
        return _mine(form).version

    @classmethod
    def opening(cls, form: Form) -> Words | None:
        """Which job it is about."""
        return _about(_mine(form))

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """Whoever has the matter in hand hears it, and agrees it or calls."""
        scene, time = form.scene, chosen(form, form["time"])
        start = time.start or scene.now
        wish(scene.session, form.about, by=scene.me, now=scene.now, start=start, end=time.end, seen=form.seen)
        thanks = T("owner", "Thank you, we have passed on the time you wish and will confirm it with you.")
        return owner_card(scene, form.about).headed(thanks)


def _mine(form: Form) -> Ticket:
    ticket = visible(form.scene.session, form.about, form.scene.me, form.scene.now)
    if ticket.reporter_id != form.scene.me.id:
        raise Gone
    return ticket


def _about(ticket: Ticket) -> Words:
    return about_ticket(ticket)


def _rebooked(form: Form, ticket: Ticket, code: str = "") -> Ticket:
    scene, time = form.scene, chosen(form, form["time"])
    start = time.start or scene.now
    return rebook(
        scene.session, ticket.id, by=scene.me, now=scene.now, start=start, end=time.end, code=code, seen=form.seen
    )


class ChooseByCode(Flow):
    """Who holds the card of the door chooses for the unit; the form is about the code."""

    name = "rebook_code"
    title = T("button", "Choose another time")

    time = _when()

    @classmethod
    def check(cls, form: Form) -> None:
        """Only for a contact of the unit, and only while it waits."""
        _of_code(form)

    @classmethod
    def version(cls, form: Form) -> int | None:
        """The version of the ticket that was decided on."""
        return _of_code(form).version

    @classmethod
    def opening(cls, form: Form) -> Words | None:
        """Which job it is about."""
        return _about(_of_code(form))

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """The reporter hears it as a message of its own."""
        ticket = _rebooked(form, _of_code(form), str(form.about))
        words = T(
            "owner",
            "Thank you. {number} is arranged for {slot}; we will tell you who comes.",
            number=ticket.number,
            slot=slot_of(ticket),
        )
        return Screen(words, ((Button(T("button", "Home"), Go(Place.HOME)),),))


def _of_code(form: Form) -> Ticket:
    return of_card(form.scene.session, form.scene.me, str(form.about))


def code_in(text: str) -> int | None:
    """The code of a reminder card, however its digits were typed."""
    digits = "".join(unicodedata.normalize("NFKC", text).split())
    return int(digits) if len(digits) == CODE_LENGTH and digits.isascii() and digits.isdecimal() else None


def said_came(scene: Scene, tap: MakeMove) -> Screen:
    """Somebody is there; thank you."""
    came(scene.session, tap.ticket, by=scene.me, now=scene.now, seen=tap.seen)
    return owner_card(scene, tap.ticket).headed(T("owner", "Thank you for telling us."))


def said_opening(scene: Scene, tap: MakeMove) -> Screen:
    """Whoever waits at the door hears it at once."""
    opening(scene.session, tap.ticket, by=scene.me, now=scene.now, seen=tap.seen)
    return owner_card(scene, tap.ticket).headed(T("owner", "Thank you, we have told our colleague at your door."))


def said_missed(scene: Scene, tap: MakeMove) -> Screen:
    """An apology, and what happens now (J03)."""
    ticket = missed(scene.session, tap.ticket, by=scene.me, now=scene.now, seen=tap.seen)
    boss = informed(scene.session, ticket, scene.now)
    words = T(
        "owner",
        "Sorry to have kept you waiting. {name} has been told at once, and we will contact you before {time}. Thank you for your patience.",
        name=boss.person.name if boss else scene.project.name,
        time=ticket.contact_by,
    )
    return owner_card(scene, tap.ticket).headed(words)
