"""An owner leaves a message for a named colleague: whom, what, and a read receipt (R186)."""

from datetime import date, datetime, time

from bot.forms.choices import Choose
from bot.forms.flow import Flow, Form
from bot.forms.questions import Option
from bot.forms.writing import Write
from bot.scene import Scene
from bot.screens import Button, Screen
from bot.texts import Day, T, Words, lines
from handlers.taps import Go, Place
from models.messages.actions import leave
from models.messages.lifecycle import Part, State
from models.messages.parts import back_on, parts_of, reachable, visible
from models.messages.tables import StaffMessage
from models.people import Staff
from models.refusals import Gone
from models.tickets.queries import visible as visible_ticket

DESK = "desk"
FOR_THE_DESK = T("button", "The service desk")


def _teams(form: Form) -> list[Option]:
    teams = {one.department_id: one.department.name for one in _everybody(form)}
    return [*(Option(str(number), name) for number, name in sorted(teams.items())), Option(DESK, FOR_THE_DESK)]


def _everybody(form: Form) -> list[Staff]:
    return list(reachable(form.scene.session, form.scene.project, form.scene.me))


def _people(form: Form) -> list[Option]:
    """By name alone: no telephones, no private words."""
    team = form.get("team")
    return [Option(str(one.person_id), one.person.name) for one in _everybody(form) if str(one.department_id) == team]


def _names_one(form: Form) -> bool:
    return form.get("team") not in (None, DESK)


def _back(form: Form) -> date | None:
    """When the chosen colleague is back from leave."""
    whom = form.get("whom") if _names_one(form) else None
    return back_on(form.scene.session, form.scene.project, int(whom), form.scene.now) if whom else None


def _ask_away(form: Form) -> Words:
    day = _back(form) or form.scene.now.date()
    back = Day(datetime.combine(day, time(12), form.scene.project.zone))
    return T(
        "owner",
        "Our colleague is on leave and back on {day}. May we keep it until then, or shall the desk read it? Thank you.",
        day=back,
    )


def _ways(form: Form) -> list[Option]:
    return [
        Option("keep", T("button", "Please keep it")),
        Option(DESK, T("button", "The desk shall read it")),
    ]


class LeaveMessage(Flow):
    """Whom, by department and name; what; and where somebody is away, whether it waits."""

    name = "message"
    subject = "ticket"
    title = T("button", "Leave a message for a colleague")
    takes_words = "words"
    send_label = T("button", "Leave the message")

    team = Choose(
        ask=T("owner", "Which department is it for, please?"), label=T("label", "Department"), among=_teams, per_row=2
    )
    whom = Choose(
        ask=T("owner", "For whom is the message, please?"),
        label=T("label", "For"),
        among=_people,
        ask_even_one=True,
        when=_names_one,
    )
    away = Choose(ask=_ask_away, label=T("label", "On leave"), among=_ways, when=lambda form: _back(form) is not None)
    words = Write(
        ask=T("owner", "Please write the message. We pass it on word for word, thank you."),
        label=T("label", "Message"),
        at_most=1000,
    )

    @classmethod
    def check(cls, form: Form) -> None:
        """About a ticket only its own people."""
        if form.about:
            visible_ticket(form.scene.session, form.about, form.scene.me, form.scene.now)

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """The colleague is rung, or the desk."""
        scene, named = form.scene, _names_one(form) and form.get("away") != DESK
        to = int(form["whom"]) if named else None
        one = leave(
            scene.session,
            project=scene.project,
            by=scene.me,
            to=to,
            words=form["words"],
            now=scene.now,
            about=form.about,
        )
        said = T("owner", "We have passed on your message and will tell you when it is read. Thank you.")
        return message_card(scene, one.id).headed(said)


def message_card(scene: Scene, message_id: int) -> Screen:
    """The owner's own message, and what became of it; raises Gone for everybody else."""
    one = visible(scene.session, message_id, scene.me)
    if Part.OWNER not in parts_of(scene.me, one):
        raise Gone
    words = lines(
        T("label", "<b>Your message</b>"),
        T("label", "For: {name}", name=one.to.person.name if one.to else FOR_THE_DESK),
        T("label", "Message: {words}", words=one.words),
        *_what_became(one),
    )
    rows = ((Button(T("button", "Talk to a person"), Go(Place.PERSON)), Button(T("button", "Home"), Go(Place.HOME))),)
    return Screen(words, rows, one.subject, state=one.state)


def _what_became(one: StaffMessage) -> list[Words]:
    if one.state == State.WAITING or one.read_at is None or one.read_by is None:
        return [T("owner", "We tell you as soon as it is read. Thank you.")]
    signed = {"department": one.read_by.department.name, "name": one.read_by.person.name}
    said: list[Words] = [T("owner", "{department}, {name} has read it, {time}. Thank you.", **signed, time=one.read_at)]
    if one.answered_by is not None:
        who = {"department": one.answered_by.department.name, "name": one.answered_by.person.name}
        said.append(T("label", "{department}, {name}: {words}", **who, words=one.answer))
    return said


FLOWS = (LeaveMessage,)
