"""What somebody reads who has written very much in a short time: once that we keep it, and once where it is (R220)."""

from bot.scene import Scene
from bot.screens import Button, Screen, rows_of
from bot.texts import T
from bot.updates.flood import PLEASE_WAIT
from handlers.notices.making import Maker, plain
from handlers.start import going_on
from handlers.taps import Go, Place
from models.notices import Notice


def _kept(scene: Scene, notice: Notice) -> Screen:
    """The conversation that has it, or the way back to the form that has."""
    count = notice.facts["count"]
    card = scene.routes.card(scene, notice.subject) if notice.facts["talk"] else None
    if card is not None:
        words = T(
            "owner",
            "Thank you, all your {count} further messages have arrived and are with our colleagues. Please wait a moment.",
            count=count,
        )
        return card.headed(words)
    words = T(
        "owner",
        "Thank you, your {count} further messages have been noted. Please go on below whenever it suits you.",
        count=count,
    )
    return Screen(words, (*rows_of(going_on(scene)), (Button(T("button", "Home"), Go(Place.HOME)),)))


OWNER: dict[str, Maker] = {"flood.wait": plain(PLEASE_WAIT), "flood.kept": _kept}
