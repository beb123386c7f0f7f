"""What a complaint leads to inside the office: whether it was justified, and what is done so that it does not come again (R094)."""

from bot.forms.choices import Choose
from bot.forms.flow import Form
from bot.forms.moments import When, chosen
from bot.forms.questions import Option
from bot.forms.writing import Write
from bot.scene import Scene
from bot.screens import Screen
from bot.texts import T, listed
from handlers.complaint_taps import VerifyMeasure
from handlers.staff.asking import reason
from handlers.staff.complaints.cards import FORMS as LABELS
from handlers.staff.complaints.cards import complaint_card
from handlers.staff.complaints.forms import ComplaintForm, shown_after
from handlers.ticket.times import days
from models.assignments.parts import may_assign
from models.complaints import actions, measures
from models.refusals import TooLate
from models.rota import staff_of
from models.tickets.waiting import end_of

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
    who = Choose(
        ask=T("staff", "Who does it?"),
        label=T("staff", "Who"),
        among=lambda form: [
            Option(str(one.person_id), listed([one.person.name, one.title], " "))
            for one in staff_of(form.scene.session, form.scene.project)
            if may_assign(form.scene.staff, one)
        ],
        per_row=2,
    )
    until = When(ask=T("staff", "By which day?"), label=T("staff", "Until"), among=days, hour=False)

    @classmethod
    def check(cls, form: Form) -> None:
        """Those in charge, of a justified one."""
        if not cls.complaint(form).justified:
            raise TooLate(complaint=form.about)
        measures.check_may_set(cls.complaint(form), form.scene.me)

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """Whoever does it gets it as a task, which names nobody who complained."""
        scene, time = form.scene, chosen(form, form["until"])
        until = time.start or end_of(scene.project, time.day)
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
