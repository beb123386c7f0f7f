"""What the manager does about a letter: the reply, a task in own words, a call planned and made (R144)."""

from bot.forms.flow import Form
from bot.forms.moments import When, chosen
from bot.forms.writing import Write
from bot.screens import Screen
from bot.texts import T, Words
from handlers.found_words import short
from handlers.staff.about_one import AboutOne
from handlers.staff.mailbox.letters import letter_card
from handlers.staff.phrases.question import ToOwner
from handlers.staff.whom import Whom
from handlers.ticket.times import days
from models.assignments.parts import may_assign
from models.mailbox import letters
from models.mailbox.reading import letter_for
from models.mailbox.tables import Letter
from models.tickets.waiting import end_of


class LetterForm(AboutOne[Letter]):
    """The parent of forms about one letter, for the manager."""

    subject = "letter"

    @classmethod
    def one(cls, form: Form) -> Letter:
        """The letter; raises Gone for everybody but the manager."""
        return letter_for(form.scene.session, form.about, form.scene.me)

    @classmethod
    def check(cls, form: Form) -> None:
        """Only the manager, and only while the move is there."""
        letters.check_move(cls.one(form), cls.move, form.scene.me)

    @classmethod
    def opening(cls, form: Form) -> Words | None:
        """From whom, and its first words."""
        letter = cls.one(form)
        return T("staff", "Letter from {name}: {words}", name=letter.person.called, words=short(letter.words))


class AnswerLetter(LetterForm):
    """The reply letter (回函), read back before it goes (R195)."""

    name = "letter_answer"
    move = "answer"
    title = T("button", "Reply letter")
    send_label = T("button", "Send the reply")

    words = ToOwner(
        ask=T("staff", "Please write the reply. The owner reads it as it stands, under your name."),
        label=T("staff", "Reply"),
        at_most=1500,
        reader=lambda form: LetterForm.one(form).person,
    )

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """The owner is rung."""
        letters.answer(form.scene.session, form.about, words=form["words"], **cls.deed(form))
        return letter_card(form.scene, form.about).headed(T("staff", "Sent. The owner may say whether it helps."))


class LetterTask(LetterForm):
    """A colleague follows up; of the letter the task says nothing but what the manager writes."""

    name = "letter_task"
    move = "task"
    title = T("button", "Give a task from it")
    send_label = T("button", "Give it")

    whom = Whom(
        ask=T("staff", "Who shall do it? Tap, or write a name or a staff number."),
        label=T("staff", "Whom"),
        may=may_assign,
    )
    words = Write(
        ask=T("staff", "What is to be done? In your own words: the colleague sees neither the letter nor its sender."),
        label=T("staff", "Task"),
        at_most=500,
    )
    until = When(
        ask=T("staff", "By when? Choose, or write a day, with the hour if it matters."),
        label=T("staff", "By when"),
        among=days,
        hour=False,
    )

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """The colleague is rung, like for any other task."""
        time = chosen(form, form["until"])
        due_at = time.end or time.start or end_of(form.scene.project, time.day)
        facts = {"to": form["whom"]["person"], "words": form["words"], "due_at": due_at}
        letters.give_task(form.scene.session, form.about, **facts, **cls.deed(form))
        return letter_card(form.scene, form.about).headed(T("staff", "Given. Your colleague has been told."))


class PlanLetterCall(LetterForm):
    """When the manager wants to be reminded to telephone."""

    name = "letter_call"
    move = "plan_call"
    title = T("button", "Plan a call")

    until = When(
        ask=T("staff", "When do you want to call? Choose a day, or write a time like “tomorrow 9:30”."),
        label=T("staff", "Call"),
        among=days,
        hour=False,
    )

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """The clock reminds the manager, and nobody else."""
        time = chosen(form, form["until"])
        until = time.start or end_of(form.scene.project, time.day)
        letters.plan_call(form.scene.session, form.about, until=until, **cls.deed(form))
        return letter_card(form.scene, form.about).headed(T("staff", "Planned. You will be reminded."))


class LetterCalled(LetterForm):
    """What was said on the telephone."""

    name = "letter_called"
    move = "called"
    title = T("button", "Record my call")

    words = Write(ask=T("staff", "What was said?"), label=T("staff", "Call"), at_most=500)

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """It stands on the letter's card."""
        letters.called(form.scene.session, form.about, words=form["words"], **cls.deed(form))
        return letter_card(form.scene, form.about).headed(T("staff", "Noted."))


FLOWS = (AnswerLetter, LetterTask, PlanLetterCall, LetterCalled)
