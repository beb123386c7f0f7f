"""Live cards: who sees what in which message, and which of them look different from the truth."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import delete, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from bot.tables import Card


def mark_stale(session: Session, subjects: Iterable[str]) -> None:
    """Ask for one redrawing of every card of these subjects, however often they changed."""
    session.execute(update(Card).where(Card.subject.in_(set(subjects)), Card.stale.is_(False)).values(stale=True))


def place(session: Session, *, bot_id: int, chat_id: int, subject: str, message_id: int, look: str) -> None:
    """Remember that a message shows a subject now, and nothing else."""
    vacate(session, bot_id=bot_id, chat_id=chat_id, message_id=message_id, keep=subject)
    dialect = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    values: dict[str, Any] = {"message_id": message_id, "drawn": look, "stale": False}
    key = {"bot_id": bot_id, "chat_id": chat_id, "subject": subject}
    fresh = dialect.insert(Card).values(**key, **values)
    session.execute(fresh.on_conflict_do_update(index_elements=list(key), set_=values))


def vacate(session: Session, *, bot_id: int, chat_id: int, message_id: int, keep: str = "") -> None:
    """Forget every other subject that the message showed."""
    here = (Card.bot_id == bot_id, Card.chat_id == chat_id, Card.message_id == message_id)
    session.execute(delete(Card).where(*here, Card.subject != keep))
