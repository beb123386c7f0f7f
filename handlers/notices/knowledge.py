"""What is heard of enquiries and of the knowledge base: a question waits, an answer came, an edition is to be read (R037, R119)."""

from bot.scene import Scene
from bot.screens import Screen
from bot.texts import T
from handlers.knowledge_taps import ListEditions
from handlers.notices.making import Maker, card_under
from handlers.staff.knowledge.cards import DUE, list_editions
from models.enquiries.lifecycle import WITH_PERSON, State
from models.enquiries.tables import Enquiry
from models.knowledge.lifecycle import State as EditionState
from models.knowledge.reading import moves_for, to_review
from models.knowledge.tables import Edition
from models.notices import Notice


def _if_waiting(heading: T) -> Maker:
    """For as long as the office owes an answer."""

    def make(scene: Scene, notice: Notice) -> Screen | None:
        one = scene.session.get(Enquiry, notice.facts["enquiry"])
        waits = one is not None and one.state in WITH_PERSON
        return card_under(heading)(scene, notice) if waits else None

    return make


def _answered(scene: Scene, notice: Notice) -> Screen | None:
    """For as long as the owner has not said whether it helped."""
    one = scene.session.get(Enquiry, notice.facts["enquiry"])
    if one is None or one.state != State.ANSWERED or one.version != notice.facts["version"]:
        return None
    return card_under(T("owner", "<b>Your question has been answered</b>, please read. Thank you."))(scene, notice)


def _to_read(scene: Scene, notice: Notice) -> Screen | None:
    """For as long as the reader may review it."""
    one = scene.session.get(Edition, notice.facts["edition"])
    if one is None or not moves_for(scene.session, scene.me, one) & {"review", "publish"}:
        return None
    return card_under(T("staff", "<b>An answer for owners waits for your review</b>"))(scene, notice)


def _back(scene: Scene, notice: Notice) -> Screen | None:
    """For as long as it is a draft."""
    one = scene.session.get(Edition, notice.facts["edition"])
    if one is None or one.state != EditionState.DRAFT:
        return None
    return card_under(T("staff", "<b>An answer came back</b>: please see why"))(scene, notice)


def _due(scene: Scene, _notice: Notice) -> Screen | None:
    """The shelf of what is to be looked at again, if there is anything on it (J32)."""
    if not to_review(scene.session, scene.project, scene.now.astimezone(scene.project.zone).date()):
        return None
    heading = T("staff", "<b>Answers whose review date has come</b>: still right, change, or retire?")
    return list_editions(scene, ListEditions(DUE, 0)).headed(heading)


OWNER: dict[str, Maker] = {"enquiry.answered": _answered}
STAFF: dict[str, Maker] = {
    "enquiry.staff": _if_waiting(T("staff", "<b>A question waits for an answer</b>")),
    "enquiry.late": _if_waiting(T("staff", "<b>A question has waited too long</b>")),
    "knowledge.review": _to_read,
    "knowledge.back": _back,
    "knowledge.published": card_under(T("staff", "<b>Your answer is published</b>")),
    "knowledge.due": _due,
}
