"""What is said of the manager's mailbox: numbers to the desk and the supervisor, letters to manager and sender only (R143, R144)."""

from bot.scene import Scene
from bot.screens import Screen
from bot.texts import T, Words, lines
from handlers.notices.making import Maker, card_under
from handlers.owner.mailbox import NO_REPLY, THROWN_IN
from models.mailbox.lifecycle import WAITING, LetterState, OpeningState
from models.mailbox.reading import letter_for
from models.mailbox.tables import Letter, Opening
from models.media.queries import attached
from models.notices import Notice


def _if(states: frozenset[OpeningState], heading: Words) -> Maker:
    """For as long as the opening stands there."""

    def make(scene: Scene, notice: Notice) -> Screen | None:
        one = scene.session.get(Opening, notice.facts["opening"])
        return card_under(heading)(scene, notice) if one is not None and one.state in states else None

    return make


def _if_open(heading: Words) -> Maker:
    """For as long as the letter has to be answered."""

    def make(scene: Scene, notice: Notice) -> Screen | None:
        letter = scene.session.get(Letter, notice.facts["letter"])
        waits = letter is not None and letter.state == LetterState.WITH_MANAGER
        return card_under(heading)(scene, notice) if waits else None

    return make


def _receipt(scene: Scene, notice: Notice) -> Screen | None:
    letter = scene.session.get(Letter, notice.facts["letter"])
    return card_under(THROWN_IN if letter and letter.wants_reply else NO_REPLY)(scene, notice)


def shown(scene: Scene, notice: Notice) -> Screen | None:
    """The pictures of a letter, for the manager (R144)."""
    letter = letter_for(scene.session, notice.facts["letter"], scene.me)
    wanted = set(notice.facts["media"])
    media = [one for one in attached(scene.session, letter.subject) if one.id in wanted]
    captions = [one.caption for one in media if one.caption]
    words = lines(T("staff", "With the letter of {time}:", time=letter.at), *captions)
    return Screen(words, encloses=tuple(one.id for one in media)) if media else None


OWNER: dict[str, Maker] = {
    "letter.receipt": _receipt,
    "letter.reply": card_under(
        T("owner", "Hello, the manager has replied to your letter. Please read it here. Thank you.")
    ),
}

STAFF: dict[str, Maker] = {
    "mailbox.due": _if(WAITING, T("staff", "<b>Please open the manager's mailbox</b>: it is Monday")),
    "mailbox.reminder": _if(WAITING, T("staff", "<b>The manager's mailbox is still to be opened</b>")),
    "mailbox.late": _if(
        WAITING, T("staff", "<b>Nobody has opened the manager's mailbox</b>: please see to it, or open it yourself")
    ),
    "mailbox.pass_on": _if(
        frozenset({OpeningState.OPENED}), T("staff", "<b>Letters for the manager</b>: please pass them on, unread")
    ),
    "mailbox.waits": _if(
        frozenset({OpeningState.OPENED}), T("staff", "<b>Letters for the manager still wait to be passed on</b>")
    ),
    "mailbox.here": card_under(T("staff", "<b>The mailbox was opened</b>: the letters are under “Letters to me”")),
    "letter.soon": _if_open(T("staff", "<b>A reply letter is due tomorrow</b>")),
    "letter.late": _if_open(T("staff", "<b>A reply letter is overdue</b>")),
    "letter.call": card_under(T("staff", "<b>You wanted to call about this letter</b>")),
    "letter.helped": card_under(T("staff", "The owner says that your reply helps")),
    "letter.more": card_under(T("staff", "<b>Something is still open</b>: please reply once more")),
    "letter.undelivered": card_under(
        T("staff", "<b>Your reply could not be delivered</b>: please telephone yourself, nobody else knows whom")
    ),
}
