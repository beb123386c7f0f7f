"""What is said of announcements: to owners the words themselves, to the office whose turn it is (R149)."""

from bot.scene import Scene
from bot.screens import Button, Screen
from bot.texts import T, Words
from handlers.announcement_taps import ListReaders
from handlers.announcement_words import SUPPLY, range_of, title_of
from handlers.notices.making import Maker, card_under
from handlers.taps import Go, Place
from models.announcements.lifecycle import State
from models.announcements.reading import log_of, readings, visible
from models.announcements.tables import Announcement
from models.notices import Notice


def _one(scene: Scene, notice: Notice) -> Announcement:
    return scene.session.get_one(Announcement, notice.facts["announcement"])


def _sent(scene: Scene, notice: Notice) -> Screen | None:
    """The words as they were previewed; None for one that holds no more."""
    if _one(scene, notice).state not in {State.SENDING, State.SENT}:
        return None
    return scene.routes.card(scene, notice.subject)


def _soon(scene: Scene, notice: Notice) -> Screen | None:
    one = _one(scene, notice)
    if one.state != State.SENT or one.starts_at is None or one.starts_at <= scene.now:
        return None
    words = T(
        "owner", "A kind reminder: this begins at {time}. Please make ready for it, thank you.", time=one.starts_at
    )
    return card_under(words)(scene, notice)


def _ended(scene: Scene, notice: Notice) -> Screen | None:
    one = _one(scene, notice)
    supply = SUPPLY[one.supply] if one.supply else ""
    words = T(
        "owner",
        "Hello, the {supply} in {range} is back. Thank you for your understanding and patience.",
        supply=supply,
        range=range_of(one.content),
    )
    return card_under(words)(scene, notice)


def _off(scene: Scene, notice: Notice) -> Screen | None:
    one = _one(scene, notice)
    why = next((step.words for step in reversed(log_of(scene.session, one)) if step.move == "call_off"), "")
    words = T(
        "owner", "Hello, “{title}” is called off: {why}. Thank you.", title=title_of(one.content), why=why.rstrip("。.")
    )
    return card_under(words)(scene, notice)


def _waiting(state: State, heading: Words) -> Maker:
    """For as long as it stands there."""

    def make(scene: Scene, notice: Notice) -> Screen | None:
        return card_under(heading)(scene, notice) if _one(scene, notice).state == state else None

    return make


def _unread(scene: Scene, notice: Notice) -> Screen | None:
    one = visible(scene.session, notice.facts["announcement"], scene.me)
    count = len(readings(scene.session, one, read=False))
    if not count:
        return None
    words = T(
        "staff",
        "<b>Important, and not read by {count} people</b>: {title}. They are on the list of calls.",
        count=count,
        title=title_of(one.content),
    )
    calls = Button(T("button", "Calls to make"), Go(Place.CALLS))
    return Screen(words, ((calls, Button(T("button", "Who has not read it"), ListReaders(one.id, 0, 0))),))


OWNER: dict[str, Maker] = {
    "announcement.sent": _sent,
    "announcement.soon": _soon,
    "announcement.ended": _ended,
    "announcement.off": _off,
}

STAFF: dict[str, Maker] = {
    "announcement.draft": _waiting(State.DRAFT, T("staff", "<b>An announcement waits to be approved</b>")),
    "announcement.returned": _waiting(State.RETURNED, T("staff", "<b>Your announcement is back</b>: please revise it")),
    "announcement.yours": card_under(
        T("staff", "<b>You look after this announcement now</b>: whoever drafted it has left, or has another position")
    ),
    "announcement.out": card_under(T("staff", "The announcement has been sent")),
    "announcement.nobody": card_under(
        T("staff", "<b>Nothing was sent</b>: meanwhile nobody of these units is on the bot. Please post it, and call.")
    ),
    "announcement.unread": _unread,
}
