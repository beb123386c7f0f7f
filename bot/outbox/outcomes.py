"""What became of a letter: it arrived, it failed, or its reader has gone."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from bot import cards
from bot.documents import forget_secret
from bot.outbox.enclosing import forget_file_ids, keep_file_ids
from bot.outbox.instead import call_instead, unreachable
from bot.outbox.letters import Letter
from bot.tables import BotAccount, Card
from models.groups.actions import go_out_of, move_to
from models.groups.tables import ChatGroup
from models.notices import Notice, NoticeState, Pace
from models.people import Binding

TRIES = 3
PAUSE = timedelta(seconds=30)  # after the first time out; it grows with each


def sent(
    session: Session, account_id: int, letter: Letter, message_id: int, now: datetime, file_ids: Sequence[str] = ()
) -> None:
    """The notice has arrived, and its message is the live card of its subject now."""
    keep_file_ids(session, account_id, letter.encloses, file_ids)
    done = update(Notice).where(Notice.id == letter.notice_id, Notice.state == NoticeState.QUEUED)
    session.execute(done.values(state=NoticeState.SENT, sent_at=now))
    if letter.document is not None:
        forget_secret(session, letter.document)
    if letter.subject:
        cards.place(
            session,
            bot_id=account_id,
            chat_id=letter.chat_id,
            subject=letter.subject,
            message_id=message_id,
            look=letter.drawn.look,
            short=letter.short,
            event=letter.event,
            heading=letter.heading,
            state=letter.state,
        )


def unsure(session: Session, notice_id: int, error: str, now: datetime) -> None:
    """Telegram did not answer in time, so it may have arrived: it is repeated after a pause, in which others may go.

    After three times somebody telephones instead, and only an emergency is repeated all the same.
    """
    notice = session.get_one(Notice, notice_id)
    notice.attempts += 1
    notice.error = error
    notice.not_before = now + PAUSE * notice.attempts
    if notice.attempts >= TRIES and notice.pace != Pace.EMERGENCY:
        notice.state = NoticeState.UNSURE
    if notice.attempts == TRIES:
        call_instead(session, notice, now)


def moved(session: Session, account_id: int, chat_id: int, new_chat_id: int) -> None:
    """Telegram has given the group another number; the notice goes there the next time, and no old card is known there."""
    account = session.get_one(BotAccount, account_id)
    move_to(session, account.side, chat_id, new_chat_id=new_chat_id)
    session.execute(delete(Card).where(Card.bot_id == account_id, Card.chat_id == chat_id))


def refused(session: Session, account_id: int, letter: Letter, error: str, now: datetime) -> None:
    """Telegram does not take it; perhaps an id of what goes with it is not good any more."""
    forget_file_ids(session, account_id, letter.encloses)
    failed(session, letter.notice_id, error, now)


def failed(session: Session, notice_id: int, error: str, now: datetime) -> None:
    """Telegram does not take it: after three times it is dead, the doctor shows it, and the person is called."""
    notice = session.get_one(Notice, notice_id)
    notice.attempts += 1
    notice.error = error
    if notice.attempts >= TRIES:
        notice.state = NoticeState.DEAD
        call_instead(session, notice, now)


def blocked(session: Session, notice_id: int, now: datetime) -> None:
    """The person has blocked the bot, or the group has shut it out."""
    notice = session.get_one(Notice, notice_id)
    if notice.group_id is not None:
        group = session.get_one(ChatGroup, notice.group_id)
        go_out_of(session, group.side, group.chat_id, now=now)
    binding = session.scalar(select(Binding).where(Binding.person_id == notice.person_id, Binding.side == notice.side))
    if binding:
        binding.unreachable_since = now
    unreachable(session, notice, now)
