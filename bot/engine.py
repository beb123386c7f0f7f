"""The engine of forms: asks, takes answers, goes back, reads back, keeps drafts, and never loses an answer."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from bot.flow import Form, shown
from bot.questions import Choose, NotAnAnswer, Option, Question
from bot.scene import Open, Reply, Scene
from bot.screens import Button, Row, Screen, rows_of
from bot.tables import Conversation, Draft
from bot.taps import Tap
from bot.texts import T, Words, lines
from models.dues import put_off
from models.estate import Project
from models.policy import policy_of
from models.refusals import Gone, Refusal

FORM_RESTS = "form_rests"


@dataclass(frozen=True)
class FormTap(Tap, prefix="f"):
    """A button of a form; `moves` is what the person had seen when it was drawn."""

    moves: int
    verb: str
    key: str


class StaleTap(Exception):
    """A button of an earlier step."""


def conversation_of(scene: Scene) -> Conversation:
    """The conversation of a turn; a scene drawn for the outbox has none."""
    if scene.conversation is None:
        raise Gone
    return scene.conversation


def current(scene: Scene) -> Form | None:
    """The form that is open now."""
    chat = conversation_of(scene)
    return _load(scene, chat.form) if chat.form else None


def _load(scene: Scene, key: str) -> Form | None:
    flow = scene.routes.flow_by_name.get(key.partition(":")[0])
    draft = scene.session.get(Draft, (conversation_of(scene).id, key))
    return Form(scene, flow, draft) if flow and draft else None


def resting(scene: Scene) -> list[Form]:
    """Forms that were begun and wait to be finished, the latest first."""
    chat = conversation_of(scene)
    wanted = select(Draft).where(Draft.conversation_id == chat.id).order_by(Draft.updated_at.desc())
    forms = [_load(scene, draft.key) for draft in scene.session.scalars(wanted)]
    return [form for form in forms if form and form.draft.answers]


def rests_at(project: Project, chat: Conversation, now: datetime) -> datetime:
    """When the open form will be paused, if nobody touches it."""
    return (chat.active_at or now) + timedelta(minutes=policy_of(project).form_rests_after_minutes)


def watch(session: Session, project: Project, chat: Conversation, until: datetime) -> None:
    """Look after the open form at that moment."""
    put_off(
        session,
        project_id=project.id,
        kind=FORM_RESTS,
        subject=f"rest:{chat.id}",
        occasion=until.isoformat(),
        due_at=until,
    )


def _begin(scene: Scene, key: str) -> None:
    chat = conversation_of(scene)
    chat.form = key
    watch(scene.session, scene.project, chat, rests_at(scene.project, chat, scene.now))


def open_form(scene: Scene, wish: Open) -> Screen:
    """Begin a form, or offer to go on with the one that was begun."""
    chat, key = conversation_of(scene), wish.flow.key(wish.about)
    form = _load(scene, key)
    if form is None:
        scene.session.add(draft := Draft(conversation_id=chat.id, key=key, updated_at=scene.now))
        form = Form(scene, wish.flow, draft)
    wish.flow.check(form)
    chat.moves += 1
    if any(value is not None and not _is_automatic(form, name) for name, value in form.draft.answers.items()):
        chat.form = None
        return _offer_to_go_on(form)
    _begin(scene, key)
    return advance(form)


def _is_automatic(form: Form, name: str) -> bool:
    question = form.flow.questions.get(name)
    return question is None or question.automatic(form) is not None


def _offer_to_go_on(form: Form) -> Screen:
    moves = conversation_of(form.scene).moves
    words = T("owner", "Welcome back. You began this on {day}, and your answers are kept:", day=form.draft.updated_at)
    going_on = Button(T("button", "Go on"), FormTap(moves, "go_on", form.draft.key))
    anew = Button(T("button", "Start anew"), FormTap(moves, "anew", form.draft.key))
    return Screen(lines(_title(form), words, _answers(form)), ((going_on, anew),))


def advance(form: Form) -> Screen:
    """The next question without an answer, the read-back, or the end."""
    draft = form.draft
    if draft.changing and draft.changing not in draft.answers:
        return ask(form, draft.changing)
    draft.changing = None
    _prune(form)
    for name, question in form.flow.questions.items():
        if name in draft.answers or not question.applies(form):
            continue
        if (only := question.automatic(form)) is None:
            return ask(form, name)
        _keep(form, name, only)
    return read_back(form) if form.flow.reads_back else finish(form)


def _prune(form: Form) -> None:
    """Drop answers that no longer fit the earlier ones."""
    kept = {}
    for name, question in form.flow.questions.items():
        if (
            name in form.draft.answers
            and question.applies(form)
            and question.still_good(form, form.draft.answers[name])
        ):
            kept[name] = form.draft.answers[name]
    form.draft.answers = kept


def _keep(form: Form, name: str, value: Any) -> None:
    form.draft.answers = {**form.draft.answers, name: value}
    form.draft.updated_at = form.scene.now


def asked(form: Form) -> str | None:
    """The name of the question that waits for an answer; None at the read-back."""
    if form.draft.changing:
        return form.draft.changing
    for name, question in form.flow.questions.items():
        if name not in form.draft.answers and question.applies(form):
            return name
    return None


def ask(form: Form, name: str, sorry: Words | None = None) -> Screen:
    """One question with its buttons."""
    question = form.flow.questions[name]
    words = lines(_title(form), form.flow.opening(form), sorry, question.words(form))
    return Screen(words, (*_option_rows(form, question), *_ways_on(form, question)))


def _title(form: Form) -> Words:
    return T("label", "<b>{title}</b>", title=form.flow.title)


def _option_rows(form: Form, question: Question) -> tuple[Row, ...]:
    moves = conversation_of(form.scene).moves

    def button(option: Option) -> Button:
        return Button(option.label, FormTap(moves, "pick", option.key))

    if isinstance(question, Choose):
        return question.rows(form, button)
    return rows_of(map(button, question.options(form)), 2)


def _ways_on(form: Form, question: Question | None) -> tuple[Row, ...]:
    moves = conversation_of(form.scene).moves
    back = Button(T("button", "Back"), FormTap(moves, "back", ""))
    cancel = Button(T("button", "Cancel"), FormTap(moves, "cancel", ""))
    person = Button(T("button", "Talk to a person"), FormTap(moves, "person", ""))
    skip = Button(T("button", "Go on without"), FormTap(moves, "skip", ""))
    first = (skip,) if question and question.optional else ()
    return (first, (back, cancel), (person,)) if _before(form) else (first, (cancel, person))


def _before(form: Form) -> str | None:
    """The last question that the person answered before the one that is asked now."""
    here = asked(form)
    found = None
    for name in form.flow.questions:
        if name == here:
            break
        if name in form.draft.answers and not _is_automatic(form, name):
            found = name
    return found


def _answers(form: Form) -> Words:
    said = [
        T("label", "{label}: {answer}", label=question.label, answer=question.said(form, form[name]))
        for name, question in form.flow.questions.items()
        if form.get(name) not in (None, "")
    ]
    return lines(*said)


def read_back(form: Form) -> Screen:
    """What was answered, for checking before it is sent (R043)."""
    moves = conversation_of(form.scene).moves
    confirm = Button(form.flow.send_label, FormTap(moves, "confirm", ""))
    change = Button(T("button", "Change"), FormTap(moves, "change", ""))
    words = T(
        "owner",
        "Please check. If everything is right, press “{send}”; to correct something, press “Change”. Thank you.",
        send=form.flow.send_label,
    )
    return Screen(
        lines(_title(form), form.flow.opening(form), _answers(form), form.flow.footnote(form), "", words),
        ((confirm, change), *_ways_on(form, None)),
    )


def _choose_what_to_change(form: Form) -> Screen:
    moves = conversation_of(form.scene).moves
    buttons = [
        Button(question.label, FormTap(moves, "edit", name))
        for name, question in form.flow.questions.items()
        if name in form and not _is_automatic(form, name)
    ]
    to_check = Button(T("button", "Back"), FormTap(moves, "check", ""))
    return Screen(
        lines(_title(form), _answers(form), "", T("owner", "Please choose what to correct.")),
        (*rows_of(buttons, 2), (to_check,)),
    )


def finish(form: Form) -> Screen:
    """Do the deed; if it is refused, only the deed is undone and the answers stay."""
    chat = conversation_of(form.scene)
    chat.moves += 1
    try:
        with form.scene.session.begin_nested():
            screen = shown(form.flow.finish(form))
    except Refusal as refusal:
        return _refused(form, refusal)
    _drop(form)
    return screen


def _refused(form: Form, refusal: Refusal) -> Screen:
    moves = conversation_of(form.scene).moves
    again = Button(T("button", "Try again"), FormTap(moves, "confirm", ""))
    change = Button(T("button", "Change"), FormTap(moves, "change", ""))
    words = lines(_title(form), form.scene.routes.refusal(refusal), "", _answers(form))
    return Screen(words, ((again, change), *_ways_on(form, None)))


def _drop(form: Form) -> None:
    chat = conversation_of(form.scene)
    if chat.form == form.draft.key:
        chat.form = None
    form.scene.session.execute(delete(Draft).where(Draft.conversation_id == chat.id, Draft.key == form.draft.key))


def written(form: Form, text: str, message_id: int | None) -> Screen:
    """A text while a form is open: an answer to its question, or a kind word and the question again."""
    name = asked(form)
    if name is None:
        return replace(read_back(form), fresh=True)
    try:
        value = form.flow.questions[name].write(form, text)
    except NotAnAnswer as no:
        return ask(form, name, no.words)
    if message_id is not None:
        form.draft.messages = {**form.draft.messages, name: message_id}
    return _answered(form, name, value)


def _answered(form: Form, name: str, value: Any) -> Screen:
    _keep(form, name, value)
    form.draft.changing = None
    conversation_of(form.scene).moves += 1
    return advance(form)


def rewritten(form: Form, text: str, message_id: int | None) -> Screen | None:
    """An edited message: corrects the answer that it gave, if the form is still open; None if it gave none."""
    for name, answered_in in form.draft.messages.items():
        if answered_in == message_id and name in form:
            try:
                return _answered(form, name, form.flow.questions[name].write(form, text))
            except NotAnAnswer as no:
                return ask(form, name, no.words)
    return None


def tapped(scene: Scene, tap: FormTap) -> Reply:
    """A button of a form; raises StaleTap for one of an earlier step."""
    if tap.verb in {"go_on", "anew"}:
        return _resume(scene, tap)
    form = current(scene)
    if form is None or tap.moves != conversation_of(scene).moves:
        raise StaleTap
    return _act(form, tap)


def _resume(scene: Scene, tap: FormTap) -> Screen:
    form = _load(scene, tap.key)
    if form is None:
        raise StaleTap
    form.flow.check(form)
    chat = conversation_of(scene)
    chat.moves += 1
    _begin(scene, tap.key)
    if tap.verb == "anew":
        form.draft.answers, form.draft.messages, form.draft.changing = {}, {}, None
    return advance(form)


def _act(form: Form, tap: FormTap) -> Reply:
    match tap.verb:
        case "pick" | "skip":
            return _picked(form, tap)
        case "back":
            return _back(form)
        case "cancel":
            return _cancel(form)
        case "confirm":
            return finish(form) if asked(form) is None else advance(form)
        case "change":
            return _choose_what_to_change(form)
        case "edit" if tap.key in form:
            return _edit(form, tap.key)
        case "check":
            return advance(form)
        case "person":
            return form.scene.routes.talk_to_a_person(form.scene)
        case _:
            raise StaleTap


def _picked(form: Form, tap: FormTap) -> Screen:
    name = asked(form)
    if name is None:
        raise StaleTap
    question = form.flow.questions[name]
    if tap.verb == "skip":
        return _answered(form, name, None) if question.optional else ask(form, name)
    try:
        return _answered(form, name, question.pick(form, tap.key))
    except NotAnAnswer as no:
        return ask(form, name, no.words)


def _edit(form: Form, name: str) -> Screen:
    form.draft.answers = {key: value for key, value in form.draft.answers.items() if key != name}
    form.draft.changing = name
    conversation_of(form.scene).moves += 1
    return advance(form)


def _back(form: Form) -> Screen:
    previous = _before(form)
    conversation_of(form.scene).moves += 1
    if previous is None:
        return advance(form)
    order = list(form.flow.questions)
    form.draft.answers = {
        key: value for key, value in form.draft.answers.items() if order.index(key) < order.index(previous)
    }
    form.draft.changing = None
    return advance(form)


def _cancel(form: Form) -> Screen:
    scene = form.scene
    _drop(form)
    conversation_of(scene).moves += 1
    card = scene.routes.card(scene, f"{form.flow.subject}:{form.about}") if form.about else None
    toast = T("owner", "Cancelled. Nothing was sent.")
    return (card or scene.routes.home(scene)).with_toast(toast)


def rest(scene: Scene, _number: int) -> Screen:
    """What an open form turns into when nobody has touched it for a while: polite words, and the way on."""
    words = T(
        "owner",
        "Sorry, to protect your information this form has been paused. What you filled in is kept; please go on whenever it suits you. Thank you.",
    )
    buttons = [
        Button(
            T("button", "Go on: {form}", form=form.flow.title),
            FormTap(conversation_of(scene).moves, "go_on", form.draft.key),
        )
        for form in resting(scene)[:3]
    ]
    return Screen(words, rows_of(buttons))
