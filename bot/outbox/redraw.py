"""Stale cards: which messages show something that has changed, and how they look now."""

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import structlog
from sqlalchemy import ColumnElement, and_, delete, select, update
from sqlalchemy.orm import Session

from bot.outbox.letters import scene_for, scene_in_group
from bot.scene import Routes, Scene
from bot.screens import Drawn, Screen, draw, under
from bot.tables import BotAccount, Card
from models.groups.tables import ChatGroup
from models.notices import Notice, NoticeState
from models.people import Binding, Person, Side
from models.refusals import Gone, Refusal

log = structlog.stdlib.get_logger(__name__)

BATCH = 50
REST = "rest:"  # a form that was paused: strangers may have one too
OWN = "complaint:"  # what somebody told the office stays theirs when the access has ended


@dataclass(frozen=True)
class Redrawing:
    """A message that is to look different."""

    bot_id: int
    chat_id: int
    subject: str
    message_id: int
    drawn: Drawn


def to_redraw(
    session: Session, routes: Mapping[Side, Routes], account: BotAccount, now: datetime, busy: Set[int]
) -> list[Redrawing]:
    """Take some stale cards and draw them; a card that changes again meanwhile becomes stale again."""
    drawings: dict[int, Redrawing] = {}
    for card, scene in _stale(session, routes[account.side], account, now):
        if card.chat_id in busy or card.chat_id in drawings:
            continue
        card.stale = False
        drawn = _drawn(scene, card)
        if drawn is not None and drawn.look != card.drawn:
            card.drawn = drawn.look
            drawings[card.chat_id] = Redrawing(account.id, card.chat_id, card.subject, card.message_id, drawn)
    return list(drawings.values())


def _stale(session: Session, routes: Routes, account: BotAccount, now: datetime) -> Iterator[tuple[Card, Scene]]:
    """Stale cards in private chats and in groups, each with the scene in which it is drawn."""
    mine = (Binding.project_id == account.project_id, Binding.side == account.side, Binding.telegram_id == Card.chat_id)
    stale = select(Card).where(Card.bot_id == account.id, Card.stale.is_(True)).limit(BATCH)
    reached = and_(*mine, Binding.unreachable_since.is_(None))
    private = stale.join(Binding, reached).where(~_is_replaced(account, now)).add_columns(Person)
    for card, person in session.execute(private.join(Person, Person.id == Binding.person_id)).all():
        yield card, scene_for(session, routes, person, now, card.chat_id, account.id)
    here = (ChatGroup.side == account.side, ChatGroup.chat_id == Card.chat_id, ChatGroup.left_at.is_(None))
    for card, group in session.execute(stale.join(ChatGroup, and_(*here)).add_columns(ChatGroup)).all():
        yield card, scene_in_group(session, routes, group, now)


def _is_replaced(account: BotAccount, now: datetime) -> ColumnElement[bool]:
    """The condition that a notice is on its way which posts the card anew: of this message only a line stays then."""
    coming = select(Notice.id).where(Notice.person_id == Binding.person_id, Notice.side == account.side)
    coming = coming.where(Notice.subject == Card.subject, Notice.state == NoticeState.QUEUED, Notice.not_before <= now)
    return and_(Card.short != "", coming.exists())


def _drawn(scene: Scene, card: Card) -> Drawn | None:
    try:
        with scene.session.begin_nested():
            screen = _screen(scene, card.subject)
            return _as_posted(card, screen, draw(screen, scene.reader)) if screen else None
    except Exception:
        log.exception("card cannot be drawn", subject=card.subject)  # one bad card holds up no other
        return None


def _as_posted(card: Card, screen: Screen, drawn: Drawn) -> Drawn:
    """What the notice said stays above its card as long as the matter stands where it stood; afterwards it is forgotten."""
    if not card.state or screen.state != card.state:
        card.heading = ""
    return replace(drawn, text=under(card.heading, drawn.text)) if card.heading else drawn


def _screen(scene: Scene, subject: str) -> Screen | None:
    """The card; or, for somebody who has no part in it any more, the words for that and nothing to press."""
    try:
        if _has_no_access(scene, subject) and not subject.startswith(REST):
            raise Gone
        return scene.routes.card(scene, subject)
    except Refusal:
        return Screen(scene.routes.no_longer)


def _has_no_access(scene: Scene, subject: str) -> bool:
    """Whether the card hangs with an owner who may see nothing (any more) but the own complaint; a guest what they reported (R205)."""
    if scene.former is not None and subject.startswith(OWN):
        return False
    if scene.side == Side.STAFF or scene.group is not None:
        return False
    return not (scene.admitted or scene.me.guest)


def still_shown(session: Session, one: Redrawing) -> bool:
    """Whether the message is the card still: a notice may have posted a fresh one while this waited for its turn."""
    return session.scalar(select(Card.message_id).where(*_is(one))) is not None


def redrawn(session: Session, one: Redrawing, *, again: bool = False) -> None:
    """The message shows the truth; `again` if Telegram would not have it just now."""
    if again:
        session.execute(update(Card).where(*_is(one)).values(stale=True, drawn=""))


def shut_out(session: Session, one: Redrawing, now: datetime) -> None:
    """The person has blocked the bot: the card stays stale, and is drawn when they let us in again."""
    account = session.get_one(BotAccount, one.bot_id)
    mine = (Binding.project_id == account.project_id, Binding.side == account.side, Binding.telegram_id == one.chat_id)
    session.execute(update(Binding).where(*mine).values(unreachable_since=now))
    redrawn(session, one, again=True)


def lost(session: Session, one: Redrawing) -> None:
    """The message is not there any more."""
    session.execute(delete(Card).where(*_is(one)))


def _is(one: Redrawing) -> tuple[Any, ...]:
    key = (Card.bot_id == one.bot_id, Card.chat_id == one.chat_id, Card.subject == one.subject)
    return (*key, Card.message_id == one.message_id)
