"""What is said about pictures, voice notes and files."""

from bot.scene import Scene
from bot.screens import Screen
from bot.texts import T
from handlers.notices.making import Maker
from models.notices import Notice

UNUSABLE_OWNER = {
    "too_large": T(
        "owner",
        "Sorry, what you have sent is larger than we can take in. Please send a smaller file, or a picture. Thank you.",
    ),
    "no_picture": T(
        "owner",
        "Sorry, a picture of yours could not be opened. Please take it again and send it once more. Thank you.",
    ),
    "lost": T(
        "owner", "Sorry, something that you have sent did not arrive whole. Please send it once more. Thank you."
    ),
}
UNUSABLE_STAFF = {
    "too_large": T("staff", "What you sent is too large; up to 20 MB can be kept. Please send a smaller one."),
    "no_picture": T("staff", "A picture of yours could not be opened. Please take it again and send it once more."),
    "lost": T("staff", "Something that you sent did not arrive whole. Please send it once more."),
}


def _unusable_owner(_scene: Scene, notice: Notice) -> Screen:
    return Screen(UNUSABLE_OWNER[notice.facts["error"]])


def _unusable_staff(_scene: Scene, notice: Notice) -> Screen:
    return Screen(UNUSABLE_STAFF[notice.facts["error"]])


OWNER: dict[str, Maker] = {"media.unusable": _unusable_owner}
STAFF: dict[str, Maker] = {"media.unusable": _unusable_staff}
