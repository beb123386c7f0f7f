"""What both sides hear of a conversation: who takes it, every line, why it is passed on, that it is over (R183-R190, X14)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from bot.scene import Scene
from bot.screens import Screen
from bot.texts import T, Words
from handlers.notices.making import Maker, card_under
from handlers.owner.talks import said_by_colleague, signed
from handlers.staff.talks.lines import line_for_staff
from models.notices import Notice
from models.people import Staff
from models.talks.tables import Talk, TalkLine

Said = Callable[[Scene, Notice, Talk], Words | None]


def _over_card(say: Said) -> Maker:
    """Words over the conversation's card; they stay when a newer card has replaced it, so that the chat can be read again."""

    def make(scene: Scene, notice: Notice) -> Screen | None:
        talk, card = scene.session.get(Talk, notice.facts["talk"]), scene.routes.card(scene, notice.subject)
        words = say(scene, notice, talk) if talk and card else None
        return replace(card.headed(words), short=words) if card and words else None

    return make


def _taken(_scene: Scene, _notice: Notice, talk: Talk) -> Words | None:
    if talk.holder is None:
        return None
    return T(
        "owner",
        "Please wait a moment: {name} of the {department} is joining you. Thank you for your patience.",
        **signed(talk.holder),
    )


def _line(scene: Scene, notice: Notice) -> TalkLine:
    return scene.session.get_one(TalkLine, notice.facts["line"])


def _answered(scene: Scene, notice: Notice, _talk: Talk) -> Words:
    return said_by_colleague(scene, _line(scene, notice))


def _passed(scene: Scene, notice: Notice, talk: Talk) -> Words | None:
    if talk.holder is None:
        return None
    return T(
        "owner",
        "Please wait a moment. {reason}: {name} of the {department} goes on with you from here. Thank you.",
        reason=_line(scene, notice).words,
        **signed(talk.holder),
    )


def _waits_again(_scene: Scene, _notice: Notice, _talk: Talk) -> Words:
    return T(
        "owner",
        "Please wait a moment: we are looking for a colleague who goes on with you. Thank you for your patience.",
    )


def _sorry(_scene: Scene, _notice: Notice, _talk: Talk) -> Words:
    return T(
        "owner",
        "Sorry to keep you waiting. We have rung our colleagues once more; if you prefer, we will call you back. Thank you.",
    )


def _called(_scene: Scene, notice: Notice, _talk: Talk) -> Words:
    return T(
        "owner",
        "Sorry to keep you waiting. A colleague will call you before {time}. Thank you for your patience.",
        time=datetime.fromisoformat(notice.facts["until"]),
    )


def _said(scene: Scene, notice: Notice, _talk: Talk) -> Words:
    return line_for_staff(scene, _line(scene, notice))


def _who_has_it(scene: Scene, notice: Notice) -> Screen | None:
    """To who had it: who goes on."""
    talk = scene.session.get(Talk, notice.facts["talk"])
    holder: Staff | None = talk.holder if talk else None
    return (
        card_under(T("staff", "{name} goes on with this conversation.", name=holder.person.name))(scene, notice)
        if holder
        else None
    )


OWNER: dict[str, Maker] = {
    "talk.taken": _over_card(_taken),
    "talk.answered": _over_card(_answered),
    "talk.passed": _over_card(_passed),
    "talk.waits_again": _over_card(_waits_again),
    "talk.sorry": _over_card(_sorry),
    "talk.called": _over_card(_called),
    "talk.ended": lambda scene, notice: scene.routes.card(scene, notice.subject),
}
STAFF: dict[str, Maker] = {
    "talk.waiting": card_under(T("staff", "<b>An owner wants to talk now</b>: please take it")),
    "talk.said": _over_card(_said),
    "talk.yours": card_under(T("staff", "<b>A conversation is with you now</b>: the owner is waiting")),
    "talk.taken_over": _who_has_it,
    "talk.silent": card_under(T("staff", "<b>The owner is waiting for an answer</b>")),
    "talk.heated": card_under(T("staff", "<b>An owner is upset</b>: please have an eye on this conversation")),
    "talk.left": card_under(T("staff", "<b>The owner has ended the conversation</b>")),
    "talk.unresolved": card_under(T("staff", "<b>Not settled, says the owner</b>: please go after it")),
}
