"""Asking the supervisor, and the supervisor's answer (R030, R197, X14)."""

from bot.forms.flow import Flow, Form
from bot.forms.writing import Write
from bot.screens import Screen
from bot.texts import T, Words
from handlers.staff.consulting.cards import question_card
from models.consulting import actions
from models.consulting.lifecycle import State, allowed
from models.consulting.parts import owner_waiting, parts_of, visible
from models.refusals import NotYours, TooLate


class AskAboutTicket(Flow):
    """The question in words; the five minutes begin when it is sent."""

    name = "consult"
    subject = "ticket"
    title = T("button", "Ask the supervisor")
    send_label = T("button", "Ask now")
    reads_back = False

    words = Write(
        ask=T("staff", "What do you need to know? The supervisor answers within minutes."),
        label=T("staff", "Question"),
        at_most=500,
    )

    @classmethod
    def about(cls, form: Form) -> str:
        """What it is about."""
        return f"{cls.subject}:{form.about}"

    @classmethod
    def check(cls, form: Form) -> None:
        """Only who answers the owner about it."""
        owner_waiting(form.scene.session, cls.about(form), form.scene.staff.person, form.scene.now)

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """The supervisor is rung."""
        scene, about = form.scene, cls.about(form)
        one = actions.ask(
            scene.session, project=scene.project, by=scene.me, about=about, words=form["words"], now=scene.now
        )
        said = T("staff", "Asked. Without an answer by {time} the owner is told to wait.", time=one.due_at)
        return question_card(scene, one.id).headed(said)


class AskAboutTalk(AskAboutTicket):
    """The same about a conversation."""

    name = "consult_talk"
    subject = "talk"


class AnswerQuestion(Flow):
    """The supervisor's answer, which the colleague reads."""

    name = "consult_answer"
    subject = "question"
    title = T("button", "Answer the question")
    reads_back = False

    words = Write(
        ask=T("staff", "Your answer, please. Your colleague reads it, not the owner."),
        label=T("staff", "Answer"),
        at_most=1000,
    )

    @classmethod
    def check(cls, form: Form) -> None:
        """Only those in charge, while it is open."""
        one = visible(form.scene.session, form.about, form.scene.staff.person)
        if one.state != State.ASKED:
            raise TooLate(question=one.id)
        if "answer" not in allowed(one.state, parts_of(form.scene.me, one)):
            raise NotYours(question=one.id)

    @classmethod
    def opening(cls, form: Form) -> Words | None:
        """What is asked."""
        return visible(form.scene.session, form.about, form.scene.me).words

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """The colleague is told."""
        scene = form.scene
        actions.answer(scene.session, form.about, by=scene.me, words=form["words"], now=scene.now)
        return question_card(scene, form.about).headed(T("staff", "Answered. Your colleague has been told."))


FLOWS = (AskAboutTicket, AskAboutTalk, AnswerQuestion)
