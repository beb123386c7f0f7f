"""Giving a task to a colleague, and what becomes of it: done, more time, another date, other hands, called off (R016)."""

from datetime import datetime

from bot.forms.flow import Flow, Form
from bot.forms.media import Photos
from bot.forms.moments import When, chosen
from bot.forms.questions import Option
from bot.forms.writing import Write
from bot.screens import Screen
from bot.texts import T, Words, lines
from handlers.staff.about_one import AboutOne
from handlers.staff.asking import reason
from handlers.staff.assignments.cards import assignment_card, words_of
from handlers.staff.whom import Whom
from handlers.ticket.times import days
from models.assignments import actions
from models.assignments.lifecycle import MOVES, allowed
from models.assignments.parts import GIVERS, may_assign, parts_of, visible
from models.assignments.tables import Assignment
from models.refusals import NotYours, TooLate
from models.tickets.waiting import end_of

ASK_WHOM = T("staff", "Who shall do it? Tap, or write a name or a staff number.")
BY_WHEN = T("staff", "By when? Choose, or write a day, with the hour if it matters.")


PICTURES = T("staff", "A picture helps. Send up to five, or go on.")
READ = T("staff", "Why? Your colleague reads it.")


def _day(ask: Words = BY_WHEN) -> When:
    return When(ask=ask, label=T("staff", "By when"), among=days, hour=False)


def _photos() -> Photos:
    return Photos(ask=PICTURES, label=T("staff", "Pictures"), optional=True)


def until_of(form: Form) -> datetime:
    """The moment that was chosen; of a day its last hour of service."""
    time = chosen(form, form["until"])
    return time.end or time.start or end_of(form.scene.project, time.day)


def _told(one: Assignment, done: Words) -> Words:
    """What was done, and that the one who has the task knows of it."""
    return lines(done, T("staff", "Your colleague has been told.") if one.assignee_id else None)


class GiveTask(Flow):
    """Whom, what, perhaps pictures, by when."""

    name = "task"
    title = T("button", "Give a task")
    send_label = T("button", "Give it")

    whom = Whom(ask=ASK_WHOM, label=T("staff", "Whom"), may=may_assign)
    words = Write(ask=T("staff", "What is to be done? A few sentences."), label=T("staff", "Task"), at_most=500)
    photos = _photos()
    until = _day()

    @classmethod
    def check(cls, form: Form) -> None:
        """Only who leads somebody."""
        if form.scene.staff.role not in GIVERS:
            raise NotYours

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """The colleague is rung."""
        scene = form.scene
        one = actions.give(
            scene.session,
            by=scene.me,
            to=form["whom"]["person"],
            words=form["words"],
            due_at=until_of(form),
            now=scene.now,
            media=[piece.id for piece in form.media("photos")],
        )
        return assignment_card(scene, one.id).headed(T("staff", "Given. Your colleague has been told."))


class TaskForm(AboutOne[Assignment]):
    """The parent of forms about one task: open to who may make the move."""

    subject = "assignment"

    @classmethod
    def one(cls, form: Form) -> Assignment:
        """The task that the form is about; raises Gone."""
        return visible(form.scene.session, form.about, form.scene.staff.person)

    @classmethod
    def check(cls, form: Form) -> None:
        """Only who may make the move now."""
        one = cls.one(form)
        parts = parts_of(form.scene.me, one)
        if not parts & MOVES[cls.move].by:
            raise NotYours(assignment=one.id)
        if cls.move not in allowed(one.state, parts, asked=True):
            raise TooLate(assignment=one.id)

    @classmethod
    def opening(cls, form: Form) -> Words | None:
        """Which task, and by when."""
        one = cls.one(form)
        return T("staff", "{task} (by {time})", task=words_of(form.scene, one), time=one.due_at)


def _notes(form: Form) -> list[Option]:
    return [
        Option("asked", T("button", "Done as asked")),
        Option("checked", T("button", "Checked, all in order")),
        Option("found", T("button", "Checked, faults reported")),
    ]


class FinishTask(TaskForm):
    """A note of what came of it is compulsory, pictures are welcome."""

    name = "task_done"
    move = "finish"
    title = T("button", "Done, with a note")
    send_label = T("button", "Report as done")

    words = Write(
        ask=T("staff", "What came of it? Tap one, or write it."), label=T("staff", "Note"), suggestions=_notes
    )
    photos = _photos()

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """Who gave it is told."""
        media = [piece.id for piece in form.media("photos")]
        actions.finish(form.scene.session, form.about, words=form["words"], media=media, **cls.deed(form))
        return assignment_card(form.scene, form.about).headed(T("staff", "Reported. Thank you."))


def _why_longer(form: Form) -> list[Option]:
    return [
        Option("jobs", T("button", "Urgent repairs came first")),
        Option("material", T("button", "Material has not come")),
        Option("others", T("button", "Waiting for others")),
    ]


class AskTime(TaskForm):
    """Why it takes longer, and until when."""

    name = "task_time"
    move = "ask_time"
    title = T("button", "It takes longer")
    send_label = T("button", "Ask for more time")

    words = reason(_why_longer, T("staff", "Why does it take longer?"))
    until = _day(T("staff", "By when will it be done? Choose, or write a day."))

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """Who gave it decides; until then the date stands."""
        actions.ask_time(form.scene.session, form.about, words=form["words"], until=until_of(form), **cls.deed(form))
        said = T("staff", "Passed on. The date stands until more time is given.")
        return assignment_card(form.scene, form.about).headed(said)


def _why_redated(form: Form) -> list[Option]:
    return [
        Option("pressing", T("button", "It has become pressing")),
        Option("later", T("button", "It can wait")),
    ]


class Redate(TaskForm):
    """Another deadline, and why."""

    name = "task_date"
    move = "redate"
    title = T("button", "Another date")

    until = _day()
    words = reason(_why_redated, READ)

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """The colleague is told."""
        session = form.scene.session
        one = actions.redate(session, form.about, words=form["words"], until=until_of(form), **cls.deed(form))
        return assignment_card(form.scene, form.about).headed(_told(one, T("staff", "The date is changed.")))


class HandOn(TaskForm):
    """Somebody else does it."""

    name = "task_whom"
    move = "hand_on"
    title = T("button", "Hand it on")

    whom = Whom(ask=ASK_WHOM, label=T("staff", "Whom"), may=may_assign)

    @classmethod
    def check(cls, form: Form) -> None:
        """Only who still leads somebody."""
        super().check(form)
        if form.scene.staff.role not in GIVERS:
            raise NotYours(assignment=form.about)

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """Both colleagues are told."""
        actions.hand_on(form.scene.session, form.about, to=form["whom"]["person"], **cls.deed(form))
        return assignment_card(form.scene, form.about).headed(T("staff", "Given. Your colleague has been told."))


def _why_off(form: Form) -> list[Option]:
    return [
        Option("settled", T("button", "Settled in another way")),
        Option("wrong", T("button", "Given by mistake")),
    ]


class CallOff(TaskForm):
    """It is not needed any more, and why."""

    name = "task_off"
    move = "call_off"
    title = T("button", "Call it off")

    words = reason(_why_off, READ)

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """The colleague is told."""
        one = actions.call_off(form.scene.session, form.about, words=form["words"], **cls.deed(form))
        return assignment_card(form.scene, form.about).headed(_told(one, T("staff", "The task is called off.")))


FLOWS = (GiveTask, FinishTask, AskTime, Redate, HandOn, CallOff)
