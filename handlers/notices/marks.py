"""Those in charge hear of a mark once; its owner reads a colleague's calm reply over what it is about (R041, R083)."""

from bot.scene import Scene
from bot.screens import Screen
from bot.texts import T
from handlers.notices.making import Maker, card_under
from handlers.owner.talks import signed
from models.marks.tables import Mark
from models.notices import Notice


def _reply(scene: Scene, notice: Notice) -> Screen | None:
    mark = scene.session.get(Mark, notice.facts["mark"])
    if mark is None or mark.replied_by is None:
        return None
    words = T("label", "{department}, {name}: {words}", **signed(mark.replied_by), words=mark.reply)
    return Screen(words)  # without the card: what a person wrote stays in the chat, whatever is pressed later


OWNER: dict[str, Maker] = {"mark.reply": _reply}
STAFF: dict[str, Maker] = {"mark.new": card_under(T("staff", "<b>An owner is upset</b>: please have an eye on this"))}
