"""A ticket on its way through the office: reminded, passed to another department, taken back, given out in parts."""

from collections.abc import Iterable

from bot.forms.choices import Choose
from bot.forms.flow import Flow, Form
from bot.forms.questions import Option
from bot.forms.writing import Write
from bot.scene import Scene
from bot.screens import Button, Screen, rows_of
from bot.texts import T, Words, lines
from handlers.staff.tickets.dispatch import checked, department_of, departments_for
from handlers.taps import Begin, Go, MakeMove, More, OpenTicket, Place
from handlers.ticket.passing_rows import in_the_drawer, money_in_the_drawer
from handlers.ticket.staff_card import staff_card
from handlers.words import MOVE, where_of
from models.refusals import PassedTooOften
from models.tickets.actions import reopen
from models.tickets.lifecycle import allowed
from models.tickets.parts import parts_of
from models.tickets.passing import may_transfer, take_back, transfer
from models.tickets.queries import visible
from models.tickets.subjobs import split
from models.tickets.tables import Ticket
from models.tickets.urging import urge


def more(scene: Scene, tap: More) -> Screen:
    """What is done with a ticket now and then."""
    ticket = visible(scene.session, tap.ticket, scene.staff.person, scene.now)
    moves = {move.name for move in allowed(ticket.status, parts_of(scene.session, scene.me, ticket, scene.now))}
    buttons = [_button(ticket, name) for name in in_the_drawer(ticket, moves)]
    words = lines(_which(ticket), "", T("staff", "What would you like to do?"))
    buttons += money_in_the_drawer(scene, ticket)
    return Screen(words, (*rows_of(buttons), (Button(T("button", "Back"), OpenTicket(ticket.id)),)))


def _button(ticket: Ticket, name: str) -> Button:
    if name in MOVE:
        return Button(MOVE[name], MakeMove(ticket.id, name, ticket.version))
    return Button(TITLES[name], Begin(name, ticket.id))


def _which(ticket: Ticket) -> Words:
    what = ticket.symptom.name
    return T("staff", "{number} · {where} · {what}", number=ticket.number, where=where_of(ticket), what=what)


def _about(form: Form) -> Ticket:
    return visible(form.scene.session, form.about, form.scene.me, form.scene.now)


def shown_after(scene: Scene, ticket: Ticket, words: Words) -> Screen:
    """The card, or where it is out of one's reach now, the words alone."""
    if parts_of(scene.session, scene.me, ticket, scene.now):
        return staff_card(scene, ticket.id).headed(words)
    return Screen(words, ((Button(T("button", "Home"), Go(Place.HOME)),),))


class AboutTicket(Flow):
    """What these forms share: they are about a ticket, and only for who may make the move that has their name."""

    subject = "ticket"

    @classmethod
    def check(cls, form: Form) -> None:
        """Only who may, and only while it can be done."""
        checked(form.scene, form.about, cls.name)

    @classmethod
    def opening(cls, form: Form) -> Words | None:
        """Which ticket."""
        return _which(_about(form))


class UrgeJob(AboutTicket):
    """督办: a counted reminder, with or without words (R007)."""

    name = "urge"
    title = T("button", "Urge")
    reads_back = False

    words = Write(
        ask=T("staff", "The colleague and the head are reminded. Anything to add?"),
        label=T("staff", "Words"),
        at_most=300,
        optional=True,
        skip=T("button", "Send without words"),
    )

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """Remind them."""
        scene = form.scene
        ticket = urge(scene.session, form.about, by=scene.me, now=scene.now, words=form.get("words") or "")
        return shown_after(scene, ticket, T("staff", "Reminded. Urged so far: {count}.", count=ticket.urges))


def _departments(form: Form, *, but: Iterable[int | None] = ()) -> list[Option]:
    every = departments_for(form.scene, _about(form))
    return [Option(one.code, one.name) for one in every if one.id not in set(but)]


def _others(form: Form) -> list[Option]:
    return _departments(form, but=[_about(form).department_id])


def _reasons(form: Form) -> list[Option]:
    """Read by the owner after "because of"."""
    return [
        Option("trade", T("button", "another trade being needed")),
        Option("area", T("button", "the place being in their care")),
        Option("tools", T("button", "their equipment being needed")),
    ]


class Transfer(AboutTicket):
    """To another department, never without a reason; the owner hears it (R032, R188)."""

    name = "transfer"
    title = T("button", "To another department")
    send_label = T("button", "Pass it on")

    department = Choose(
        ask=T("staff", "To which department?"), label=T("staff", "Department"), among=_others, ask_even_one=True
    )
    reason = Write(
        ask=T("staff", "Because of what? The owner reads it."),
        label=T("staff", "Reason"),
        at_most=200,
        suggestions=_reasons,
        to_owner=True,
    )

    @classmethod
    def check(cls, form: Form) -> None:
        """Where it was passed on twice, the supervisor or the manager decides."""
        super().check(form)
        ticket = _about(form)
        if not may_transfer(form.scene.session, ticket, form.scene.me, form.scene.now):
            raise PassedTooOften(ticket=ticket.id)

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """It is with the other head now."""
        scene, department = form.scene, department_of(form.scene, form["department"])
        facts = {"department": department, "reason": form["reason"]}
        ticket = transfer(scene.session, form.about, by=scene.me, now=scene.now, **facts)
        done = T("staff", "{number} is with the {department} now.", number=ticket.number, department=department.name)
        return shown_after(scene, ticket, done)


def _absences(form: Form) -> list[Option]:
    return [
        Option("ill", T("button", "Is ill or away")),
        Option("busy", T("button", "Held up at another job")),
        Option("trade", T("button", "Another trade is needed")),
    ]


class TakeBack(AboutTicket):
    """The head takes a job from somebody who cannot do it."""

    name = "take_back"
    title = T("button", "Take the job back")
    send_label = T("button", "Take the job back")

    reason = Write(
        ask=T("staff", "Why? It stays in the log."), label=T("staff", "Reason"), at_most=200, suggestions=_absences
    )

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """It is with the head again."""
        scene = form.scene
        ticket = take_back(scene.session, form.about, by=scene.me, now=scene.now, reason=form["reason"])
        return shown_after(scene, ticket, T("staff", "Taken back. Please give it to somebody else."))


def _every(form: Form) -> list[Option]:
    return _departments(form)


class Split(AboutTicket):
    """Another department does a part of it, at the same time (R044)."""

    name = "split"
    title = T("button", "A part for a department")
    send_label = T("button", "Send the part")

    department = Choose(ask=T("staff", "Which department does it?"), label=T("staff", "Department"), among=_every)
    words = Write(ask=T("staff", "What is their part?"), label=T("staff", "Their part"), at_most=300, to_owner=True)

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """Its head is told at once."""
        scene, department = form.scene, department_of(form.scene, form["department"])
        facts = {"department": department, "words": form["words"]}
        part = split(scene.session, form.about, by=scene.me, now=scene.now, **facts)
        done = T("staff", "{number} is with the {department}.", number=part.number, department=department.name)
        return staff_card(scene, form.about).headed(done)


def _complaints(form: Form) -> list[Option]:
    return [
        Option("again", T("button", "The same fault again")),
        Option("part", T("button", "Only a part was done")),
        Option("traces", T("button", "Left untidy or damaged")),
    ]


class Reopen(AboutTicket):
    """The owner is not content: it starts again with priority, and everybody who has it reads why (R027)."""

    name = "reopen"
    title = T("button", "Reopen: the owner is not content")
    send_label = T("button", "Reopen it")

    words = Write(
        ask=T("staff", "What is still not right? Whoever does it again reads this."),
        label=T("staff", "Still not right"),
        at_most=300,
        suggestions=_complaints,
    )

    @classmethod
    def version(cls, form: Form) -> int | None:
        """The version of the ticket that was decided on."""
        return _about(form).version

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """It begins again at the desk."""
        scene = form.scene
        reopen(scene.session, form.about, by=scene.me, now=scene.now, words=form["words"], seen=form.seen)
        return staff_card(scene, form.about)


TITLES: dict[str, Words] = {
    **{flow.name: flow.title for flow in (Transfer, TakeBack, Split, Reopen)},
    "merge": T("button", "Same matter as another"),
}
