"""A form that came back on paper is keyed in: whose, six grades, words, who signed, which day, and a picture of it (R151)."""

from datetime import date, timedelta

from bot.forms.choices import Choose
from bot.forms.flow import Flow, Form
from bot.forms.media import Slip
from bot.forms.questions import NotAnAnswer, Option
from bot.forms.writing import Typed, Write
from bot.screens import Screen
from bot.texts import T, Words
from handlers.register_words import role_called
from handlers.staff.asking import today, which_day
from handlers.staff.names import day_of
from handlers.staff.surveys.cards import survey_card
from handlers.survey_words import AREA, grade_question, grades_in
from models.surveys import answering
from models.surveys.answering import Given, Paper
from models.surveys.areas import LONGEST, Area
from models.surveys.reading import people_of, unanswered, visible
from models.surveys.tables import SurveyForm, SurveyRound


def _round(form: Form) -> SurveyRound:
    return visible(form.scene.session, form.about, form.scene.me)


def _forms(form: Form, number: str) -> list[SurveyForm]:
    """The forms of a unit that have not come back."""
    return [one for one in unanswered(form.scene.session, _round(form)) if one.unit.number == number]


def _read_unit(form: Form, text: str) -> str | None:
    """The unit's number; raises NotAnAnswer where no form of it waits."""
    number = text.strip().upper()
    for known in (number, number.zfill(4)):
        if _forms(form, known):
            return known
    if not any(letter.isdecimal() for letter in number):
        return None
    sorry = T(
        "staff",
        "No form of unit {unit} waits: it was not issued in this round, or it came back already. "
        "What was said there can be entered as a suggestion.",
        unit=number,
    )
    raise NotAnAnswer(sorry, stray=False)


def _which(form: Form) -> list[Option]:
    user = T("staff", "whoever uses it")
    return [Option(str(one.id), role_called(one.role) if one.role else user) for one in _forms(form, form["unit"])]


def _signers(form: Form) -> list[Option]:
    one = form.scene.session.get(SurveyForm, int(form["which"]))
    people = people_of(form.scene.session, one) if one else []
    return [Option(f"p{person.id}", person.called) for person in people]


def _days(form: Form) -> list[Option]:
    """Today and the days before it."""
    zone = form.scene.project.zone
    days = [today(form.scene) - timedelta(days=ago) for ago in range(4)]
    return [Option(day.isoformat(), T("button", "Today") if day == days[0] else day_of(day, zone)) for day in days]


def _no_picture(_form: Form) -> list[Option]:
    return [
        Option("kept", T("button", "The paper is filed")),
        Option("phone", T("button", "Answered by telephone")),
    ]


def _grade(area: Area) -> Choose:
    return grade_question(T("staff", "{area}: which grade is ticked?", area=AREA[area]), area)


class KeyInPaper(Flow):
    """One paper form; the card afterwards leads to the next one."""

    name = "survey_paper"
    title = T("button", "Key in a paper form")
    subject = "survey"
    send_label = T("button", "Keep the paper form")

    unit = Typed(
        ask=T("staff", "Which unit is the form of? Please write its number."),
        label=T("staff", "Unit"),
        read=_read_unit,
        shows=lambda _form, value: str(value),
        example="0301",
    )
    which = Choose(
        ask=T("staff", "Whose form is it?"),
        label=T("staff", "Position"),
        among=_which,
        per_row=1,
        when=lambda form: form.get("unit") is not None,
    )
    reception = _grade(Area.RECEPTION)
    cleaning = _grade(Area.CLEANING)
    greening = _grade(Area.GREENING)
    order = _grade(Area.ORDER)
    equipment = _grade(Area.EQUIPMENT)
    overall = _grade(Area.OVERALL)
    comment = Write(
        ask=T("staff", "What is written as a comment? Word by word, or leave it out."),
        label=T("staff", "Comment"),
        at_most=LONGEST,
        optional=True,
        skip=T("button", "Nothing is written"),
    )
    signed = Write(
        ask=T("staff", "Who signed it? Tap, or write the name."),
        label=T("staff", "Signed by"),
        at_most=40,
        suggestions=_signers,
    )
    day = which_day(T("staff", "On which day did it come back?"), T("staff", "Came back"), _days)
    photos = Slip(
        ask=T("staff", "Please send a picture of the form. If there is none, tap or write why."),
        label=T("staff", "Picture"),
        at_most=3,
        instead=_no_picture,
    )

    @classmethod
    def check(cls, form: Form) -> None:
        """Customer service, as long as the round takes forms."""
        answering.check_keying(form.scene.session, _round(form), form.scene.me)

    @classmethod
    def opening(cls, form: Form) -> Words | None:
        """Which round."""
        return T("staff", "Opinion survey {period}", period=_round(form).period)

    @classmethod
    def finish(cls, form: Form) -> Screen:
        """It counts, or is late; its comment goes its own way."""
        scene, photos = form.scene, form["photos"]
        media = [one.id for one in form.media("photos")]
        given = Given(grades_in(form), form.get("comment") or "", media)
        paper = Paper(form["signed"], date.fromisoformat(form["day"]), photos if isinstance(photos, str) else "")
        answer = answering.key_in(
            scene.session, form.about, int(form["which"]), given, paper, by=scene.me, now=scene.now
        )
        late = T("staff", "Kept, but late: it does not count.")
        return survey_card(scene, form.about).headed(late if answer.late else T("staff", "Kept. It counts."))
