"""Forms that rest: which of them can be taken up again, and what one turns into that nobody has touched."""

from sqlalchemy import select

from bot.forms.engine import load
from bot.forms.flow import Form
from bot.forms.screens import conversation_of, go_on
from bot.scene import Scene
from bot.screens import Screen, rows_of
from bot.tables import Draft
from bot.texts import T
from models.refusals import Refusal


def resting(scene: Scene) -> list[Form]:
    """Forms that were begun and wait to be finished, the latest first."""
    chat = conversation_of(scene)
    wanted = select(Draft).where(Draft.conversation_id == chat.id).order_by(Draft.updated_at.desc())
    forms = [load(scene, draft.key) for draft in scene.session.scalars(wanted)]
    return [form for form in forms if form and form.answered() and _makes_sense(form)]


def _makes_sense(form: Form) -> bool:
    """Whether it could still be filled in: the ticket may have moved on while the form rested."""
    try:
        form.flow.check(form)
    except Refusal:
        return False
    return True


def rest(scene: Scene, _number: int) -> Screen:
    """What an open form turns into when nobody has touched it for a while: polite words, and the way on."""
    words = T(
        "owner",
        "Sorry, to protect your information this form has been paused. What you filled in is kept; "
        "please go on whenever it suits you. Thank you.",
    )
    return Screen(words, rows_of(go_on(form) for form in resting(scene)[:3]))
