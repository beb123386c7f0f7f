"""What is told in groups, and to those whose words from a group may become a ticket."""

from bot.scene import Scene
from bot.screens import Screen
from bot.texts import T
from handlers.notices.making import Maker, staff_ticket
from models.notices import Notice


def _card_alone(scene: Scene, notice: Notice) -> Screen | None:
    """The card says everything; in a group its words are the fewest that can be."""
    return scene.routes.card(scene, notice.subject)


OWNER: dict[str, Maker] = {"mention.author": _card_alone}
STAFF: dict[str, Maker] = {
    "dispatch.group": _card_alone,
    "mention.author": _card_alone,
    "take.taker": staff_ticket(T("staff", "You took this job in the group: it is yours")),
}
