"""Something other than words arrives: it answers the question, or is kept for the one that asks for it; nothing is lost."""

from bot.forms import engine
from bot.forms.flow import COLLECTING, Form
from bot.forms.media import Photos, Upload, how_many
from bot.forms.questions import NotAnAnswer, Question
from bot.forms.screens import conversation_of, offer_to_go_on
from bot.forms.spare import added, keep_spare
from bot.forms.writing import Write
from bot.scene import Open, Scene
from bot.screens import Screen
from bot.texts import T, Words
from models.media.actions import Sent, receive
from models.media.tables import Media, MediaKind
from models.refusals import Refusal


def arrived(form: Form, sent: Sent, message_id: int | None) -> Screen:
    """While a form is open."""
    name = form.asked()
    try:
        return _taken(form, form.flow.questions[name] if name else None, sent, message_id)
    except NotAnAnswer as no:
        words = no.words
    except Refusal as refusal:
        words = form.scene.routes.refusal(refusal)
    return engine.present(form).headed(words)


def outside(scene: Scene, wish: Open, sent: Sent) -> Screen:
    """While none is open: the form that it is probably for is opened, and has it already."""
    screen = engine.open_form(scene, wish)
    form, question = engine.load(scene, wish.flow.key(wish.about)), None
    if form is not None:
        wanted = form.flow.questions.get(form.asked() or "")
        if isinstance(wanted, Upload):
            return arrived(form, sent, None)
        question = _list_question(form)
    if form is None or question is None or not question.accepts(sent):
        return screen.headed(_sorry(sent))
    try:
        _add(form, question, sent, touch=False)
    except Refusal as refusal:
        return screen.headed(scene.routes.refusal(refusal))
    if keep_spare(form, sent.caption, touch=False):
        form.note_late(sent.caption)
    return _here(form).headed(_kept(form, question))


def said_outside(scene: Scene, wish: Open, text: str) -> Screen:
    """Words while none is open: the form that they are probably for is opened, and has them already."""
    screen = engine.open_form(scene, wish)
    form = engine.load(scene, wish.flow.key(wish.about))
    if form is None:
        return screen
    before = form.get(wish.flow.takes_words)
    news = added(form, text, touch=False)
    if form.get(wish.flow.takes_words) != before:
        form.note_late(text)
    return _here(form).headed(news)


def _here(form: Form) -> Screen:
    """The form's question, or whether to go on with it."""
    return engine.present(form) if conversation_of(form.scene).form else offer_to_go_on(form)


def _taken(form: Form, question: Question | None, sent: Sent, message_id: int | None) -> Screen:
    if isinstance(question, Upload):
        if not question.accepts(sent):
            raise NotAnAnswer(question.sorry)
        return engine.answered(form, question.name, _received(form, sent).id)
    if isinstance(question, Write) and question.takes_contact and sent.kind == MediaKind.CONTACT:
        number = question.shared(form, sent.phone, own=sent.own)
        return engine.answered(form, question.name, number, own=sent.own)
    wanted = question if isinstance(question, Photos) else _list_question(form)
    if wanted is None or not wanted.accepts(sent):
        raise NotAnAnswer(_sorry(sent))
    if wanted is question:
        return _collected(form, wanted, sent)
    _add(form, wanted, sent)
    if sent.caption and isinstance(question, Write):
        there = engine.written(form, sent.caption, message_id)
        return there.headed(_kept(form, wanted)) if conversation_of(form.scene).form else there
    keep_spare(form, sent.caption)
    return engine.present(form).headed(_kept(form, wanted))


def _collected(form: Form, question: Photos, sent: Sent) -> Screen:
    """One more for the list that is asked for; what corrects an earlier list begins a new one."""
    anew = form.draft.changing == question.name and form.collecting != question.name
    _add(form, question, sent, anew=anew)
    form.note(COLLECTING, question.name)
    keep_spare(form, sent.caption)
    return engine.present(form)


def _list_question(form: Form) -> Photos | None:
    lists = (one for one in form.flow.questions.values() if isinstance(one, Photos) and one.applies(form))
    return next(lists, None)


def _add(form: Form, question: Photos, sent: Sent, *, anew: bool = False, touch: bool = True) -> None:
    """Keep it, if there is room; raises TooMany or TooLarge. A resting form that is not touched stays as old as it was."""
    there = [] if anew else [one.id for one in form.media(question.name)]
    media = _received(form, sent, room=question.at_most - len(there))
    form.keep(question.name, [*there, media.id], touch=touch)
    question.taken(form, media)


def _received(form: Form, sent: Sent, room: int = 1) -> Media:
    scene = form.scene
    bot_id = conversation_of(scene).bot_id
    return receive(scene.session, scene.project, sent, by=scene.person, bot_id=bot_id, now=scene.now, room=room)


def standing(form: Form) -> Screen:
    """Where the form is, and what has been kept for it meanwhile."""
    screen, question = engine.present(form), _list_question(form)
    if question is None or question.name == form.asked() or not form.media(question.name):
        return screen
    return screen.headed(_kept(form, question))


def _kept(form: Form, question: Photos) -> Words:
    media = form.media(question.name)
    if len(media) >= question.at_most:
        return T(
            "owner",
            "We have kept {what}, which is as many as there is room for. Please go on below. Thank you.",
            what=how_many(media),
        )
    return T("owner", "We have kept {what}. Please go on below. Thank you.", what=how_many(media))


def _sorry(sent: Sent) -> Words:
    if sent.kind == MediaKind.VOICE:
        return T("owner", "Thank you for your voice note. Please answer this one in words or with the buttons here.")
    return T("owner", "Sorry, please answer in words or with the buttons here. Thank you.")
