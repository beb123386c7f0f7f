"""What a complaint leads to inside the office: whether it was justified, and what is done so that it does not come again (R094)."""

from bot.forms.choices import Choose
from bot.forms.flow import Form
from bot.forms.questions import Option
from bot.forms.writing import Write
from bot.scene import Scene
from bot.screens import Screen
from bot.texts import T
from handlers.complaint_taps import VerifyMeasure
from handlers.staff.asking import reason
from handlers.staff.complaints.cards import FORMS as LABELS
from handlers.staff.complaints.cards import complaint_card
from handlers.staff.complaints.forms import ComplaintForm, shown_after
from handlers.staff.tasking import by_which_day, last_moment, who_does_it
from models.complaints import actions, measures
from models.refusals import TooLate

YES, NO = "yes", "no"


class JudgeIt(ComplaintForm):
    """Whether it was justified, always with a reason (DOMAIN 4.6)."""

    name, move = "complaint_judge", "judge"
    title = LABELS["judge"][0]

    justified = Choose(
        ask=T("staff", "Was it justified?"),
        label=T("staff", "Justified"),
        among=lambda _form: [Option(YES, T("button", "Justified")), Option(NO, T("button", "Not justified"))],
    )
    words = reason(ask=T("staff", "Why? The reason is kept."))

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """It ends by this where everything else is done."""
        scene = form.scene
        actions.judge(
            scene.session,
            form.about,
            by=scene.me,
            now=scene.now,
            justified=form["justified"] == YES,
            words=form["words"],
            seen=form.seen,
        )
        return shown_after(form, T("staff", "Kept."))


class SetMeasure(ComplaintForm):
    """So that it does not happen again: cause, measure, person, date (R094)."""

    name, move = "complaint_measure", "judge"
    title = T("button", "Set a measure")

    cause = Write(ask=T("staff", "What was the cause?"), label=T("staff", "Cause"), at_most=300)
    measure = Write(
        ask=T("staff", "What is done so that it does not happen again? Please name nobody who complained."),
        label=T("staff", "Measure"),
        at_most=300,
    )
    who = who_does_it()
    until = by_which_day()

    @classmethod
    def check(cls, form: Form) -> None:
        """Those in charge, of a justified one."""
        if not cls.complaint(form).justified:
            raise TooLate(complaint=form.about)
        measures.check_may_set(cls.complaint(form), form.scene.me)

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """Whoever does it gets it as a task, which names nobody who complained."""
        scene, until = form.scene, last_moment(form, "until")
        measures.set_measure(
            scene.session,
            form.about,
            by=scene.me,
            to=int(form["who"]),
            cause=form["cause"],
            words=form["measure"],
            due_at=until,
            now=scene.now,
        )
        return shown_after(form, T("staff", "Set. It is on its way as a task."))


def verify_measure(scene: Scene, tap: VerifyMeasure) -> Screen:
    """Those in charge have looked."""
    complaint = measures.verify(scene.session, tap.measure, by=scene.me, now=scene.now)
    return complaint_card(scene, complaint.id).headed(T("staff", "Kept: the measure holds."))
