"""How grave a complaint is, and who leads it; the parent of the forms about one (DOMAIN 4.6, R082)."""

from typing import ClassVar

from bot.forms.choices import Choose
from bot.forms.flow import Flow, Form
from bot.forms.questions import Option
from bot.screens import Screen
from bot.texts import T, Words, listed
from handlers.complaint_words import GRADE, matter_of
from handlers.staff.asking import reason
from handlers.staff.complaints.cards import FORMS as LABELS
from handlers.staff.complaints.cards import complaint_card
from handlers.staff.home import home
from models.complaints import actions
from models.complaints.concerning import say_whom
from models.complaints.doing import check
from models.complaints.lifecycle import Grade
from models.complaints.parts import is_concerned, parts_of, visible
from models.complaints.tables import Complaint
from models.people import Staff
from models.roles import FRONT_OFFICE
from models.rota import staff_of


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


class GradeIt(ComplaintForm):
    """How grave it is, and why; it goes to whoever leads at that level."""

    name, move = "complaint_grade", "grade"
    title = LABELS["grade"][0]

    grade = Choose(
        ask=T(
            "staff",
            "How grave is it? Minor: a slight inconvenience. Important: a fault of ours. Major: loss, injury, a broken promise, several units.",
        ),
        label=T("staff", "Grade"),
        among=_grades,
        ask_even_one=True,
    )
    words = reason(ask=T("staff", "Why this grade? The reason is kept."))

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """Whoever leads it hears."""
        scene = form.scene
        deed = actions.grade if cls.move == "grade" else actions.regrade
        deed(
            scene.session,
            form.about,
            by=scene.me,
            now=scene.now,
            grade=Grade(form["grade"]),
            words=form["words"],
            seen=form.seen,
        )
        return shown_after(form, T("staff", "Graded. Whoever leads it has been told."))


class GradeAnew(GradeIt):
    """Another grade."""

    name, move = "complaint_regrade", "regrade"
    title = LABELS["regrade"][0]


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


class SayWhom(ComplaintForm):
    """The office has found out whom it is about."""

    name, move = "complaint_concern", "concern"
    title = LABELS["concern"][0]

    to = Choose(
        ask=T("staff", "Whom is it about? From now on they and their team have no part in it and see nothing of it."),
        label=T("staff", "Whom it concerns"),
        among=lambda form: [
            Option(str(one.person_id), listed([one.person.name, one.title], " "))
            for one in staff_of(form.scene.session, form.scene.project)
            if one.person_id != ComplaintForm.complaint(form).about_staff_id
        ],
        ask_even_one=True,
        per_row=2,
    )

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """Whoever led it and belongs to them has handed it over."""
        scene = form.scene
        say_whom(scene.session, form.about, by=scene.me, to=int(form["to"]), now=scene.now, seen=form.seen)
        return shown_after(form, T("staff", "Kept. They see nothing of it."))
