"""Telephone tasks: what to say, whom to call, and the true outcome (R027, J06)."""

from bot.forms.choices import Choose
from bot.forms.flow import Flow, Form
from bot.forms.questions import Option
from bot.forms.writing import Write
from bot.scene import Scene
from bot.screens import Button, Row, Screen
from bot.texts import T, Words, lines, listed
from handlers.announcement_taps import OpenAnnouncement
from handlers.announcement_words import text_of, title_of
from handlers.complaint_taps import OpenComplaint
from handlers.complaint_words import matter_of
from handlers.staff.debt_calls import about_debt, account_button, debt_of
from handlers.staff.order_calls import CONDUCT, about_order, money_of, said_with_conduct
from handlers.staff.undelivered import what_to_tell
from handlers.taps import Begin, Go, OpenCall, OpenTicket, Place
from handlers.ticket.opinion import rating_lines
from handlers.words import CALL_KIND, CALL_OUTCOME, where_of
from models.announcements.tables import Announcement
from models.calls.actions import OUTCOMES, attempt, is_own_job
from models.calls.queries import attempts_at, call_for
from models.calls.tables import Call, CallAttempt, CallKind, CallOutcome
from models.people import Person
from models.refusals import OwnJob, TooLate
from models.units import units_of

CALLBACKS = frozenset({CallKind.CALLBACK, CallKind.COMPLAINT})


def call_card(scene: Scene, call_id: int) -> Screen:
    """Whom to call, why, what to say, and what was tried before."""
    call = call_for(scene.session, call_id, scene.staff.person)
    words = lines(
        T("staff", "<b>{kind}</b>", kind=CALL_KIND[call.kind]),
        T("staff", "{name}, telephone {phone}", name=call.person.called, phone=call.person.phone),
        _about(scene, call),
        *money_of(scene, call),
        *debt_of(scene, call),
        *_opinion(scene, call),
        _announcement(scene, call),
        "",
        _what_to_say(scene, call),
        *(_tried(scene, call)),
        T("staff", "Second attempt due {time}.", time=call.due_at) if call.attempts and not call.done_at else None,
        T("staff", "Done: {outcome}.", outcome=CALL_OUTCOME[call.outcome]) if call.done_at and call.outcome else None,
    )
    return Screen(words, _rows(call), call.card, state="done" if call.done_at else f"open {call.attempts}")


def _about(scene: Scene, call: Call) -> Words | None:
    """Which job or complaint it is about, or else where whoever is called belongs."""
    if call.ticket:
        return T("staff", "About {number}: {what}", number=call.ticket.number, what=call.ticket.symptom.name)
    if call.complaint:
        return T("staff", "About {number}: {what}", number=call.complaint.number, what=matter_of(call.complaint))
    return _units(scene, call)


def _units(scene: Scene, call: Call) -> Words | None:
    """Where whoever is called belongs, if that is to an owner or tenant."""
    own = [one.number for one in units_of(scene.session, call.person)]
    return T("staff", "Unit {units}", units=listed(own, ", ")) if own else None


def _announcement(scene: Scene, call: Call) -> Words | None:
    """Which announcement they ask about, or have not read (R149)."""
    one = scene.session.get(Announcement, call.facts["announcement"]) if "announcement" in call.facts else None
    if one is None:
        return None
    if call.kind == CallKind.ANNOUNCEMENT:
        return T("staff", "Has not read: {words}", words=text_of(one.content))
    return T("staff", "Asks about the announcement “{title}”", title=title_of(one.content))


def _what_to_say(scene: Scene, call: Call) -> Words:
    name = scene.me.name
    about = call.ticket if call.kind == CallKind.CALLBACK else call.complaint
    if (words := about_order(scene, call) or about_debt(scene, call)) is not None:
        return words
    if call.kind in CALLBACKS and about:
        return T(
            "owner",
            "“Hello, this is {name} of the customer service of {building}, calling about {number}. Are you content with the result? "
            "Is there anything else you would suggest? Sorry for the disturbance, thank you.”",
            name=name,
            building=scene.project.name,
            number=about.number,
        )
    if call.kind == CallKind.ALARM and call.ticket:
        return T(
            "staff",
            "Nobody has answered for this alarm yet ({where}). Please say so, and ask for a decision.",
            where=where_of(call.ticket),
        )
    if call.kind == CallKind.UNREACHABLE:
        return what_to_tell(scene, call)
    if call.kind == CallKind.REBOOK:
        return T(
            "owner",
            "“Hello, this is {name} of the customer service of {building}. Our colleague stood at your door and nobody was in. "
            "When does it suit you?” Then note the time on the ticket, thank you.",
            name=name,
            building=scene.project.name,
        )
    if call.kind == CallKind.ANNOUNCEMENT:
        return T(
            "owner",
            "“Hello, this is {name} of the customer service of {building}. There is an important announcement, which I would like to "
            "tell you. Do you have a question about it? Sorry for the disturbance, thank you.”",
            name=name,
            building=scene.project.name,
        )
    return T(
        "owner",
        "“Hello, this is {name} of the customer service of {building}. You asked us to call: how may I help you?”",
        name=name,
        building=scene.project.name,
    )


def _tried(scene: Scene, call: Call) -> list[Words]:
    return [
        T("staff", "Attempt {number}, {time}: {outcome}", number=one.number, time=one.at, outcome=_outcome(one))
        for one in attempts_at(scene.session, call)
    ]


def _outcome(one: CallAttempt) -> Words:
    return listed([CALL_OUTCOME[one.outcome], one.words], " ") if one.words else CALL_OUTCOME[one.outcome]


def _opinion(scene: Scene, call: Call) -> list[Words]:
    """What the owner has said already: nobody is asked twice."""
    return rating_lines(scene, call.ticket) if call.kind == CallKind.CALLBACK and call.ticket else []


def _rows(call: Call) -> tuple[Row, ...]:
    record = (Button(T("button", "Record the call"), Begin("call", call.id)),) if call.done_at is None else ()
    ticket = (Button(T("button", "Ticket"), OpenTicket(call.ticket_id)),) if call.ticket_id else ()
    if call.complaint_id:
        ticket = (Button(T("button", "The complaint"), OpenComplaint(call.complaint_id)),)
    if call.kind == CallKind.ANNOUNCEMENT:
        ticket = (Button(T("button", "The announcement"), OpenAnnouncement(call.facts["announcement"])),)
    if call.kind == CallKind.DUNNING:
        ticket = (account_button(call),)
    return (record, (*ticket, Button(T("button", "Calls to make"), Go(Place.CALLS))))


def open_call(scene: Scene, tap: OpenCall) -> Screen:
    """The task's card."""
    return call_card(scene, tap.call)


def _outcomes(form: Form) -> list[Option]:
    call = call_for(form.scene.session, form.about, form.scene.me)
    return [Option(one.value, CALL_OUTCOME[one]) for one in OUTCOMES[call.kind]]


def _reached(form: Form) -> bool:
    return form.get("outcome") in (CallOutcome.CONTENT, CallOutcome.DONE)


def _discontented(form: Form) -> bool:
    return bool(form.get("outcome") == CallOutcome.NOT_CONTENT)


class RecordCall(Flow):
    """One attempt, written down by the one who made it."""

    name = "call"
    title = T("button", "Record the call")
    subject = "call"
    reads_back = False

    outcome = Choose(ask=T("staff", "What came of it?"), label=T("staff", "Outcome"), among=_outcomes)
    conduct = CONDUCT
    words = Write(
        ask=T("staff", "What did they say? (may be left out)"),
        label=T("staff", "Opinion"),
        at_most=300,
        optional=True,
        when=_reached,
    )
    why = Write(
        ask=T("staff", "What is still not right? The work starts again, and whoever does it reads this."),
        label=T("staff", "Still not right"),
        at_most=300,
        when=_discontented,
    )

    @classmethod
    def check(cls, form: Form) -> None:
        """Only who may call, and only while it is open."""
        call = call_for(form.scene.session, form.about, form.scene.me)
        if is_own_job(form.scene.me, call):
            raise OwnJob(call=call.id)
        if call.done_at:
            raise TooLate(call=call.id)

    @classmethod
    def version(cls, form: Form) -> int | None:
        """How many attempts there had been."""
        return call_for(form.scene.session, form.about, form.scene.me).attempts

    @classmethod
    def opening(cls, form: Form) -> Words | None:
        """Whom it was."""
        return _name(call_for(form.scene.session, form.about, form.scene.me).person)

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """Keep the attempt, and what follows from it."""
        scene = form.scene
        attempt(
            scene.session,
            form.about,
            by=scene.me,
            now=scene.now,
            outcome=CallOutcome(form["outcome"]),
            words=said_with_conduct(form, form.get("why") or form.get("words") or ""),
            seen=form.seen,
        )
        return call_card(scene, form.about)


def _name(person: Person) -> Words:
    return T("staff", "{name}, telephone {phone}", name=person.called, phone=person.phone)
