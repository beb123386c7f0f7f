"""Kinds of notice and their words, for each of the two bots."""

from bot.scene import Scene
from bot.screens import Screen
from handlers.notices import office, repair, setup
from handlers.notices.making import Maker
from models.notices import Notice

OWNER: dict[str, Maker] = {**repair.OWNER}
STAFF: dict[str, Maker] = {**repair.STAFF, **office.STAFF, **setup.STAFF}


def owner_notice(scene: Scene, notice: Notice) -> Screen | None:
    """A notice as an owner reads it; None for one that has nothing to say (any more)."""
    make = OWNER.get(notice.kind)
    return make(scene, notice) if make else None


def staff_notice(scene: Scene, notice: Notice) -> Screen | None:
    """A notice as a member of staff reads it."""
    make = STAFF.get(notice.kind)
    return make(scene, notice) if make else None
