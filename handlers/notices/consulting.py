"""What is heard of questions to the supervisor: asked, late, answered; and the holding reply to the owner (R030)."""

from dataclasses import replace

from bot.scene import Scene
from bot.screens import Screen
from bot.texts import T
from handlers.notices.making import Maker, card_under
from models.consulting.lifecycle import State
from models.consulting.tables import SupervisorQuestion
from models.notices import Notice


def _holding(scene: Scene, notice: Notice) -> Screen | None:
    """To the owner: it is being looked into, and until when; over the card of what it is about."""
    one = scene.session.get(SupervisorQuestion, notice.facts["question"])
    if one is None or one.held_until is None:
        return None
    words = T(
        "owner",
        "Sorry to keep you waiting. We are clarifying your matter with the supervisor and will answer you before {time}. "
        "Thank you for your patience.",
        time=one.held_until,
    )
    card = scene.routes.card(scene, notice.subject)
    return replace(card.headed(words), short=words) if card else Screen(words)


def _if_open(heading: T) -> Maker:
    """What has nothing to say once it is answered."""

    def make(scene: Scene, notice: Notice) -> Screen | None:
        one = scene.session.get(SupervisorQuestion, notice.facts["question"])
        return card_under(heading)(scene, notice) if one is not None and one.state == State.ASKED else None

    return make


OWNER: dict[str, Maker] = {"question.holding": _holding}
STAFF: dict[str, Maker] = {
    "question.asked": _if_open(T("staff", "<b>A colleague asks you</b>: please answer now, an owner is waiting")),
    "question.late": _if_open(T("staff", "<b>A question has no answer yet</b>: the owner was told to wait")),
    "question.held": _if_open(T("staff", "<b>No answer yet</b>: the owner was told to wait")),
    "question.answered": card_under(T("staff", "<b>The answer to your question</b>: please tell the owner")),
}
