"""Messages that came all at once are handed over together, as soon as it is quiet: to the conversation, or to the desk (R220)."""

from collections.abc import Iterator, Sequence

from sqlalchemy import delete, select

from bot.clockwork.duties import Shift
from bot.tables import BotAccount, Conversation, Gathered
from bot.updates.flood import AT_LATEST, MOST, QUIET, look_later
from models.dues import Due
from models.notices import Pace, tell
from models.people import Binding, Person, Side
from models.talks.actions import MOST_WORDS, open_talk, say
from models.talks.queries import talk_of

PIECES = 20  # pictures that go with one line


def hand_over(shift: Shift, due: Due) -> None:
    """Look again later while more is coming; then one conversation has it all, and the owner reads one answer."""
    chat = shift.session.get_one(Conversation, int(due.subject.partition(":")[2]), with_for_update=True)
    if chat.burst_at is None:
        return
    quiet = (chat.active_at or shift.now) + QUIET
    if shift.now < min(quiet, chat.burst_at + AT_LATEST):
        look_later(shift.session, shift.project, due.subject, quiet)
        return
    _settle(shift, chat, due.subject)


def _settle(shift: Shift, chat: Conversation, subject: str) -> None:
    session, begun, count = shift.session, chat.burst_at, chat.burst - MOST
    chat.burst_at, chat.burst = None, 0
    rows = session.scalars(select(Gathered).where(Gathered.conversation_id == chat.id).order_by(Gathered.id)).all()
    person = _person(shift, chat)
    if person is None or begun is None:
        return
    talk = _handed_to_a_person(shift, person, rows) if rows else None
    session.execute(delete(Gathered).where(Gathered.id.in_([one.id for one in rows])))
    tell(
        session,
        project_id=shift.project.id,
        person_id=person.id,
        side=Side.OWNER,
        kind="flood.kept",
        subject=f"talk:{talk}" if talk else subject,
        occasion=begun.isoformat(),
        now=shift.now,
        pace=Pace.REPLY,
        facts={"count": max(count, len(rows)), "talk": talk},
    )


def _person(shift: Shift, chat: Conversation) -> Person | None:
    """Whose conversation it is; None where they are bound no more."""
    side = shift.session.get_one(BotAccount, chat.bot_id).side
    bound = select(Binding.person_id).where(Binding.project_id == shift.project.id, Binding.side == side)
    found = shift.session.scalar(bound.where(Binding.telegram_id == chat.chat_id))
    return shift.session.get(Person, found) if found is not None else None


def _handed_to_a_person(shift: Shift, person: Person, rows: Sequence[Gathered]) -> int:
    """Into the conversation that goes on, or a new one, in as few lines as it has room for."""
    session, now = shift.session, shift.now
    talk = talk_of(session, person) or open_talk(session, project=shift.project, by=person, now=now)
    for words in _pieces([one.words for one in rows if one.words]):
        say(session, talk.id, by=person, now=now, words=words)
    media = [one.media_id for one in rows if one.media_id is not None]
    for start in range(0, len(media), PIECES):
        say(session, talk.id, by=person, now=now, media=media[start : start + PIECES])
    return talk.id


def _pieces(said: Sequence[str]) -> Iterator[str]:
    """Everything that was written, one under the other, cut where a line of a conversation is full."""
    whole = "\n".join(said)
    while len(whole) > MOST_WORDS:
        cut = whole.rfind("\n", 0, MOST_WORDS) + 1 or MOST_WORDS
        yield whole[:cut]
        whole = whole[cut:]
    if whole:
        yield whole
