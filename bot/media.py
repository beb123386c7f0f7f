"""What people sent is fetched from the bot that received it, checked, made small, and kept in the database."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

import structlog
from sqlalchemy import or_, select
from sqlalchemy.orm import Session
from telegram.error import BadRequest, InvalidToken, TelegramError

from bot.background import Background
from bot.clockwork.clock import Clock
from bot.pictures import redrawn
from bot.store import Store
from bot.tables import BotAccount
from bot.telegram import Speaker
from bot.worker import Worker
from models.media.actions import LARGEST
from models.media.showing import release
from models.media.tables import Media, MediaBytes, MediaKind, MediaState
from models.notices import Pace, tell

log = structlog.stdlib.get_logger(__name__)

CLAIM = timedelta(minutes=5)
AT_ONCE = 4
REFUSALS = 3  # after which it is lost
# How long is waited after each time that Telegram could not be reached; after the last one it is lost.
PAUSES = (timedelta(seconds=15), timedelta(minutes=2), timedelta(minutes=10), timedelta(hours=1), timedelta(hours=6))
TOO_LARGE, NO_PICTURE, LOST = "too_large", "no_picture", "lost"


@dataclass(frozen=True)
class Wanted:
    """Something whose bytes are to be fetched."""

    media_id: int
    bot_id: int
    file_id: str
    kind: MediaKind


class Unusable(Exception):
    """It will never be of use; carries the code of the reason."""


class Fetcher(Background):
    """Fetches for the bots of this process, some at a time."""

    def __init__(
        self, store: Store, clock: Clock, speakers: Mapping[int, Speaker], worker: Worker, after: Callable[[], None]
    ) -> None:
        super().__init__()
        self._store, self._clock, self._speakers, self._worker, self._after = store, clock, speakers, worker, after

    async def _everything(self) -> None:
        while wanted := await self._store.run(partial(_claim, bots=set(self._speakers), wall=self._clock.wall())):
            await asyncio.gather(*map(self._keep, wanted))
            self._after()

    async def _keep(self, one: Wanted) -> None:
        now, wall = self._clock.now(), self._clock.wall()
        try:
            content = await self._fetched(one)
        except Unusable as unusable:
            await self._store.run(partial(_give_up, media_id=one.media_id, error=str(unusable), now=now))
        except Exception as error:  # never with its words: the address of a file holds the bot's token
            refused = isinstance(error, (BadRequest, InvalidToken)) or not isinstance(error, TelegramError)
            log.warning("not fetched yet", media=one.media_id, reason=type(error).__name__)
            tried = partial(_try_again, media_id=one.media_id, tries=REFUSALS if refused else len(PAUSES))
            await self._store.run(partial(tried, now=now, wall=wall))
        else:
            await self._store.run(partial(_kept, media_id=one.media_id, content=content, now=now))

    async def _fetched(self, one: Wanted) -> bytes:
        """The bytes as they are to be kept; raises Unusable or what Telegram raises."""
        try:
            file = await self._speakers[one.bot_id].bot.get_file(one.file_id)
        except BadRequest as error:
            raise Unusable(TOO_LARGE) if "too big" in error.message.lower() else error from None
        content = bytes(await file.download_as_bytearray())
        if len(content) > LARGEST:
            raise Unusable(TOO_LARGE)
        if one.kind != MediaKind.PHOTO:
            return content
        picture = await self._worker.do(partial(redrawn, content))
        if picture is None:
            raise Unusable(NO_PICTURE)
        return picture


def _claim(session: Session, bots: set[int], wall: datetime) -> list[Wanted]:
    free = or_(Media.claimed_until.is_(None), Media.claimed_until < wall)
    wanted = select(Media).where(Media.state == MediaState.ASKED, Media.bot_id.in_(bots), free)
    found = session.scalars(wanted.order_by(Media.id).limit(AT_ONCE).with_for_update(skip_locked=True)).all()
    for media in found:
        media.claimed_until = wall + CLAIM
    return [Wanted(one.id, one.bot_id, one.file_id, one.kind) for one in found]


def _asked(session: Session, media_id: int) -> Media | None:
    """The row, locked, if it still waits for its bytes."""
    wanted = select(Media).where(Media.id == media_id, Media.state == MediaState.ASKED)
    return session.scalar(wanted.with_for_update())


def _kept(session: Session, media_id: int, content: bytes, now: datetime) -> None:
    media = _asked(session, media_id)
    if media is None:
        return  # another process was quicker
    media.mime = "image/jpeg" if media.kind == MediaKind.PHOTO else media.mime
    session.add(MediaBytes(media_id=media.id, mime=media.mime, content=content))
    media.state = MediaState.KEPT
    session.flush()
    release(session, media, now)


def _try_again(session: Session, media_id: int, tries: int, now: datetime, wall: datetime) -> None:
    media = _asked(session, media_id)
    if media is None:
        return
    media.attempts += 1
    if media.attempts >= tries:
        _give_up(session, media_id, LOST, now)
    else:
        media.claimed_until = wall + PAUSES[media.attempts - 1]


def _give_up(session: Session, media_id: int, error: str, now: datetime) -> None:
    """It is of no use; who sent it hears what to do, and everything else goes on."""
    media = _asked(session, media_id)
    if media is None:
        return
    media.state, media.error = MediaState.UNUSABLE, error
    session.flush()
    release(session, media, now)
    if media.by_id is None:
        return
    tell(
        session,
        project_id=media.project_id,
        person_id=media.by_id,
        side=session.get_one(BotAccount, media.bot_id).side,
        kind="media.unusable",
        subject=f"media:{media.id}",
        occasion=error,
        now=now,
        pace=Pace.REPLY,
        facts={"error": error},
    )
