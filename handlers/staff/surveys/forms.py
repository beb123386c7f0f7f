"""Opening a round, ending it, calling it off; what is improved after it; how a comment on paper was answered (R151-R153)."""

from bot.forms.flow import Form
from bot.forms.writing import Write
from bot.screens import Screen
from bot.texts import T, Words, lines
from handlers.staff.about_one import AboutOne
from handlers.staff.asking import reason
from handlers.staff.assignments.forms import GiveTask, until_of
from handlers.staff.names import day_of
from handlers.staff.surveys.answers import answer_card, list_measures
from handlers.staff.surveys.cards import survey_card
from handlers.survey_taps import ListMeasures
from handlers.survey_words import form_of
from models.refusals import TooLate
from models.surveys import actions
from models.surveys.comments import is_open, reply
from models.surveys.issuing import reach
from models.surveys.measures import check_measures, set_measure
from models.surveys.paper import answer_for
from models.surveys.reading import visible
from models.surveys.tables import SurveyRound
from models.surveys.timing import last_day


class RoundForm(AboutOne[SurveyRound]):
    """The parent of forms about one round: open to who may make the move."""

    subject = "survey"

    @classmethod
    def one(cls, form: Form) -> SurveyRound:
        """The round; raises Gone."""
        return visible(form.scene.session, form.about, form.scene.me)

    @classmethod
    def check(cls, form: Form) -> None:
        """Only who may make the move now."""
        actions.move_for(cls.one(form), cls.move, form.scene.me)

    @classmethod
    def opening(cls, form: Form) -> Words | None:
        """Which round."""
        return T("staff", "Opinion survey {period}", period=cls.one(form).period)


class OpenRound(RoundForm):
    """Whom it reaches and until when, before anybody is asked."""

    name = "survey_open"
    move = "open"
    title = T("button", "Open the survey")
    send_label = T("button", "Open it and ask owners")

    @classmethod
    def footnote(cls, form: Form) -> Words | None:
        """What owners will read, and how many they are."""
        scene, one = form.scene, cls.one(form)
        facts = vars(reach(scene.session, scene.project))
        day = day_of(last_day(scene.project, one.days, scene.now), scene.project.zone)
        return lines(
            T(
                "staff",
                "{units} units. On the bot: {by_bot} forms, {people} people. On paper: {on_paper} forms.",
                **facts,
            ),
            T("staff", "Last day: {day}", day=day),
            T("staff", "Owners are told on working days between 9:00 and 11:30, and 14:00 and 17:30."),
            T("staff", "Please print the paper forms afterwards, and hand them out."),
        )

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """The forms are issued."""
        actions.open_round(form.scene.session, form.about, **cls.deed(form))
        said = T("staff", "Opened. Owners are told piece by piece; who is not on the bot is on the list of forms.")
        return survey_card(form.scene, form.about).headed(said)


class CloseRound(RoundForm):
    """It ends before its last day."""

    name = "survey_close"
    move = "close"
    title = T("button", "End it now")

    words = reason()

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """The result."""
        actions.close_round(form.scene.session, form.about, words=form["words"], **cls.deed(form))
        return survey_card(form.scene, form.about).headed(T("staff", "Ended. This is the result."))


class CallOffRound(RoundForm):
    """There is none this time."""

    name = "survey_off"
    move = "call_off"
    title = T("button", "No survey this time")

    words = reason()

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """It may be prepared after all."""
        actions.call_off(form.scene.session, form.about, words=form["words"], **cls.deed(form))
        return survey_card(form.scene, form.about).headed(T("staff", "Noted. Nobody is asked."))


class SetMeasure(GiveTask):
    """Measure, person and date: a task like any other, which the round remembers (R153)."""

    name = "survey_measure"
    title = T("button", "Set an improvement")
    subject = "survey"

    @classmethod
    def check(cls, form: Form) -> None:
        """Those in charge, once a round has begun."""
        check_measures(form.scene.session, form.about, form.scene.me)

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """The colleague is rung."""
        scene = form.scene
        set_measure(
            scene.session,
            form.about,
            by=scene.me,
            to=form["whom"]["person"],
            words=form["words"],
            due_at=until_of(form),
            now=scene.now,
            media=[piece.id for piece in form.media("photos")],
        )
        card = list_measures(scene, ListMeasures(form.about))
        return card.headed(T("staff", "Given. Your colleague has been told."))


class NoteReply(AboutOne[SurveyRound]):
    """A comment on paper of somebody who is not in the register: how it was answered (R152)."""

    name = "survey_reply"
    title = T("button", "Note the answer")
    subject = "survey_form"

    words = Write(
        ask=T("staff", "How was it answered, by whom and when? For instance by letter, or in person."),
        label=T("staff", "Answer"),
        at_most=500,
    )

    @classmethod
    def version(cls, form: Form) -> int | None:
        """It is answered once; nothing has to be compared."""
        return None

    @classmethod
    def check(cls, form: Form) -> None:
        """Only where it still waits."""
        answer = answer_for(form.scene.session, form.about, form.scene.me)
        if answer.complaint_id is not None or not is_open(answer):
            raise TooLate(survey_form=form.about)

    @classmethod
    def opening(cls, form: Form) -> Words | None:
        """Whose form it is."""
        answer = answer_for(form.scene.session, form.about, form.scene.me)
        return form_of(answer.form.unit.number, answer.form.role)

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """The comment has its answer."""
        scene = form.scene
        reply(scene.session, form.about, by=scene.me, now=scene.now, words=form["words"])
        return answer_card(scene, form.about).headed(T("staff", "Noted."))


FLOWS = (OpenRound, CloseRound, CallOffRound, SetMeasure, NoteReply)
