"""What the owner of a complaint reads of it: progress, a solution to agree to, the result (R086, R089, R090)."""

from bot.forms.flow import Form
from bot.forms.moments import When
from bot.forms.questions import Option
from bot.forms.writing import Write
from bot.screens import Screen
from bot.texts import T
from handlers.staff.complaints.cards import FORMS as LABELS
from handlers.staff.complaints.forms import ComplaintForm, shown_after
from handlers.staff.phrases.question import ToOwner
from handlers.staff.tasking import last_moment
from handlers.ticket.times import days
from models.complaints import actions
from models.complaints.branch import pass_on


class TellProgress(ComplaintForm):
    """How far it has come; the owner reads it."""

    name, move = "complaint_progress", "progress"
    title = LABELS["progress"][0]

    words = ToOwner(
        ask=T("staff", "What has been done, and what comes next? The owner reads it."),
        label=T("staff", "Progress"),
        at_most=400,
        reader=lambda form: ComplaintForm.complaint(form).reporter,
    )
    until = When(
        ask=T("staff", "Until when is the next step done? Choose, or write a day and an hour."),
        label=T("staff", "Until"),
        among=days,
        hour=False,
    )

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """The owner hears at once."""
        scene, until = form.scene, last_moment(form, "until")
        actions.progress(
            scene.session, form.about, by=scene.me, now=scene.now, words=form["words"], until=until, seen=form.seen
        )
        return shown_after(form, T("staff", "The owner has been told."))


class Propose(ComplaintForm):
    """A solution, to which the owner agrees before it is carried out (R089)."""

    name, move = "complaint_propose", "propose"
    title = LABELS["propose"][0]

    words = ToOwner(
        ask=T("staff", "What do you propose? The owner reads it and agrees, discusses or declines."),
        label=T("staff", "Solution"),
        at_most=500,
        reader=lambda form: ComplaintForm.complaint(form).reporter,
    )

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """The owner is asked at once."""
        scene = form.scene
        actions.propose(scene.session, form.about, by=scene.me, now=scene.now, words=form["words"], seen=form.seen)
        return shown_after(form, T("staff", "The owner has been asked."))


class AnswerIt(ComplaintForm):
    """What has come of it."""

    name, move = "complaint_answer", "answer"
    title = LABELS["answer"][0]

    words = ToOwner(
        ask=T("staff", "What has come of it, and why? The owner reads it; where it was not justified, explain."),
        label=T("staff", "Result"),
        at_most=500,
        reader=lambda form: ComplaintForm.complaint(form).reporter,
    )

    @classmethod
    def deed(cls, form: Form) -> None:
        """The deed itself."""
        scene = form.scene
        act = {"answer": actions.answer, "reply": actions.reply, "relay": actions.relay}[cls.move]
        act(scene.session, form.about, by=scene.me, now=scene.now, words=form["words"], seen=form.seen)

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """The owner reads it at once."""
        cls.deed(form)
        return shown_after(form, T("staff", "The owner has been told."))


class ReplyToIt(AnswerIt):
    """To a suggestion, or to praise."""

    name, move = "complaint_reply", "reply"
    title = LABELS["reply"][0]


HOW = (
    ("phone", T("button", "By telephone")),
    ("post", T("button", "By letter or mail")),
    ("person", T("button", "In person")),
)


class PassOn(ComplaintForm):
    """The branch company has it now."""

    name, move = "complaint_pass_on", "pass_on"
    title = LABELS["pass_on"][0]

    words = Write(
        ask=T("staff", "How was it passed on, and to whom? The owner hears that it was."),
        label=T("staff", "How"),
        at_most=200,
        suggestions=lambda _form: [Option(key, label) for key, label in HOW],
    )

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """The owner hears at once."""
        scene = form.scene
        pass_on(scene.session, form.about, by=scene.me, now=scene.now, words=form["words"], seen=form.seen)
        return shown_after(form, T("staff", "Kept. The owner has been told."))


class RelayIt(AnswerIt):
    """What the branch company has answered."""

    name, move = "complaint_relay", "relay"
    title = LABELS["relay"][0]
