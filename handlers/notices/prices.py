"""What is heard of the price list: a price is to be read, came back, is approved, or an item rests or is offered again (R077)."""

from bot.scene import Scene
from bot.screens import Screen
from bot.texts import T
from handlers.notices.making import Maker, card_under
from models.notices import Notice
from models.prices.lifecycle import State
from models.prices.reading import day_of, moves_for
from models.prices.tables import PriceEdition


def _to_read(scene: Scene, notice: Notice) -> Screen | None:
    """For as long as the reader may review it."""
    one = scene.session.get(PriceEdition, notice.facts["edition"])
    today = day_of(scene.project, scene.now)
    moves = moves_for(scene.session, scene.me, one, today) if one else set()
    if not moves & {"review", "publish"}:
        return None
    review = T("staff", "<b>A price waits for your review</b>")
    approval = T("staff", "<b>A price waits for your approval</b>")
    return card_under(review if "review" in moves else approval)(scene, notice)


def _back(scene: Scene, notice: Notice) -> Screen | None:
    """For as long as it is a draft."""
    one = scene.session.get(PriceEdition, notice.facts["edition"])
    if one is None or one.state != State.DRAFT:
        return None
    return card_under(T("staff", "<b>A price came back</b>: please see why"))(scene, notice)


def _offer(scene: Scene, notice: Notice) -> Screen | None:
    """As it stands when it is read."""
    one = scene.session.get(PriceEdition, notice.facts["edition"])
    if one is None:
        return None
    rests = T("staff", "<b>A paid service rests</b>: please tell owners who ask")
    again = T("staff", "<b>A paid service is offered again</b>")
    return card_under(rests if one.item.suspended_from else again)(scene, notice)


STAFF: dict[str, Maker] = {
    "price.review": _to_read,
    "price.back": _back,
    "price.published": card_under(T("staff", "<b>Your price is approved</b>")),
    "price.offer": _offer,
}
