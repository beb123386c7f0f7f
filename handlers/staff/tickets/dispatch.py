"""The desk classifies and dispatches; the head gives the job to a person (R025, R067)."""

from dataclasses import replace

from sqlalchemy import select

from bot.forms.choices import Choose
from bot.forms.flow import Flow, Form
from bot.forms.questions import Option
from bot.scene import Scene
from bot.screens import Button, Screen, rows_of
from bot.texts import Span, T, Words, lines
from handlers.taps import AssignTo, OfferJob, OpenTicket, PickPerson, SendAsProposed
from handlers.ticket.staff_card import staff_card
from handlers.words import URGENCY
from models.catalogue import HELP_GROUP, Urgency, catalogue
from models.estate import Department
from models.orders.candidates import Suggested, conflicts, suggested
from models.people import Staff
from models.refusals import Gone, NotYours, TooLate
from models.tickets.actions import assign, classify, offer, send
from models.tickets.helping import may_go_to
from models.tickets.lifecycle import MOVES
from models.tickets.parts import parts_of
from models.tickets.queries import candidates, visible
from models.tickets.tables import Ticket


def department_of(scene: Scene, code: str) -> Department:
    """The office's department with this code."""
    wanted = select(Department).where(Department.project_id == scene.project.id, Department.code == code)
    return scene.session.scalars(wanted).one()


def departments_for(scene: Scene, ticket: Ticket) -> list[Department]:
    """Which departments a ticket may go to."""
    every = select(Department).where(Department.project_id == scene.project.id).order_by(Department.id)
    return [one for one in scene.session.scalars(every) if may_go_to(ticket, one)]


def checked(scene: Scene, ticket_id: int, move: str) -> Ticket:
    """The ticket, if this person may make the move now; raises Gone, NotYours or TooLate."""
    ticket = visible(scene.session, ticket_id, scene.me, scene.now)
    if not parts_of(scene.session, scene.me, ticket, scene.now) & MOVES[move].by:
        raise NotYours(ticket=ticket.id)
    if ticket.status not in MOVES[move].starts:
        raise TooLate(ticket=ticket.id)
    return ticket


def send_as_proposed(scene: Scene, tap: SendAsProposed) -> Screen:
    """One tap: the category's own urgency and department are right."""
    ticket = visible(scene.session, tap.ticket, scene.me, scene.now)
    department = department_of(scene, ticket.symptom.department)
    send(scene.session, tap.ticket, by=scene.me, now=scene.now, department=department, seen=tap.seen)
    return staff_card(scene, tap.ticket)


def _groups(form: Form) -> list[Option]:
    """A repair is no help request, whose number says what it is; help that is asked for may prove to be a repair."""
    ticket = visible(form.scene.session, form.about, form.scene.me, form.scene.now)
    groups = [one for one in catalogue().groups if ticket.is_help or one.code != HELP_GROUP]
    return [Option(group.code, group.name) for group in groups]


def _symptoms(form: Form) -> list[Option]:
    every = [one for one in catalogue().symptoms.values() if one.group == form["group"]]
    return [Option(one.code, T("staff", "{code} {name}", code=one.code, name=one.name)) for one in every]


def _urgencies(form: Form) -> list[Option]:
    """The category's own urgency first."""
    own = catalogue().symptoms[form["symptom"]].urgency
    return [Option(one.value, URGENCY[one]) for one in sorted(Urgency, key=lambda one: (one != own, one))]


def _departments(form: Form) -> list[Option]:
    own = catalogue().symptoms[form["symptom"]].department
    ticket = visible(form.scene.session, form.about, form.scene.me, form.scene.now)
    every = departments_for(form.scene, ticket)
    return [Option(one.code, one.name) for one in sorted(every, key=lambda one: (one.code != own, one.id))]


def choose_symptom() -> Choose:
    """Which category of the group?"""
    return Choose(ask=T("staff", "Which category?"), label=T("staff", "Category"), among=_symptoms, ask_even_one=True)


def choose_urgency() -> Choose:
    """How urgent?"""
    ask = T("staff", "How urgent? The category's own comes first.")
    return Choose(ask=ask, label=T("staff", "Urgency"), among=_urgencies)


class Classify(Flow):
    """Another category, urgency or department than the one proposed."""

    name = "classify"
    title = T("button", "Classify differently")
    subject = "ticket"
    send_label = T("button", "Classify and dispatch")

    group = Choose(ask=T("staff", "Which group?"), label=T("staff", "Group"), among=_groups, per_row=2)
    symptom = choose_symptom()
    urgency = choose_urgency()
    department = Choose(ask=T("staff", "To which department?"), label=T("staff", "Department"), among=_departments)

    @classmethod
    def check(cls, form: Form) -> None:
        """Only the desk, and only before the dispatch."""
        checked(form.scene, form.about, "classify")

    @classmethod
    def opening(cls, form: Form) -> Words | None:
        """The ticket's number."""
        return visible(form.scene.session, form.about, form.scene.me, form.scene.now).number

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """Two steps of the desk, each an event of its own (R025)."""
        scene = form.scene
        department = department_of(scene, form["department"])
        classify(
            scene.session,
            form.about,
            by=scene.me,
            now=scene.now,
            symptom_code=form["symptom"],
            urgency=Urgency(form["urgency"]),
        )
        send(scene.session, form.about, by=scene.me, now=scene.now, department=department)
        return staff_card(scene, form.about)


def pick_person(scene: Scene, tap: PickPerson) -> Screen:
    """The department's people, the best proposal first."""
    ticket = checked(scene, tap.ticket, "assign")
    buttons = [
        Button(_candidate(one), AssignTo(ticket.id, one.candidate.staff.person_id, ticket.version))
        for one in suggested(scene.session, ticket, scene.now)
    ]
    back = Button(T("button", "Back"), OpenTicket(ticket.id))
    words = lines(ticket.number, T("staff", "Who does it? Those on duty and of the trade come first."))
    return Screen(words, (*rows_of(buttons), (back,)))


def _candidate(one: Suggested) -> Words:
    staff, fit = one.candidate.staff, one.candidate.fit
    trade = (T("staff", "of the trade"), T("staff", "all-rounder"), T("staff", "another trade"))[fit]
    facts = {"name": staff.person.name, "duty": _when(one), "trade": trade, "load": one.candidate.load}
    return T("button", "{name}: {duty}, {trade}, {load} in hand", **facts)


def _when(one: Suggested) -> Words:
    """Whether they can come at the booked time, or else whether they are here now."""
    if one.free is None:
        return T("staff", "on duty") if one.candidate.present else T("staff", "off duty")
    if one.kept and one.free:
        return T("staff", "kept for it")
    return T("staff", "free then") if one.free else T("staff", "not free then")


def assign_to(scene: Scene, tap: AssignTo) -> Screen:
    """Give the job."""
    to = scene.session.get(Staff, tap.staff)
    if to is None or to.project_id != scene.project.id:
        raise Gone
    ticket = visible(scene.session, tap.ticket, scene.me, scene.now)
    busy = conflicts(scene.session, ticket, to, scene.now)
    assign(scene.session, tap.ticket, by=scene.me, now=scene.now, to=to, seen=tap.seen)
    if busy is None:
        return staff_card(scene, tap.ticket)
    warning = T(
        "staff",
        "Given. But {name} is not free or not on duty at {slot}: please agree another time, or give it to somebody else.",
        name=to.person.name,
        slot=Span(busy.starts, busy.ends),
    )
    return staff_card(scene, tap.ticket).headed(warning)


def offer_job(scene: Scene, tap: OfferJob) -> Screen:
    """Offer it to all on duty who fit; the first to take it has it."""
    ticket = checked(scene, tap.ticket, "offer")
    fitting = [one.staff for one in candidates(scene.session, ticket, scene.now) if one.present and one.fit < 2]
    if not fitting:
        sorry = T("staff", "Nobody of this trade is on duty now. Please choose a person.")
        return replace(pick_person(scene, PickPerson(tap.ticket)), toast=sorry, alert=True)
    offer(scene.session, tap.ticket, by=scene.me, now=scene.now, to=fitting, seen=tap.seen)
    return staff_card(scene, tap.ticket)
