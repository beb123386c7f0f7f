"""The pictures of a found thing or of a loss, because their reader asks for them, on both bots (R206)."""

from bot.scene import Reply, Scene
from bot.texts import T
from handlers.found_taps import ShowThing
from models.found.pictures import show_again


def show_thing(scene: Scene, tap: ShowThing) -> Reply:
    """They follow as messages of their own."""
    thing = show_again(scene.session, tap.kind, tap.number, by=scene.me, side=scene.side, now=scene.now)
    card = scene.routes.card(scene, thing.subject) or scene.routes.home(scene)
    return card.with_toast(T("owner", "It follows in a moment, thank you."))
