"""Who writes very much in a short time is slowed down politely: all of it is kept, and answered once (R220).

What is pressing, as words of danger and whatever is said during one's own alarm, never waits; nor does any button.
"""

from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy.orm import Session

from bot.forms import engine
from bot.forms.screens import conversation_of
from bot.forms.spare import keep_spare
from bot.scene import Scene
from bot.screens import Screen
from bot.tables import Conversation, Gathered
from bot.texts import T
from bot.updates.incoming import Incoming, Kind
from models.dues import put_off
from models.estate import Project
from models.media.actions import Sent, receive
from models.notices import Pace, tell
from models.people import Side
from models.refusals import Refusal

MOST, SPAN = 15, timedelta(minutes=1)  # messages, and the time in which so many are answered one by one
QUIET = timedelta(seconds=20)  # after which they are handed over
AT_LATEST = timedelta(minutes=3)  # however much still comes
FLOOD = "flood"
PLAIN = frozenset({Kind.TEXT, Kind.EDITED, Kind.MEDIA, Kind.OTHER})
PLEASE_WAIT = T(
    "owner",
    "We have received your messages and are keeping all of them. Please wait a moment: we answer them together. Thank you.",
)


class Slowed(StrEnum):
    """What becomes of a message beyond the measure."""

    KEPT = "kept"  # gathered; answered together with the others
    UNANSWERED = "unanswered"  # from somebody unknown: handled as ever, without an answer
    TOLD = "told"  # the same, and told once that we are a little slower now


def slowed(scene: Scene, incoming: Incoming) -> Slowed | None:
    """Count a plain message of an owner, and keep it if there were too many; None where it is handled as ever."""
    if scene.side != Side.OWNER or incoming.group is not None or incoming.kind not in PLAIN:
        return None
    chat = conversation_of(scene)
    lasts = AT_LATEST if chat.burst > MOST and scene.person is not None else SPAN
    if chat.burst_at is None or scene.now - chat.burst_at >= lasts:
        chat.burst_at, chat.burst = scene.now, 0
    if not _is_of_one_album(chat, incoming):
        chat.burst += 1
    if chat.burst <= MOST or scene.routes.pressing(scene, _words(incoming)):
        return None
    if scene.person is None or not scene.admitted:
        return Slowed.TOLD if chat.burst == MOST + 1 else Slowed.UNANSWERED
    return _kept(scene, incoming)


def _is_of_one_album(chat: Conversation, incoming: Incoming) -> bool:
    """An album counts as one message."""
    return incoming.media is not None and incoming.media.album != "" and incoming.media.album == chat.album


def please_wait() -> Screen:
    """What somebody unknown is told once."""
    return Screen(PLEASE_WAIT)


def _words(incoming: Incoming) -> str:
    return incoming.media.caption if incoming.media else incoming.text


def _kept(scene: Scene, incoming: Incoming) -> Slowed | None:
    """Into the form that is open, where there is room, or else one behind the other for a colleague.

    What is sealed or confidential stays in its form, and what cannot be kept is answered as ever.
    """
    form = engine.current(scene)
    if form is not None and form.flow.sealed:
        return None
    into_form = form is not None and incoming.media is None and keep_spare(form, _words(incoming))
    try:
        with scene.session.begin_nested():
            if not into_form:
                _gather(scene, _words(incoming), incoming.media)
    except Refusal:
        return None
    _tell_once(scene)
    return Slowed.KEPT


def _gather(scene: Scene, words: str, sent: Sent | None) -> None:
    chat, media = conversation_of(scene), None
    if sent is not None:
        chat.album, chat.pieces = (sent.album, 1) if sent.album else (chat.album, chat.pieces)
        media = receive(scene.session, scene.project, sent, by=scene.me, bot_id=chat.bot_id, now=scene.now).id
    if words.strip() or media is not None:
        row = Gathered(conversation_id=chat.id, words=words.strip(), media_id=media, at=scene.now)
        scene.session.add(row)


def _tell_once(scene: Scene) -> None:
    """One notice for one flood, and somebody looks whether it is over."""
    chat = conversation_of(scene)
    assert chat.burst_at is not None
    subject, occasion, until = f"{FLOOD}:{chat.id}", chat.burst_at.isoformat(), scene.now + QUIET
    news = tell(
        scene.session,
        project_id=scene.project.id,
        person_id=scene.me.id,
        side=Side.OWNER,
        kind="flood.wait",
        subject=subject,
        occasion=occasion,
        now=scene.now,
        pace=Pace.REPLY,
    )
    if news:
        look_later(scene.session, scene.project, subject, until)


def look_later(session: Session, project: Project, subject: str, until: datetime) -> None:
    """Look then whether it is quiet."""
    put_off(session, project_id=project.id, kind=FLOOD, subject=subject, occasion=until.isoformat(), due_at=until)
