"""The survey as a form: six areas by five grades, perhaps words and a picture, read back before it is sent (R043, R151)."""

from bot.forms.flow import Flow, Form
from bot.forms.media import Photos
from bot.forms.writing import Write
from bot.screens import Screen
from bot.texts import T, Words
from handlers.survey_words import form_of, grade_question, grades_in
from models.refusals import FormAnswered, TooLate
from models.surveys import answering
from models.surveys.answering import Given
from models.surveys.areas import LONGEST, Area
from models.surveys.reading import answer_to, own_form
from models.surveys.tables import SurveyForm

RECEIVED = T("owner", "Your answers are received. Thank you for your opinion.")


class Survey(Flow):
    """The parent of answering and of correcting."""

    subject = "survey_form"
    sealed = True
    takes_words, takes_kind_words = "comment", True
    send_label = T("button", "Send my answers")

    reception = grade_question(
        T("owner", "First of six, please: how do you find our reception, at the desk and on the telephone?"),
        Area.RECEPTION,
    )
    cleaning = grade_question(
        T("owner", "Second of six, please: how clean are the lobby, the corridors and the washrooms?"), Area.CLEANING
    )
    greening = grade_question(
        T("owner", "Third of six, please: how do you find the plants and the greenery?"), Area.GREENING
    )
    order = grade_question(
        T("owner", "Fourth of six, please: how do you find order, security and fire safety?"), Area.ORDER
    )
    equipment = grade_question(
        T("owner", "Fifth of six, please: how do you find the equipment, the lifts and our repairs?"), Area.EQUIPMENT
    )
    overall = grade_question(T("owner", "Sixth of six, please: how do you find our service as a whole?"), Area.OVERALL)
    comment = Write(
        ask=T(
            "owner",
            "Is there anything you would like to tell us? Please write a few sentences, pictures are welcome too. "
            "Every comment gets an answer. Thank you.",
        ),
        label=T("label", "Your opinion"),
        at_most=LONGEST,
        optional=True,
        skip=T("button", "No further comment"),
    )
    photos = Photos(
        ask=T("owner", "Please send pictures, up to five."),
        label=T("label", "Enclosed"),
        at_most=5,
        unasked=lambda _form: True,
        optional=True,
    )

    @classmethod
    def form_of(cls, form: Form) -> SurveyForm:
        """The form of paper that it stands for; raises Gone for who has no such part."""
        return own_form(form.scene.session, form.about, form.scene.me)

    @classmethod
    def opening(cls, form: Form) -> Words | None:
        """Which unit, and whose part it is."""
        one = cls.form_of(form)
        return T("label", "<b>Opinion survey</b>: {form}", form=form_of(one.unit.number, one.role))

    @classmethod
    def given(cls, form: Form) -> Given:
        """What was filled in, as the deed takes it."""
        return Given(grades_in(form), form.get("comment") or "", [one.id for one in form.media("photos")])


class AnswerSurvey(Survey):
    """The first answer of a unit's part."""

    name = "survey"
    title = T("button", "Fill in the survey")

    @classmethod
    def check(cls, form: Form) -> None:
        """As long as the survey goes on, and nobody has answered."""
        one = cls.form_of(form)
        answering.check_unanswered(form.scene.session, one)
        answering.check_open(form.scene.session, one, form.scene.now)

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """Keep it; the card says what was received."""
        scene = form.scene
        answering.answer(scene.session, form.about, cls.given(form), by=scene.me, now=scene.now)
        return _card(form)


class CorrectSurvey(Survey):
    """Other grades or words, by who has answered; it begins with what was sent."""

    name = "survey_fix"
    title = T("button", "Correct my answers")

    @classmethod
    def check(cls, form: Form) -> None:
        """As long as the survey goes on, and only one's own."""
        one = cls.form_of(form)
        answering.check_open(form.scene.session, one, form.scene.now)
        answer = answer_to(form.scene.session, one)
        if answer is None:
            raise TooLate(survey_form=one.id)
        if answer.by_id != form.scene.me.id or answer.on_paper:
            raise FormAnswered(survey_form=one.id, name=answer.signature, time=answer.answered_at)

    @classmethod
    def version(cls, form: Form) -> int | None:
        """The version that is corrected."""
        answer = answer_to(form.scene.session, cls.form_of(form))
        return answer.version if answer else None

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """The last word counts, and the log keeps what it was before."""
        scene, given = form.scene, cls.given(form)
        answering.correct(scene.session, form.about, given, by=scene.me, now=scene.now, seen=form.seen)
        return _card(form)


def _card(form: Form) -> Screen:
    card = form.scene.routes.card(form.scene, form.subject)
    if card is None:
        raise TypeError("a form of the survey without its card")
    return card.headed(RECEIVED)
