"""The engine of forms: opens, takes answers, goes back, keeps drafts, lets forms rest, and never loses an answer."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete
from sqlalchemy.orm import Session

from bot.forms.choices import Choose
from bot.forms.courtesies import is_consent
from bot.forms.flow import COLLECTING, OWN, Form, shown
from bot.forms.media import Photos
from bot.forms.questions import NotAnAnswer
from bot.forms.screens import (
    ask,
    conversation_of,
    offer_to_go_on,
    read_back,
    refused,
)
from bot.forms.spare import added, is_mere_courtesy, keep_spare, too_long
from bot.scene import Open, Scene
from bot.screens import Screen
from bot.tables import Conversation, Draft
from bot.texts import T, Words
from models.dues import put_off
from models.estate import Project
from models.policy import policy_of
from models.refusals import NotYours, Refusal

FORM_RESTS = "form_rests"


def current(scene: Scene) -> Form | None:
    """The form that is open now."""
    chat = conversation_of(scene)
    return load(scene, chat.form) if chat.form else None


def load(scene: Scene, key: str) -> Form | None:
    """A form that was begun, open or resting."""
    flow = scene.routes.flow_by_name.get(key.partition(":")[0])
    draft = scene.session.get(Draft, (conversation_of(scene).id, key))
    may = flow is not None and (scene.admitted or flow.for_all)
    return Form(scene, flow, draft) if flow and draft and may else None


def rests_at(project: Project, chat: Conversation, now: datetime) -> datetime:
    """When the open form will be paused, if nobody touches it."""
    return (chat.active_at or now) + timedelta(minutes=policy_of(project).form_rests_after_minutes)


def watch(session: Session, project: Project, chat: Conversation, until: datetime) -> None:
    """Look after the open form at that moment."""
    subject, occasion = f"rest:{chat.id}", until.isoformat()
    put_off(session, project_id=project.id, kind=FORM_RESTS, subject=subject, occasion=occasion, due_at=until)


def open_form(scene: Scene, wish: Open) -> Screen:
    """Begin a form, or offer to go on with the one that was begun."""
    chat, key = conversation_of(scene), wish.flow.key(wish.about)
    if not (scene.admitted or wish.flow.for_all):
        raise NotYours
    form = load(scene, key)
    if form is None:
        scene.session.add(draft := Draft(conversation_id=chat.id, key=key, updated_at=scene.now))
        form = Form(scene, wish.flow, draft)
    wish.flow.check(form)
    for name, value in wish.given.items():
        form.keep(name, value)
    form.look()
    chat.moves += 1
    if any(form[name] is not None for name in form.answered() if name not in wish.given):
        chat.form = None
        return offer_to_go_on(form)
    begin(scene, key)
    return advance(form)


def begin(scene: Scene, key: str) -> None:
    """The form is open from now on, and is looked after."""
    chat = conversation_of(scene)
    chat.form = key
    watch(scene.session, scene.project, chat, rests_at(scene.project, chat, scene.now))


def advance(form: Form) -> Screen:
    """The next question without an answer, the read-back, or the end."""
    if not form.draft.changing:
        form.prune()
    while (name := form.asked()) is not None:
        only = form.flow.questions[name].automatic(form)
        if only is None or form.draft.changing:
            return ask(form, name)
        form.keep(name, only)
    return read_back(form) if form.flow.is_read_back(form) else finish(form)


def present(form: Form) -> Screen:
    """Where the form is now, without a step further: an old button must never send anything."""
    form.prune()
    name = form.asked()
    return ask(form, name) if name else read_back(form)


def finish(form: Form) -> Screen:
    """Do the deed; if it is refused, only the deed is undone and the answers stay.

    The form is closed first, so that what is drawn of the deed does not offer to go on with it.
    """
    conversation_of(form.scene).moves += 1
    try:
        with form.scene.session.begin_nested():
            give_up(form)
            screen = shown(form.flow.finish(form))
            form.note_what_was_sent()
            return screen
    except Refusal as refusal:
        form.look()  # what changed meanwhile has been said now; who still wishes it may send it again
        return read_back(form) if form.flow.reread(form, refusal) else refused(form, refusal)


def confirmed(form: Form) -> Screen:
    """Send it, unless an answer has lost its sense since it was read back: a time that has passed, a unit given up."""
    form.prune()
    return finish(form) if form.asked() is None else advance(form)


def give_up(form: Form) -> None:
    """Forget a form: it was sent or cancelled, or its matter was settled in another way."""
    chat = conversation_of(form.scene)
    if chat.form == form.draft.key:
        chat.form = None
    mine = (Draft.conversation_id == chat.id, Draft.key == form.draft.key)
    form.scene.session.execute(delete(Draft).where(*mine))


def written(form: Form, text: str, message_id: int | None) -> Screen:
    """A text while a form is open: an answer to its question, or a kind word and the question again."""
    name = form.asked()
    if name is None:
        return replace(_at_the_read_back(form, text), fresh=True)
    if name == form.flow.takes_words and is_mere_courtesy(form, text):
        return ask(form, name, T("owner", "Thank you. Please tell us more, or go on with the buttons below."))
    try:
        value = form.flow.questions[name].write(form, text)
    except NotAnAnswer as no:
        _hold(form, name, no)
        return ask(form, name, _noted(form, text, no))
    if message_id is not None:
        form.draft.messages = {**form.draft.messages, name: message_id}
    return answered(form, name, value)


def _at_the_read_back(form: Form, text: str) -> Screen:
    """A yes, or an addition."""
    if is_consent(text):
        return confirmed(form)
    if form.flow.takes_words or is_mere_courtesy(form, text):
        return read_back(form, added(form, text))
    return _retyped(form, text) or read_back(
        form, T("owner", "Sorry, please use the buttons below; “Change” corrects an answer. Thank you.")
    )


def _retyped(form: Form, text: str) -> Screen | None:
    """Another time, where one is read back; None where it is none, or nothing can be corrected so."""
    for name in form.answered():
        question = form.flow.questions[name]
        if question.retyped:
            try:
                return answered(form, name, question.write(form, text))
            except NotAnAnswer:
                continue
    return None


def _hold(form: Form, name: str, no: NotAnAnswer) -> None:
    """Words that may be insisted on; a button for earlier ones insists on nothing any more."""
    if no.held:
        form.hold(name, no.held)
        conversation_of(form.scene).moves += 1


def _noted(form: Form, text: str, no: NotAnAnswer) -> Words:
    """Words that answer no choice are kept for the question that asks for words; nothing is lost.

    Where there is no room for them, that is said, and how they can still reach us.
    """
    asked = form.flow.questions.get(form.asked() or "")
    beside = isinstance(asked, Choose) or (isinstance(asked, Photos) and asked.instead is None)
    if not no.stray or not (beside or form.flow.takes_words not in form):
        return no.words
    if keep_spare(form, text):
        return T("owner", "We have noted your words. Please also choose below, thank you.")
    if beside and too_long(form, text):
        return T(
            "owner",
            "Sorry, these words are longer than there is room for here. Please choose below first, or send them in shorter parts. Thank you.",
        )
    return no.words


def rewritten(form: Form, text: str, message_id: int | None) -> Screen | None:
    """An edited message: corrects the answer that it gave, if the form is still open; None if it gave none."""
    name = next((name for name, by in form.draft.messages.items() if by == message_id and name in form), None)
    if name is None:
        return None
    try:
        return answered(form, name, form.flow.questions[name].write(form, text))
    except NotAnAnswer as no:
        form.draft.changing = name  # the earlier answer stands until there is a good one
        _hold(form, name, no)
        return ask(form, name, no.words)


def answered(form: Form, name: str, value: Any, *, own: bool = False) -> Screen:
    """Keep an answer and go on; `own` says that it is the telephone number of the person's own account."""
    form.keep(name, value)
    form.draft.changing = None
    form.note(COLLECTING, None)
    form.hold(name, "")
    if own or form.is_own(name):
        form.note(OWN, name if own else None)
    conversation_of(form.scene).moves += 1
    return advance(form)
