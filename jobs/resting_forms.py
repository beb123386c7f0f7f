"""Forms that nobody has touched for half an hour are paused politely, and their answers kept (DOMAIN 6, [timeout])."""

from datetime import timedelta

from sqlalchemy import select

from bot import cards
from bot.duties import Outcome, Shift
from bot.tables import BotAccount, Conversation
from models.policy import policy_of

CHUNK = 50


def run(shift: Shift) -> Outcome:
    """Let them rest, a chunk at a time; their message becomes a card that is drawn as the pause."""
    since = shift.now - timedelta(minutes=policy_of(shift.project).form_rests_after_minutes)
    forgotten = (
        select(Conversation)
        .join(BotAccount, BotAccount.id == Conversation.bot_id)
        .where(
            BotAccount.project_id == shift.project.id, Conversation.form.is_not(None), Conversation.active_at < since
        )
        .order_by(Conversation.id)
        .limit(CHUNK)
        .with_for_update(of=Conversation)
    )
    found = shift.session.scalars(forgotten).all()
    for chat in found:
        chat.form = None
        chat.moves += 1
        if chat.live_message:
            subject = f"rest:{chat.id}"
            cards.place(
                shift.session,
                bot_id=chat.bot_id,
                chat_id=chat.chat_id,
                subject=subject,
                message_id=chat.live_message,
                look="",
            )
            cards.mark_stale(shift.session, {subject})
    return Outcome({"paused": len(found)}, cursor=1 if len(found) == CHUNK else None)
