"""What the office tells its own people besides tickets: telephone tasks, documents, digests."""

from bot.texts import T
from handlers.notices.making import Maker, card_under, plain
from handlers.staff.digest import digest_screen
from models.digest import Time

STAFF: dict[str, Maker] = {
    "call.callback": card_under(T("staff", "A callback for you")),
    "call.unreachable": card_under(T("staff", "The bot could not reach somebody: please call")),
    "call.alarm": card_under(T("staff", "Nobody answers an alarm: please call the manager now")),
    "call.asked": card_under(T("staff", "Somebody asks to be called")),
    "paper.ready": plain(T("staff", "Here is your document.")),
    "paper.failed": plain(
        T("staff", "Sorry, the document could not be made. The operator sees why; please try again later.")
    ),
    "digest.morning": lambda scene, _notice: digest_screen(scene, Time.MORNING),
    "digest.evening": lambda scene, _notice: digest_screen(scene, Time.EVENING),
}
