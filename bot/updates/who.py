"""Who wrote: the conversation, the person behind it, and whether they are let in."""

from collections.abc import Set
from datetime import datetime

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from bot.forms.forgetting import forget
from bot.tables import BotAccount, Conversation
from bot.texts import LANGUAGES, language_of
from bot.updates.incoming import Incoming, Kind
from models.access.rights import belongs, is_admitted, is_former
from models.base import insert_once
from models.estate import Project
from models.people import Binding, Person


def _bound(account: BotAccount, incoming: Incoming) -> tuple[ColumnElement[bool], ...]:
    return (
        Binding.project_id == account.project_id,
        Binding.side == account.side,
        Binding.telegram_id == incoming.user_id,
    )


def note_reachability(session: Session, account: BotAccount, incoming: Incoming, now: datetime) -> None:
    """Keep that somebody has blocked the bot, or has let it in again."""
    gone = now if incoming.kind == Kind.BLOCKED else None
    session.execute(update(Binding).where(*_bound(account, incoming)).values(unreachable_since=gone))


def conversation(session: Session, bot_id: int, incoming: Incoming, language: str) -> Conversation:
    """The conversation, locked: of two replicas, one waits here. A new one has the sender's language, or this one."""
    wanted = (
        select(Conversation)
        .where(Conversation.bot_id == bot_id, Conversation.chat_id == incoming.chat_id)
        .with_for_update()
    )
    found = session.scalar(wanted)
    if found is None:
        values = {"bot_id": bot_id, "chat_id": incoming.chat_id}
        begun = {
            "language": language_of(incoming.language_code, language),
            "moves": 0,
            "album": "",
            "pieces": 0,
            "burst": 0,
        }
        insert_once(session, Conversation, {**values, **begun})
        found = session.scalars(wanted).one()
    return found


def person(
    session: Session, account: BotAccount, incoming: Incoming, chat: Conversation, for_all: Set[str]
) -> tuple[Person | None, bool]:
    """Who it is, and whether they are let in: an owner after the privacy notice, staff while they are employed (R205).

    Of somebody whose access has ended only the forms are kept that are for all.
    """
    bound = session.execute(
        select(Person, Binding).join(Binding, Binding.person_id == Person.id).where(*_bound(account, incoming))
    ).first()
    if bound is None:
        return None, False
    found, binding = bound
    if binding.unreachable_since:
        binding.unreachable_since = None
    if not belongs(session, found, account.side):
        forget(session, chat, but=for_all)
        return None, False
    return found, is_admitted(session, found, binding)


def looked_up(session: Session, account: BotAccount, telegram_id: int) -> tuple[Person | None, bool]:
    """Who it is, and whether they are let in, without changing anything; None for who has no access (any more)."""
    mine = (Binding.project_id == account.project_id, Binding.side == account.side, Binding.telegram_id == telegram_id)
    bound = session.execute(select(Person, Binding).join(Binding, Binding.person_id == Person.id).where(*mine)).first()
    if bound is None or not belongs(session, bound[0], account.side):
        return None, False
    return bound[0], is_admitted(session, *bound)


def former(session: Session, account: BotAccount, incoming: Incoming) -> Person | None:
    """Who it was, where the access of somebody has ended who was at home here."""
    bound = session.execute(
        select(Person, Binding).join(Binding, Binding.person_id == Person.id).where(*_bound(account, incoming))
    ).first()
    return bound[0] if bound is not None and is_former(session, *bound) else None


def language(somebody: Person | None, chat: Conversation, project: Project) -> str:
    """In which language one is answered: one's own, that of the conversation, or the office's."""
    spoken = somebody.language if somebody else chat.language
    return spoken if spoken in LANGUAGES else project.language
