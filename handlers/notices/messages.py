"""What is heard of messages for colleagues: left, unread, read, answered (R186)."""

from bot.scene import Scene
from bot.screens import Screen
from bot.texts import T
from handlers.notices.making import Maker, card_under
from models.messages.lifecycle import State
from models.messages.tables import StaffMessage
from models.notices import Notice


def _if_unread(heading: T) -> Maker:
    """What has nothing to say once it is read."""

    def make(scene: Scene, notice: Notice) -> Screen | None:
        one = scene.session.get(StaffMessage, notice.facts["message"])
        return card_under(heading)(scene, notice) if one is not None and one.state == State.WAITING else None

    return make


OWNER: dict[str, Maker] = {
    "message.read": card_under(T("owner", "Your message has been read, thank you.")),
    "message.answered": card_under(T("owner", "Your message has been answered, thank you.")),
}
STAFF: dict[str, Maker] = {
    "message.new": _if_unread(T("staff", "<b>An owner has left you a message</b>: please read it")),
    "message.unread": _if_unread(T("staff", "<b>Nobody has read this message</b>: please see to it")),
}
