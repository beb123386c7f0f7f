"""Forms of people whose access has ended: what they had begun to fill in is gone (R205)."""

from collections.abc import Set

from sqlalchemy import and_, delete, select
from sqlalchemy.orm import Session

from bot.tables import BotAccount, Conversation, Draft
from models.people import Binding, Side


def forget(session: Session, chat: Conversation, but: Set[str] = frozenset()) -> None:
    """Forget every form of a conversation, but those of some names."""
    keys = session.scalars(select(Draft.key).where(Draft.conversation_id == chat.id)).all()
    gone = [key for key in keys if key.partition(":")[0] not in but]
    session.execute(delete(Draft).where(Draft.conversation_id == chat.id, Draft.key.in_(gone)))
    if chat.form in gone:
        chat.form = None


def forget_all_of(session: Session, person_id: int, side: Side) -> None:
    """Forget every form of a person on one of the bots."""
    theirs = (
        select(Conversation)
        .join(BotAccount, BotAccount.id == Conversation.bot_id)
        .join(Binding, and_(Binding.project_id == BotAccount.project_id, Binding.telegram_id == Conversation.chat_id))
        .where(Binding.person_id == person_id, Binding.side == side, BotAccount.side == side)
    )
    for chat in session.scalars(theirs.with_for_update(of=Conversation)):
        forget(session, chat)
