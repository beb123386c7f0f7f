"""Live cards: who sees what in which message, and which of them look different from the truth."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, and_, case, delete, func, not_, or_, select, update
from sqlalchemy.orm import Session

from bot.tables import Card
from models.base import insert_into
from models.events import Event
from models.people import Binding

UP_TO_DATE = "up_to_date"  # in a session: the cards that its own turn has drawn, and that show the truth already


def mark_stale(session: Session, subjects: Iterable[str]) -> None:
    """Ask for one redrawing of every card of these subjects, however often they changed.

    When a member of staff is the subject, every card that they hold changes too: what they may see and do is another now.
    """
    wanted = set(subjects)
    people = {int(number) for kind, _, number in (one.partition(":") for one in wanted) if kind == "staff"}
    changed: ColumnElement[bool] = Card.subject.in_(wanted)
    if people:
        theirs = select(Binding.telegram_id).where(Binding.person_id.in_(people))
        changed = or_(changed, Card.chat_id.in_(theirs))
    stale = update(Card).where(changed, Card.stale.is_(False))
    for bot_id, chat_id, subject in session.info.pop(UP_TO_DATE, ()):
        stale = stale.where(not_(and_(Card.bot_id == bot_id, Card.chat_id == chat_id, Card.subject == subject)))
    session.execute(stale.values(stale=True))


def is_up_to_date(session: Session, *, bot_id: int, chat_id: int, subject: str) -> None:
    """Spare a card that was drawn after the deed in the same transaction: what is said above it must stay readable."""
    session.info.setdefault(UP_TO_DATE, set()).add((bot_id, chat_id, subject))


def place(
    session: Session,
    *,
    bot_id: int,
    chat_id: int,
    subject: str,
    message_id: int,
    look: str,
    short: str | None = None,
    event: int | None = None,
    heading: str = "",
    state: str = "",
) -> None:
    """Remember that a message shows a subject now, and nothing else; without `short` it keeps its own."""
    vacate(session, bot_id=bot_id, chat_id=chat_id, message_id=message_id, keep=subject)
    key = {"bot_id": bot_id, "chat_id": chat_id, "subject": subject}
    changed = event is not None and newest(session, subject) > event  # while the message was on its way
    values: dict[str, Any] = {
        "message_id": message_id,
        "drawn": look,
        "stale": changed,
        "heading": heading,
        "state": state,
    }
    fresh = insert_into(session, Card).values(**key, **values, short=short or "")
    kept = case((Card.message_id == message_id, Card.short), else_="") if short is None else short
    session.execute(fresh.on_conflict_do_update(index_elements=list(key), set_={**values, "short": kept}))


def newest(session: Session, subject: str) -> int:
    """The newest event of a subject: what is drawn now knows of it."""
    return session.scalar(select(func.max(Event.id)).where(Event.subject == subject)) or 0


def vacate(session: Session, *, bot_id: int, chat_id: int, message_id: int, keep: str = "") -> None:
    """Forget every other subject that the message showed."""
    here = (Card.bot_id == bot_id, Card.chat_id == chat_id, Card.message_id == message_id)
    session.execute(delete(Card).where(*here, Card.subject != keep))
