"""It cannot be finished now: why, and until when; one form tells the owner and the office (R050)."""

from datetime import datetime

from bot.forms.choices import Choose
from bot.forms.flow import Form
from bot.forms.moments import Chosen, When, chosen
from bot.forms.questions import Option
from bot.forms.writing import Write
from bot.screens import Screen
from bot.texts import T, Words
from handlers.staff.tickets.move_form import MoveForm, ticket_of
from handlers.ticket.staff_card import staff_card
from handlers.ticket.times import days, slots
from handlers.ticket.told import if_told
from models.tickets.waiting import cannot_finish, end_of, extend, resume
from models.warranty.queries import warranty_of

TOLD = T("staff", "The owner, your head and the supervisor have been told.")
OTHERS_TOLD = T("staff", "Your head and the supervisor have been told.")


def _needs(form: Form) -> list[Option]:
    return [
        Option("wait_part", T("button", "A part is missing")),
        Option("wait_firm", T("button", "An outside firm is needed")),
        Option("postpone", T("button", "More time is needed")),
    ]


REASONS = {
    "wait_part": [
        Option("order", T("button", "a part that is on order")),
        Option("store", T("button", "a part from our store")),
        Option("made", T("button", "a part made to measure")),
    ],
    "wait_firm": [
        Option("special", T("button", "a specialised firm")),
        Option("maker", T("button", "the maker's service")),
    ],
    "postpone": [
        Option("longer", T("button", "more working time")),
        Option("dry", T("button", "time for material to dry")),
        Option("help", T("button", "a second pair of hands")),
        Option("quiet", T("button", "work outside office hours")),
    ],
}


def _reasons(form: Form) -> list[Option]:
    needs = form.get("needs")
    return [*(_guarantor(form) if needs == "wait_firm" else []), *REASONS.get(needs, [])]


def _guarantor(form: Form) -> list[Option]:
    """The firm whose warranty the fault falls under comes first (R057)."""
    one = warranty_of(form.scene.session, ticket_of(form))
    return [Option("guarantor", T("button", "the work of {firm}", firm=one.firm))] if one else []


def _all_reasons(form: Form) -> list[Option]:
    return [*REASONS["wait_part"], *_guarantor(form), *REASONS["wait_firm"]]


ASK_REASON = T("staff", "Please complete for the owner: “This repair needs …”")
ASK_DAY = T("staff", "By when? Choose, or write a day, with the hour if you know it.")


def _until(form: Form, time: Chosen) -> datetime:
    """The moment that was chosen; of a day its last hour of service."""
    return time.end or time.start or end_of(form.scene.project, time.day)


def _again_until(form: Form, time: Chosen) -> datetime:
    """Who comes again at an hour has the rest of that day."""
    return max(end_of(form.scene.project, time.day), _until(form, time))


class CannotFinish(MoveForm):
    """Which of the three it is decides where the ticket waits."""

    name = "unfinished"
    move = "wait_part"
    title = T("button", "Cannot finish now")
    send_label = T("button", "Tell owner and office")

    needs = Choose(ask=T("staff", "What is in the way?"), label=T("staff", "In the way"), among=_needs)
    reason = Write(ask=ASK_REASON, label=T("staff", "It needs"), suggestions=_reasons, at_most=100, to_owner=True)
    until = When(ask=ASK_DAY, label=T("staff", "Promised for"), among=days, hour=False)

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """Two messages out of one form, and a new promise."""
        scene, time = form.scene, chosen(form, form["until"])
        again = form["needs"] == "postpone" and time.start is not None
        cannot_finish(
            scene.session,
            form.about,
            form["needs"],
            by=scene.me,
            now=scene.now,
            reason=form["reason"],
            until=_again_until(form, time) if again else _until(form, time),
            appointed=time.start if again else None,
            appointed_to=time.end,
            seen=form.seen,
        )
        return staff_card(scene, form.about).headed(if_told(scene, ticket_of(form), TOLD, OTHERS_TOLD))


class Extend(MoveForm):
    """The promise cannot be kept: the next one, with a reason."""

    name = "extend"
    move = "extend"
    title = T("button", "A later date")
    send_label = T("button", "Tell owner and office")

    reason = Write(ask=ASK_REASON, label=T("staff", "It needs"), suggestions=_all_reasons, at_most=100, to_owner=True)
    until = When(ask=ASK_DAY, label=T("staff", "Promised for"), among=days, hour=False)

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """Both hear it again."""
        scene, time = form.scene, chosen(form, form["until"])
        extend(
            scene.session,
            form.about,
            by=scene.me,
            now=scene.now,
            reason=form["reason"],
            until=_until(form, time),
            seen=form.seen,
        )
        return staff_card(scene, form.about).headed(if_told(scene, ticket_of(form), TOLD, OTHERS_TOLD))


def _inside(form: Form) -> bool:
    return ticket_of(form).inside


class Resume(MoveForm):
    """The part is there, or the firm comes: it goes on."""

    name = "resume"
    move = "resume"
    title = T("button", "It goes on")

    time = When(
        ask=T("staff", "When was agreed with the owner? Choose, or write it like “tomorrow 9:30”."),
        label=T("staff", "Time agreed"),
        among=slots,
        optional=True,
        skip=T("button", "At once"),
        when=_inside,
    )

    @classmethod
    def footnote(cls, form: Form) -> Words | None:
        """Without an hour it is at once: that is read back too (R043)."""
        return None if form.get("time") else T("staff", "Time of the visit: at once")

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """The owner hears who comes and when."""
        scene = form.scene
        time = chosen(form, form["time"]) if form.get("time") else None
        resume(
            scene.session,
            form.about,
            by=scene.me,
            now=scene.now,
            start=time.start if time else None,
            end=time.end if time else None,
            seen=form.seen,
        )
        return staff_card(scene, form.about)


FLOWS = (CannotFinish, Extend, Resume)
