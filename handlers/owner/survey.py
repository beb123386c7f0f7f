"""《意见调查表》 for owners: the forms of their units, what they answered, and who did so before them (R151, R152)."""

from bot.forms.media import how_many
from bot.scene import Open, Reply, Scene
from bot.screens import Button, Row, Screen, rows_of
from bot.texts import T, Words, lines, listed
from handlers.complaint_taps import OpenComplaint
from handlers.owner.survey_form import AnswerSurvey, CorrectSurvey
from handlers.parts import Part
from handlers.survey_taps import CorrectForm, OpenForm
from handlers.survey_words import form_of, grade_lines, last_day_of
from handlers.taps import Begin, Go, Place
from models.media.queries import attached
from models.refusals import FormAnswered, TooLate
from models.surveys import answering
from models.surveys.areas import Area
from models.surveys.reading import answer_to, forms_for, own_form, takes_answers
from models.surveys.tables import SurveyAnswer, SurveyForm


def menu_rows(scene: Scene) -> tuple[Row, ...]:
    """The way to the forms as long as a survey goes on, with how many are still to be answered."""
    forms = [one for one in forms_for(scene.session, scene.me) if takes_answers(one.round, scene.project, scene.now)]
    if not forms:
        return ()
    count = sum(answer_to(scene.session, one) is None for one in forms)
    label = T("button", "Opinion survey ({count})", count=count) if count else T("button", "Opinion survey")
    return ((Button(label, Go(Place.SURVEYS)),),)


def survey_menu(scene: Scene) -> Screen:
    """The own forms; of a single one its card."""
    forms = forms_for(scene.session, scene.me)
    if len(forms) == 1:
        return form_card(scene, forms[0].id)
    words = (
        T("owner", "Thank you for helping us with the opinion survey. Please choose a form.")
        if forms
        else T(
            "owner", "There is no opinion survey at the moment. Your suggestions are welcome at any time, thank you."
        )
    )
    tell = (Button(T("button", "Complaints and suggestions"), Begin("tell_us", 0)),)
    buttons = [Button(_line(scene, one), OpenForm(one.id)) for one in forms]
    return Screen(words, (*rows_of(buttons), *(() if forms else (tell,)), _home()))


def _home() -> Row:
    return (Button(T("button", "Home"), Go(Place.HOME)),)


def _line(scene: Scene, form: SurveyForm) -> Words:
    done = answer_to(scene.session, form) is not None
    stands = T("label", "answered") if done else T("label", "to be answered")
    return listed([form_of(form.unit.number, form.role), stands], " ")


def open_form(scene: Scene, tap: OpenForm) -> Reply:
    """The card."""
    return form_card(scene, tap.form)


def form_card(scene: Scene, form_id: int) -> Screen:
    """A form as it stands: to be answered, answered by the reader, by somebody else, or over. Raises Gone for who has no such part."""
    form = own_form(scene.session, form_id, scene.me)
    answer, goes_on = answer_to(scene.session, form), takes_answers(form.round, scene.project, scene.now)
    title = T("label", "<b>Opinion survey</b>: {form}", form=form_of(form.unit.number, form.role))
    if answer is None:
        body, rows = _to_answer(scene, form) if goes_on else _over()
        return Screen(lines(title, body), (*rows, _home()), form.subject, state="open" if goes_on else "over")
    if answer.by_id != scene.me.id:
        body, rows = _of_another(answer)
        return Screen(lines(title, body), (*rows, _home()), form.subject, state="another")
    own_rows = _own_rows(answer, goes_on=goes_on)
    return Screen(
        lines(title, *_own(scene, answer, goes_on=goes_on)), own_rows, form.subject, state=f"v{answer.version}"
    )


def _to_answer(scene: Scene, form: SurveyForm) -> tuple[Words, tuple[Row, ...]]:
    words = T(
        "owner",
        "Please take two minutes for the opinion survey, by {day} at the latest. Your account is the signature, and every comment "
        "of yours gets an answer. Thank you.",
        day=last_day_of(form.round, scene.project.zone),
    )
    return words, ((Button(AnswerSurvey.title, Begin(AnswerSurvey.name, form.id)),),)


def _over() -> tuple[Words, tuple[Row, ...]]:
    words = T(
        "owner",
        "Sorry, this survey has ended. Your opinion is always welcome: please tell us below, or talk to us. Thank you.",
    )
    return words, _ways_on()


def _ways_on() -> tuple[Row, ...]:
    tell = Button(T("button", "Complaints and suggestions"), Begin("tell_us", 0))
    return ((tell,), (Button(T("button", "Talk to a person"), Go(Place.PERSON)),))


def _of_another(answer: SurveyAnswer) -> tuple[Words, tuple[Row, ...]]:
    words = T(
        "owner",
        "Thank you: {name} has answered for your unit on {time}, and one form counts for each part. "
        "If you would like to add something, please tell us below.",
        name=answer.signature,
        time=answer.answered_at,
    )
    return words, _ways_on()


def _own(scene: Scene, answer: SurveyAnswer, *, goes_on: bool) -> list[Words | None]:
    media = attached(scene.session, answer.form.subject)
    until = T(
        "owner", "You may correct it until {day}. Thank you.", day=last_day_of(answer.form.round, scene.project.zone)
    )
    return [
        T("owner", "Received on {time}, thank you for your opinion.", time=answer.answered_at),
        *grade_lines(answer.grades),
        T("label", "Comment: {words}", words=answer.comment) if answer.comment else None,
        T("label", "Enclosed: {what}", what=how_many(media)) if media else None,
        T("owner", "Your comment has the number {number}; please expect our answer.", number=answer.complaint.number)
        if answer.complaint
        else None,
        until if goes_on else None,
    ]


def _own_rows(answer: SurveyAnswer, *, goes_on: bool) -> tuple[Row, ...]:
    rows: list[Row] = [(Button(CorrectSurvey.title, CorrectForm(answer.form_id)),)] if goes_on else []
    if answer.complaint_id is not None:
        rows.append((Button(T("button", "How my comment stands"), OpenComplaint(answer.complaint_id)),))
    return (*rows, _home())


def correct_form(scene: Scene, tap: CorrectForm) -> Reply:
    """The form once more, filled in as it was sent; raises Gone, SurveyOver, FormAnswered or TooLate."""
    form = own_form(scene.session, tap.form, scene.me)
    answering.check_open(scene.session, form, scene.now)
    answer = answer_to(scene.session, form)
    if answer is None:
        raise TooLate(survey_form=form.id)
    if answer.by_id != scene.me.id or answer.on_paper:
        raise FormAnswered(survey_form=form.id, name=answer.signature, time=answer.answered_at)
    given = {area.value: str(answer.grades[area]) for area in Area}
    return Open(CorrectSurvey, form.id, {**given, "comment": answer.comment or None})


SURVEY = Part(
    places={Place.SURVEYS: survey_menu},
    taps={OpenForm: open_form, CorrectForm: correct_form},
    cards={"survey_form": form_card},
    flows=(AnswerSurvey, CorrectSurvey),
)
