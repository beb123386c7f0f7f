"""What those who handle a complaint write: grade, progress, solution, result, judgement, measure, and who leads it (R086-R094)."""

from typing import ClassVar

from bot.forms.choices import Choose
from bot.forms.flow import Flow, Form
from bot.forms.moments import When, chosen
from bot.forms.questions import Option
from bot.forms.writing import Write
from bot.scene import Scene
from bot.screens import Screen
from bot.texts import T, Words, listed
from handlers.complaint_taps import VerifyMeasure
from handlers.complaint_words import GRADE, matter_of
from handlers.staff.asking import reason
from handlers.staff.complaints.cards import FORMS as LABELS
from handlers.staff.complaints.cards import complaint_card
from handlers.staff.home import home
from handlers.ticket.times import days
from models.assignments.parts import may_assign
from models.complaints import actions, measures
from models.complaints.doing import check
from models.complaints.lifecycle import Grade
from models.complaints.parts import is_concerned, parts_of, visible
from models.complaints.tables import Complaint
from models.people import Staff
from models.refusals import TooLate
from models.roles import FRONT_OFFICE
from models.rota import staff_of
from models.tickets.waiting import end_of

YES, NO = "yes", "no"


class ComplaintForm(Flow):
    """The parent of forms about one complaint, decided on the version that was seen."""

    subject = "complaint"
    move: ClassVar[str] = ""

    @classmethod
    def complaint(cls, form: Form) -> Complaint:
        """The complaint; raises Gone."""
        return visible(form.scene.session, form.about, form.scene.me)

    @classmethod
    def check(cls, form: Form) -> None:
        """Only who may make the move now."""
        check(cls.complaint(form), cls.move, form.scene.me)

    @classmethod
    def version(cls, form: Form) -> int | None:
        """The version that was decided on."""
        return cls.complaint(form).version

    @classmethod
    def opening(cls, form: Form) -> Words | None:
        """Which one."""
        complaint = cls.complaint(form)
        return T("staff", "{number}: {what}", number=complaint.number, what=matter_of(complaint))


def shown_after(form: Form, said: Words) -> Screen:
    """The card, or the first screen where one's part has ended."""
    complaint = form.scene.session.get_one(Complaint, form.about)
    if parts_of(form.scene.me, complaint):
        return complaint_card(form.scene, complaint.id).headed(said)
    return home(form.scene).headed(said)


def _grades(form: Form) -> list[Option]:
    present = ComplaintForm.complaint(form).grade
    return [Option(one, GRADE[one]) for one in Grade if one != present]


GRADES = Choose(
    ask=T(
        "staff",
        "How grave is it? Minor: a slight inconvenience. Important: a fault of ours. Major: loss, injury, a broken promise, several units.",
    ),
    label=T("staff", "Grade"),
    among=_grades,
    ask_even_one=True,
)


class GradeIt(ComplaintForm):
    """How grave it is, and why; it goes to whoever leads at that level."""

    name, move = "complaint_grade", "grade"
    title = LABELS["grade"][0]

    grade = GRADES
    words = reason(ask=T("staff", "Why this grade? The reason is kept."))

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """Whoever leads it hears."""
        scene = form.scene
        actions.grade(
            scene.session,
            form.about,
            by=scene.me,
            now=scene.now,
            grade=Grade(form["grade"]),
            words=form["words"],
            seen=form.seen,
        )
        return shown_after(form, T("staff", "Graded. Whoever leads it has been told."))


class GradeAnew(ComplaintForm):
    """Another grade."""

    name, move = "complaint_regrade", "regrade"
    title = LABELS["regrade"][0]

    grade = Choose(ask=GRADES.ask, label=GRADES.label, among=_grades, ask_even_one=True)
    words = reason(ask=T("staff", "Why this grade? The reason is kept."))

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """Whoever leads it hears."""
        scene = form.scene
        actions.regrade(
            scene.session,
            form.about,
            by=scene.me,
            now=scene.now,
            grade=Grade(form["grade"]),
            words=form["words"],
            seen=form.seen,
        )
        return shown_after(form, T("staff", "Graded. Whoever leads it has been told."))


def _free(form: Form) -> list[Staff]:
    """Those of customer service whom it does not concern, but who leads it now (R082)."""
    complaint = ComplaintForm.complaint(form)
    everybody = staff_of(form.scene.session, form.scene.project)
    free = [one for one in everybody if one.role in FRONT_OFFICE and not is_concerned(one, complaint)]
    return [one for one in free if one.person_id != complaint.leader_id]


class LeadIt(ComplaintForm):
    """Somebody else leads it from now on."""

    name, move = "complaint_lead", "lead"
    title = LABELS["lead"][0]

    to = Choose(
        ask=T("staff", "Who leads it from now on? Whoever it concerns, and their team, is not on the list."),
        label=T("staff", "To whom"),
        among=lambda form: [
            Option(str(one.person_id), listed([one.person.name, one.title], " ")) for one in _free(form)
        ],
        ask_even_one=True,
    )

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """Both hear, and so does the owner."""
        scene = form.scene
        actions.lead(scene.session, form.about, by=scene.me, to=int(form["to"]), now=scene.now, seen=form.seen)
        return shown_after(form, T("staff", "Passed on. Your colleague and the owner have been told."))


class TellProgress(ComplaintForm):
    """How far it has come; the owner reads it."""

    name, move = "complaint_progress", "progress"
    title = LABELS["progress"][0]

    words = Write(
        ask=T("staff", "What has been done, and what comes next? The owner reads it."),
        label=T("staff", "Progress"),
        at_most=400,
        to_owner=True,
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
        scene, time = form.scene, chosen(form, form["until"])
        until = time.start or end_of(scene.project, time.day)
        actions.progress(
            scene.session, form.about, by=scene.me, now=scene.now, words=form["words"], until=until, seen=form.seen
        )
        return shown_after(form, T("staff", "The owner has been told."))


class Propose(ComplaintForm):
    """A solution, to which the owner agrees before it is carried out (R089)."""

    name, move = "complaint_propose", "propose"
    title = LABELS["propose"][0]

    words = Write(
        ask=T("staff", "What do you propose? The owner reads it and agrees, discusses or declines."),
        label=T("staff", "Solution"),
        at_most=500,
        to_owner=True,
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

    words = Write(
        ask=T("staff", "What has come of it, and why? The owner reads it; where it was not justified, explain."),
        label=T("staff", "Result"),
        at_most=500,
        to_owner=True,
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


class RelayIt(AnswerIt):
    """What the branch company has answered."""

    name, move = "complaint_relay", "relay"
    title = LABELS["relay"][0]


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


FLOWS = (GradeIt, GradeAnew, LeadIt, TellProgress, Propose, AnswerIt, ReplyToIt, RelayIt, JudgeIt, SetMeasure)
