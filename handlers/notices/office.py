"""What the office tells its own people besides tickets: telephone tasks, documents, digests."""

from sqlalchemy import select

from bot.scene import Scene
from bot.screens import Screen
from bot.tables import Document
from bot.texts import T
from handlers.notices.making import Maker, card_under, plain
from handlers.staff.digest import digest_screen
from models.calls.tables import Call
from models.digest import Time
from models.notices import Notice
from models.people import Binding


def _ready(scene: Scene, notice: Notice) -> Screen:
    """The document; with an invitation's picture comes its link, because the screen that showed it is soon another."""
    document = scene.session.get(Document, notice.facts["document"])
    if document is None or "link" not in document.facts:
        return Screen(T("staff", "Here is your document."))
    return Screen(T("staff", "The invitation, good once, for seven days: {link}", link=document.facts["link"]))


def _unreached(scene: Scene, notice: Notice) -> Screen | None:
    """Why somebody has to call: the bot failed, or the person is not on it."""
    call = scene.session.get(Call, int(notice.subject.partition(":")[2]))
    if call is None:
        return None
    bound = scene.session.scalar(select(Binding.id).where(Binding.person_id == call.person_id).limit(1))
    failed = T("staff", "The bot could not reach somebody: please call")
    why = failed if bound else T("staff", "Somebody is not on the bot: please call")
    return card_under(why)(scene, notice)


STAFF: dict[str, Maker] = {
    "call.callback": card_under(T("staff", "A callback for you")),
    "call.complaint": card_under(T("staff", "A callback about a complaint for you")),
    "call.unreachable": _unreached,
    "call.alarm": card_under(T("staff", "Nobody answers an alarm: please call the manager now")),
    "call.asked": card_under(T("staff", "Somebody asks to be called")),
    "call.announcement": card_under(T("staff", "An important announcement, still not read: please call again")),
    "call.dunning": card_under(T("staff", "Fees are not paid, and the bot reaches nobody: please call")),
    "call.unpaid": card_under(T("staff", "A service is still not paid: please call")),
    "call.rebook": card_under(T("staff", "Nobody opened, and no other time was chosen: please call")),
    "document.ready": _ready,
    "document.failed": plain(
        T("staff", "Sorry, the document could not be made. The operator sees why; please try again later.")
    ),
    "digest.morning": lambda scene, _notice: digest_screen(scene, Time.MORNING),
    "digest.evening": lambda scene, _notice: digest_screen(scene, Time.EVENING),
}
