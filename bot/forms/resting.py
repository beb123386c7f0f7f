"""Forms that rest: which of them can be taken up again, and what one turns into that nobody has touched."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.forms.engine import load
from bot.forms.flow import RESTED, Form
from bot.forms.screens import conversation_of, go_on
from bot.scene import Scene
from bot.screens import Screen, rows_of
from bot.tables import Conversation, Draft
from bot.texts import T
from models.refusals import Refusal

PAUSED = T(
    "owner",
    "Sorry, to protect your information this form has been paused. What you filled in is kept; "
    "please go on whenever it suits you. Thank you.",
)
PAUSED_EMPTY = T(
    "owner",
    "Sorry, to protect your information this form has been paused. Please choose below what we may do for you. Thank you.",
)


def resting(scene: Scene) -> list[Form]:
    """Forms that were begun and wait to be finished, the latest first."""
    return [form for form in _drafts(scene) if _is_begun(form)]


def _drafts(scene: Scene) -> list[Form]:
    chat = conversation_of(scene)
    wanted = select(Draft).where(Draft.conversation_id == chat.id).order_by(Draft.updated_at.desc())
    forms = [load(scene, draft.key) for draft in scene.session.scalars(wanted)]
    return [form for form in forms if form]


def _is_begun(form: Form) -> bool:
    """Whether it has an answer and could still be filled in: the ticket may have moved on while the form rested."""
    try:
        form.flow.check(form)  # first: what the form is about may be gone, and its questions with it
        return bool(form.answered())
    except Refusal:
        return False


def rest(scene: Scene, _number: int) -> Screen:
    """What an open form turns into when nobody has touched it for a while: polite words, and the way on.

    A form that had taken the place of a card gives it back; where there is nothing to go on with, the menu follows.
    """
    paused = max(_drafts(scene), key=lambda form: form.draft.notes.get(RESTED, ""), default=None)
    begun = paused if paused and _is_begun(paused) else None
    card = _card(paused) if paused else None
    if begun and not card:
        return Screen(PAUSED, rows_of(map(go_on, resting(scene)[:3])))
    below = card or (scene.routes.home if scene.admitted else scene.routes.stranger)(scene)
    way_on = ((go_on(begun),),) if begun else ()
    return replace(below, rows=(*way_on, *below.rows)).headed(PAUSED if begun else PAUSED_EMPTY)


def _card(paused: Form) -> Screen | None:
    """The card whose place the form had taken, if its reader still has a part in it."""
    if not (paused.about and paused.flow.subject and paused.scene.admitted):
        return None
    try:
        return paused.scene.routes.card(paused.scene, f"{paused.flow.subject}:{paused.about}")
    except Refusal:
        return None


def note_rest(session: Session, chat: Conversation, now: datetime) -> None:
    """Let the open form rest, and note when."""
    draft = session.get(Draft, (chat.id, chat.form)) if chat.form else None
    if draft is not None:
        draft.notes = {**draft.notes, RESTED: now.isoformat()}
    chat.form = None
    chat.moves += 1
