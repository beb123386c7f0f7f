"""After an incident: the report in four questions, the second pair of eyes, the tasks; and what is the same event (R099, R101)."""

from bot.forms.choices import Choose
from bot.forms.flow import Form
from bot.forms.questions import Option
from bot.forms.writing import Write
from bot.scene import Open, Scene
from bot.screens import Screen
from bot.texts import T
from handlers.incident_taps import WriteAgain
from handlers.staff.asking import reason
from handlers.staff.incidents.cards import incident_card, line_of
from handlers.staff.incidents.forms import TITLE, IncidentForm, grade
from handlers.staff.tasking import by_which_day, last_moment, who_does_it
from models.incidents import actions, reviewing
from models.incidents.lifecycle import Grade
from models.incidents.reading import lasting, tickets_of, visible


def _results(form: Form) -> list[Option]:
    """What its tickets say already."""
    found = tickets_of(form.scene.session, IncidentForm.one(form))
    return [Option(str(one.id), one.result) for one in found if one.result][:3]


def _causes(form: Form) -> list[Option]:
    found = tickets_of(form.scene.session, IncidentForm.one(form))
    return [Option(str(one.id), one.cause) for one in found if one.cause][:3]


class WriteReport(IncidentForm):
    """What was done, what was lost, why it came, how it shall not come again."""

    name, move = "incident_report", "report"
    title = TITLE["report"]
    send_label = T("button", "Give it to be confirmed")

    grade = grade(when=lambda form: IncidentForm.one(form).grade is None)
    measures = Write(
        ask=T("staff", "What was done, by whom, and in which order?"),
        label=T("staff", "Measures taken"),
        at_most=800,
        suggestions=_results,
    )
    losses = Write(
        ask=T("staff", "What was lost or damaged, and was anybody hurt?"),
        label=T("staff", "Losses"),
        at_most=500,
        suggestions=lambda _form: [Option("none", T("button", "Nobody hurt, nothing damaged"))],
    )
    cause = Write(ask=T("staff", "Why did it happen?"), label=T("staff", "Cause"), at_most=500, suggestions=_causes)
    prevention = Write(
        ask=T("staff", "What is done so that it does not happen again? Tasks can be given afterwards."),
        label=T("staff", "Prevention"),
        at_most=500,
    )

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """The other one of the two reads it."""
        scene = form.scene
        texts = {name: form[name] for name in ("measures", "losses", "cause", "prevention")}
        known = Grade(form["grade"]) if "grade" in form else None
        reviewing.write_report(scene.session, form.about, grade=known, **texts, **cls.deed(form))
        return incident_card(scene, form.about).headed(T("staff", "Written. Somebody else confirms it."))


def write_again(scene: Scene, tap: WriteAgain) -> Open:
    """With what was written before, so that only what is missing has to be changed."""
    one = visible(scene.session, tap.incident, scene.me)
    before = {"measures": one.measures, "losses": one.losses, "cause": one.cause, "prevention": one.prevention}
    return Open(WriteReport, one.id, {name: text for name, text in before.items() if text})


class SendBack(IncidentForm):
    """The report lacks something."""

    name, move = "incident_back", "send_back"
    title = TITLE["send_back"]
    reads_back = False

    words = reason(ask=T("staff", "What is missing? The writer reads it."))

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """Whoever wrote it hears."""
        scene = form.scene
        reviewing.send_back(scene.session, form.about, words=form["words"], **cls.deed(form))
        return incident_card(scene, form.about).headed(T("staff", "Sent back. The writer has been told."))


class GiveTask(IncidentForm):
    """So that it does not happen again: a task with a person and a date."""

    name, move = "incident_task", "measure"
    title = TITLE["measure"]

    measure = Write(ask=T("staff", "What is to be done?"), label=T("staff", "Task"), at_most=300)
    who = who_does_it()
    until = by_which_day()

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """It is on its way."""
        scene = form.scene
        facts = {"to": int(form["who"]), "words": form["measure"], "due_at": last_moment(form, "until")}
        reviewing.set_measure(scene.session, form.about, by=scene.me, now=scene.now, **facts)
        return incident_card(scene, form.about).headed(T("staff", "Set. It is on its way as a task."))


class SameEvent(IncidentForm):
    """It is the same event as another one."""

    name, move = "incident_join", "join"
    title = T("button", "Same as another one")

    into = Choose(
        ask=T("staff", "Which one is it? Its reports, and whoever was told, go over to that one."),
        label=T("staff", "The same as"),
        among=lambda form: [
            Option(str(one.id), line_of(one))
            for one in lasting(form.scene.session, form.scene.project)
            if one.id != form.about
        ],
        ask_even_one=True,
    )

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """It goes on under the other number."""
        scene = form.scene
        target = actions.join(scene.session, form.about, into=int(form["into"]), **cls.deed(form))
        return incident_card(scene, target.id).headed(T("staff", "It goes on here."))


FLOWS = (WriteReport, SendBack, GiveTask, SameEvent)
