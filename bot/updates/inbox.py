"""The inbox's records: updates are stored before they are confirmed, and each is handled once."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from bot.tables import Conversation, Inbox, InboxState
from bot.updates.effects import Effect, Show, unpack
from bot.updates.showing import remember
from bot.updates.turn import Key
from models.base import insert_once

CLAIM = timedelta(seconds=60)
TRIES = 3
LONGEST_PAUSE = timedelta(hours=1)
KEPT = timedelta(days=7)  # after a quiet week Telegram's numbers start anew at random


def store(session: Session, bot_id: int, batch: Iterable[tuple[int, int, dict[str, Any]]], wall: datetime) -> set[int]:
    """Keep updates (number, chat, payload); returns the numbers that are new, because Telegram repeats itself."""
    fresh = set()
    for update_id, chat_id, payload in batch:
        row = {
            "bot_id": bot_id,
            "update_id": update_id,
            "chat_id": chat_id,
            "payload": payload,
            "received_at": wall,
            "claimed_until": wall + CLAIM,
            "state": InboxState.STORED,
            "attempts": 0,
            "effects": [],
            "error": "",
        }
        if insert_once(session, Inbox, row):
            fresh.add(update_id)
    return fresh


def settle(session: Session, key: Key, chat_id: int, posted: Iterable[tuple[Show, int]]) -> None:
    """Everything has been shown; remember which message shows what."""
    for shown, message_id in posted:
        remember(session, key.bot_id, chat_id, message_id, shown, shown.event)
        here = (Conversation.bot_id == key.bot_id, Conversation.chat_id == chat_id)
        if not shown.subject and not shown.aside:
            session.execute(update(Conversation).where(*here).values(live_message=message_id))
    handled = update(Inbox).where(*_is(key), Inbox.state == InboxState.COMMITTED)  # a dead one stays dead
    session.execute(handled.values(state=InboxState.SHOWN, effects=[]))


def failed(session: Session, key: Key, error: str) -> bool:
    """Count a failure of ours; after three the update is dead and blocks nobody. Returns whether it is dead."""
    row = session.get_one(Inbox, (key.bot_id, key.update_id))
    row.attempts += 1
    row.error = error
    if row.attempts >= TRIES:
        row.state = InboxState.DEAD
    return row.state == InboxState.DEAD


def put_off(session: Session, key: Key, error: str, wall: datetime) -> bool:
    """Count a failure to book money: it is never dead, and is tried again after a pause. Returns whether it is the third."""
    row = session.get_one(Inbox, (key.bot_id, key.update_id))
    row.attempts += 1
    row.error = error
    row.claimed_until = wall + min(CLAIM * row.attempts, LONGEST_PAUSE)
    return row.attempts == TRIES


def unfinished(
    session: Session, bot_ids: Iterable[int], wall: datetime
) -> list[tuple[Key, int, dict[str, Any], list[Effect] | None]]:
    """Claim what nobody is working on: stored updates, and committed ones that were perhaps not shown (those with effects)."""
    open_states = (InboxState.STORED, InboxState.COMMITTED)
    wanted = select(Inbox).where(
        Inbox.bot_id.in_(list(bot_ids)), Inbox.state.in_(open_states), Inbox.claimed_until < wall
    )
    found = []
    for row in session.scalars(wanted.order_by(Inbox.update_id).with_for_update(skip_locked=True)):
        row.claimed_until = wall + CLAIM
        effects = unpack(row.effects) if row.state == InboxState.COMMITTED else None
        found.append((Key(row.bot_id, row.update_id), row.chat_id, row.payload, effects))
    return found


def prune(session: Session, wall: datetime) -> int:
    """Forget what was shown, or put aside, more than a week ago; returns how many."""
    over = Inbox.state.in_((InboxState.SHOWN, InboxState.DEAD))
    old = delete(Inbox).where(over, Inbox.received_at < wall - KEPT).returning(Inbox.update_id)
    return len(session.scalars(old).all())


def _is(key: Key) -> tuple[Any, Any]:
    return Inbox.bot_id == key.bot_id, Inbox.update_id == key.update_id
