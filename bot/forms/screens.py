"""How a form looks: a question with its buttons, the read-back, and the offers to go on."""

from dataclasses import dataclass

from bot.forms.choices import Choose
from bot.forms.flow import Form
from bot.forms.questions import Option, Question
from bot.scene import Scene
from bot.screens import Button, Row, Screen, rows_of
from bot.tables import Conversation
from bot.taps import Tap
from bot.texts import T, Words, lines
from models.refusals import Gone, Refusal

CHANGE = T("button", "Change")


@dataclass(frozen=True)
class FormTap(Tap, prefix="f"):
    """A button of a form; `moves` is what the person had seen when it was drawn."""

    moves: int
    verb: str
    key: str


def conversation_of(scene: Scene) -> Conversation:
    """The conversation of a turn; a scene drawn for somebody who never wrote has none."""
    if scene.conversation is None:
        raise Gone
    return scene.conversation


def press(form: Form, label: Words, verb: str, key: str = "") -> Button:
    """A button of this form as it stands now."""
    return Button(label, FormTap(conversation_of(form.scene).moves, verb, key))


def title(form: Form) -> Words:
    """The form's name, as a heading."""
    return T("label", "<b>{title}</b>", title=form.flow.title)


def ask(form: Form, name: str, sorry: Words | None = None) -> Screen:
    """One question with its buttons; `sorry` says why an answer was none."""
    question = form.flow.questions[name]
    words = lines(title(form), form.flow.opening(form), sorry, question.words(form))
    return Screen(words, (*form.flow.above(form), *_option_rows(form, question), *_ways_on(form, question)))


def _option_rows(form: Form, question: Question) -> tuple[Row, ...]:
    def button(option: Option) -> Button:
        return press(form, option.label, "pick", option.key)

    if isinstance(question, Choose):
        return question.rows(form, button)
    return rows_of(map(button, question.options(form)), 2)


def _ways_on(form: Form, question: Question | None) -> tuple[Row, ...]:
    back = press(form, T("button", "Back"), "back")
    cancel = press(form, form.flow.cancel_label, "cancel")
    beside = () if form.flow.in_danger(form) else form.scene.routes.beside
    person = (press(form, T("button", "Talk to a person"), "person"), *beside)
    may_skip = question is not None and question.skippable(form)
    skip = (press(form, (question and question.skip) or T("button", "Go on without"), "skip"),) if may_skip else ()
    return (
        (skip, (back, cancel), person)
        if form.before()
        else (skip, (cancel,), person)
        if beside
        else (skip, (cancel, *person))
    )


def answers(form: Form) -> Words | None:
    """What was answered, one line each; None for nothing."""
    said = [
        T("label", "{label}: {answer}", label=question.label, answer=question.said(form, form[name]))
        for name, question in form.flow.questions.items()
        if form.get(name) not in (None, "") and not question.silent
    ]
    return lines(*said) if said else None


def read_back(form: Form, news: Words | None = None) -> Screen:
    """What was answered, for checking before it is sent (R043); `news` says what has just become of it."""
    decide = (press(form, form.flow.send_label, "confirm"), *_correct(form))
    said = lines(title(form), news, form.flow.opening(form), answers(form), form.flow.footnote(form), "", _check(form))
    offers = [press(form, offer, "edit", name) for name in form.offered() if (offer := form.flow.questions[name].offer)]
    rows = (*form.flow.above(form), decide, *rows_of(offers, 2), *form.flow.below(form))
    return Screen(said, (*rows, *_ways_on(form, None)))


def _check(form: Form) -> Words:
    if not form.answered():
        return T("owner", "Please check. If everything is right, press “{send}”. Thank you.", send=form.flow.send_label)
    return T(
        "owner",
        "Please check. If everything is right, press “{send}”; to correct something, press “Change”. Thank you.",
        send=form.flow.send_label,
    )


def _correct(form: Form) -> Row:
    """The way to other answers; none where nothing was asked."""
    return (press(form, CHANGE, "change"),) if form.answered() else ()


def choose_change(form: Form) -> Screen:
    """Which answer is to be corrected?"""
    buttons = [press(form, form.flow.questions[name].label, "edit", name) for name in form.answered()]
    back = (press(form, T("button", "Back"), "check"),)
    words = lines(title(form), answers(form), "", T("owner", "Please choose what to correct."))
    return Screen(words, (*rows_of(buttons, 2), back))


def offer_to_go_on(form: Form) -> Screen:
    """A form that was begun earlier."""
    words = T("owner", "Welcome back. You began this on {day}, and your answers are kept:", day=form.draft.updated_at)
    choice = (
        press(form, T("button", "Go on"), "go_on", form.draft.key),
        press(form, T("button", "Start anew"), "anew", form.draft.key),
    )
    urgent = tuple((one,) for one in form.scene.routes.beside)
    return Screen(lines(title(form), words, answers(form)), (choice, *urgent))


def refused(form: Form, refusal: Refusal) -> Screen:
    """Why it could not be done now; the answers are kept, and there are ways on (R180)."""
    words = lines(title(form), form.scene.routes.refusal(refusal), "", answers(form))
    again = (press(form, T("button", "Try again"), "confirm"), *_correct(form))
    return Screen(words, (again, *form.flow.below(form), *_ways_on(form, None)))


def go_on(form: Form) -> Button:
    """A button that takes a resting form up again, from wherever it is pressed."""
    return press(form, T("button", "Go on: {form}", form=form.flow.title), "go_on", form.draft.key)
