"""The buttons of a form: choose, skip, back, cancel, correct, send, go on with one that rests."""

from bot.forms.choices import Choose
from bot.forms.engine import advance, answered, begin, confirmed, current, give_up, load, present
from bot.forms.flow import COLLECTING, Form
from bot.forms.questions import NotAnAnswer
from bot.forms.screens import FormTap, ask, choose_change, conversation_of
from bot.forms.typed_buttons import typed_on
from bot.scene import Reply, Scene
from bot.screens import Screen


def typed(form: Form, text: str) -> Reply | None:
    """What the button does whose words are typed; None for other words, and for a choice: that is an answer in words."""
    button = typed_on(form.scene, present(form), text)
    match button.tap if button else None:
        case None:
            return None
        case FormTap(verb="pick") if isinstance(form.flow.questions[form.asked() or ""], Choose):
            return None
        case FormTap() as tap:
            return _act(form, tap)
        case tap:
            conversation_of(form.scene).form = None  # it leads to another screen, and the form rests
            return form.scene.routes.taps[type(tap)](form.scene, tap)


class StaleTap(Exception):
    """A button of an earlier step."""


def tapped(scene: Scene, tap: FormTap) -> Reply:
    """A button of a form; raises StaleTap for one of an earlier step."""
    if tap.verb in {"go_on", "anew"}:
        return _resume(scene, tap)
    form = current(scene)
    if form is None or tap.moves != conversation_of(scene).moves:
        raise StaleTap
    return _act(form, tap)


def _resume(scene: Scene, tap: FormTap) -> Screen:
    form = load(scene, tap.key)
    if form is None:
        raise StaleTap
    form.flow.check(form)
    conversation_of(scene).moves += 1
    begin(scene, tap.key)
    if tap.verb == "anew":
        form.begin_anew()
    form.look()
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
            return confirmed(form)
        case "change":
            return _change(form)
        case "edit" if tap.key in (*form.answered(), *form.offered()):
            return _edit(form, tap.key)
        case "check":
            return advance(form)
        case "person":
            return _leave_for_a_person(form)
        case _:
            raise StaleTap


def _leave_for_a_person(form: Form) -> Screen:
    """The form rests meanwhile, so that what is written next is not taken for an answer (R045)."""
    chat = conversation_of(form.scene)
    chat.form = None
    chat.moves += 1
    about = form.subject if form.about else ""
    return form.scene.routes.talk_to_a_person(form.scene, about)


def _picked(form: Form, tap: FormTap) -> Screen:
    name = form.asked()
    if name is None:
        raise StaleTap
    question = form.flow.questions[name]
    if tap.verb == "skip":
        return answered(form, name, question.skipped(form)) if question.optional else ask(form, name)
    try:
        return answered(form, name, question.pick(form, tap.key))
    except NotAnAnswer as no:
        return ask(form, name, no.words)


def _change(form: Form) -> Screen:
    """Which answer; where there is only one, it is that."""
    answers = form.answered()
    return _edit(form, answers[0]) if len(answers) == 1 else choose_change(form)


def _edit(form: Form, name: str) -> Screen:
    """Ask one question again; its answer stands until there is a new one."""
    form.draft.changing = name
    form.note(COLLECTING, None)
    conversation_of(form.scene).moves += 1
    return advance(form)


def _back(form: Form) -> Screen:
    """To the question before; from a correction, back to the read-back."""
    previous = form.before()
    conversation_of(form.scene).moves += 1
    if form.draft.changing:
        form.draft.changing = None
    elif previous is not None:
        form.keep_until(previous)
    return advance(form)


def _cancel(form: Form) -> Screen:
    scene, left = form.scene, form.flow.left(form)
    give_up(form)
    conversation_of(scene).moves += 1
    card = scene.routes.card(scene, f"{form.flow.subject}:{form.about}") if form.about and not left else None
    home = scene.routes.home if scene.admitted else scene.routes.stranger
    return left or (card or home(scene)).with_toast(form.flow.cancelled)
