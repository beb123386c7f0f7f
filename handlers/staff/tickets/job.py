"""A technician's part: accept, arrive, or hand back with a reason (R032, R049)."""

from collections.abc import Callable

from bot.forms.flow import Flow, Form
from bot.forms.questions import Option
from bot.forms.writing import Write
from bot.scene import Scene
from bot.screens import Screen
from bot.texts import T, Words
from handlers.taps import Acknowledge, MakeMove, OpenTicket
from handlers.ticket.staff_card import staff_card
from handlers.words import where_of
from models.refusals import Gone, NotYours, TooLate
from models.tickets import actions, alarms, helping, visits
from models.tickets.lifecycle import MOVES
from models.tickets.parts import parts_of
from models.tickets.queries import visible
from models.tickets.subjobs import call_off
from models.tickets.tables import Ticket

BY_ONE_TAP: dict[str, Callable[..., Ticket]] = {
    "see_to": helping.see_to,
    "take": actions.take,
    "accept": actions.accept,
    "arrive": actions.arrive,
    "feed_back": actions.feed_back,
    "ready": visits.ready,
    "arrive_early": actions.arrive,
    "opened": visits.opened,
    "call_off": call_off,
}


def open_ticket(scene: Scene, tap: OpenTicket) -> Screen:
    """The live card."""
    return staff_card(scene, tap.ticket)


def make_move(scene: Scene, tap: MakeMove) -> Screen:
    """A move that needs no words."""
    if tap.move not in BY_ONE_TAP:
        raise Gone
    BY_ONE_TAP[tap.move](scene.session, tap.ticket, by=scene.staff.person, now=scene.now, seen=tap.seen)
    return staff_card(scene, tap.ticket)


def acknowledge(scene: Scene, tap: Acknowledge) -> Screen:
    """Answer for an alarm (R098)."""
    alarms.acknowledge(scene.session, tap.ticket, by=scene.staff.person, now=scene.now)
    return staff_card(scene, tap.ticket).with_toast(T("staff", "You take care of it. Please call now. Thank you."))


def check_move(form: Form, move: str) -> None:
    """Raise a Refusal unless this person may make the move on the form's ticket now."""
    scene = form.scene
    ticket = visible(scene.session, form.about, scene.me, scene.now)
    if not parts_of(scene.session, scene.me, ticket, scene.now) & MOVES[move].by:
        raise NotYours(ticket=ticket.id)
    if ticket.status not in MOVES[move].starts:
        raise TooLate(ticket=ticket.id)


def ticket_version(form: Form) -> int:
    """Which version of the form's ticket its reader sees now."""
    return visible(form.scene.session, form.about, form.scene.me, form.scene.now).version


def which_job(form: Form) -> Words:
    """The ticket that a form is about, in one line."""
    ticket = visible(form.scene.session, form.about, form.scene.me, form.scene.now)
    return T(
        "staff", "{number} · {where} · {what}", number=ticket.number, where=where_of(ticket), what=ticket.symptom.name
    )


def _reasons(form: Form) -> list[Option]:
    return [
        Option("busy", T("button", "Held up at another job")),
        Option("trade", T("button", "Another trade is needed")),
        Option("tools", T("button", "Tools or material missing")),
    ]


class HandBack(Flow):
    """Back to the head, never without a reason."""

    name = "hand_back"
    title = T("button", "Hand back with a reason")
    subject = "ticket"
    send_label = T("button", "Hand back")

    reason = Write(
        ask=T("staff", "Why? Your head reads it and finds somebody else."),
        label=T("staff", "Reason"),
        suggestions=_reasons,
    )

    @classmethod
    def check(cls, form: Form) -> None:
        """Only the one who has it."""
        check_move(form, "hand_back")

    @classmethod
    def version(cls, form: Form) -> int | None:
        """The version of the ticket that was decided on."""
        return ticket_version(form)

    @classmethod
    def opening(cls, form: Form) -> Words | None:
        """Which job."""
        return which_job(form)

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """The head is told at once."""
        scene = form.scene
        ticket = actions.hand_back(
            scene.session, form.about, by=scene.me, now=scene.now, reason=form["reason"], seen=form.seen
        )
        return Screen(
            T("staff", "{number} is back with your head. Thank you for saying so early.", number=ticket.number)
        )
