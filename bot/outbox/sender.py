"""The outbox: one sender per bot, notices in order per chat, stale cards drawn anew, at Telegram's pace."""

import asyncio
from collections.abc import Coroutine, Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import structlog
from sqlalchemy.orm import Session
from telegram.error import BadRequest, ChatMigrated, Forbidden, NetworkError, RetryAfter, TelegramError, TimedOut

from bot import leases
from bot.clockwork.clock import Clock
from bot.outbox import letters, outcomes
from bot.outbox.letters import Letter
from bot.outbox.pacing import Pacer
from bot.outbox.redraw import Redrawing, lost, redrawn, shut_out, still_shown, to_redraw
from bot.scene import Routes
from bot.store import Store
from bot.tables import BotAccount
from bot.telegram import Speaker, never_left, seconds
from models.notices import Pace
from models.people import Side

log = structlog.stdlib.get_logger(__name__)

LEASE = timedelta(seconds=15)
LOOKS_AGAIN = 1.0  # seconds; another process may have queued something
AT_ONCE = frozenset({Pace.REPLY, Pace.EMERGENCY})


class Outbox:
    """Sends for one bot while it holds the bot's lease."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        routes: Mapping[Side, Routes],
        account: BotAccount,
        speaker: Speaker,
        holder: str,
        pacer: Pacer | None = None,
    ) -> None:
        self._store, self._clock, self._routes, self._account, self._speaker = store, clock, routes, account, speaker
        self._holder, self._pacer = holder, pacer or Pacer()
        self._wake = asyncio.Event()
        self._busy: set[tuple[str, int]] = set()
        self._choosing = asyncio.Lock()
        self._tasks: set[asyncio.Task[None]] = set()
        self._stopping = False
        self._token: int | None = None

    def wake(self) -> None:
        """Something may have been queued."""
        self._wake.set()

    async def run(self) -> None:
        """Send until stopped."""
        while not self._stopping:
            self._wake.clear()
            try:
                await self._round()
            except Exception:
                log.exception("outbox round failed")
            try:
                await asyncio.wait_for(self._wake.wait(), LOOKS_AGAIN)
            except TimeoutError:
                continue

    async def stop(self) -> None:
        """Finish what is under way, take no more."""
        self._stopping = True
        self.wake()
        await self.idle()

    async def idle(self) -> None:
        """Return when nothing is under way."""
        while self._tasks:
            await asyncio.gather(*self._tasks, return_exceptions=True)

    async def flush(self) -> None:
        """Send everything that may go now; for walks of the clock and for tests."""
        under_way = True
        while under_way:
            under_way = bool(self._tasks)  # one that ends while we choose makes way for the next of its addressee
            under_way |= await self._round() > 0
            await self.idle()

    async def _round(self) -> int:
        """Start sending what may go; returns how much that is."""
        async with self._choosing:
            now, wall = self._clock.now(), self._clock.wall()
            chosen, redrawings = await self._store.run(partial(self._choose, now=now, wall=wall))
            for addressee, notice_id in chosen:
                self._start(("addressee", addressee), self._deliver(notice_id))
            for one in redrawings:
                self._start(("chat", one.chat_id), self._redraw(one))
            return len(chosen) + len(redrawings)

    def _choose(self, session: Session, now: datetime, wall: datetime) -> tuple[list[tuple[int, int]], list[Redrawing]]:
        self._token = leases.acquire(session, self._lease, self._holder, wall, LEASE)
        if self._token is None:
            return [], []
        chosen = letters.choose(session, self._account, now, self._busy_with("addressee"))
        return chosen, to_redraw(session, self._routes, self._account, now, self._busy_with("chat"))

    def _busy_with(self, kind: str) -> set[int]:
        return {number for what, number in self._busy if what == kind}

    @property
    def _lease(self) -> str:
        return f"send:{self._account.id}"

    def _start(self, busy: tuple[str, int], work: Coroutine[Any, Any, None]) -> None:
        self._busy.add(busy)
        task = asyncio.create_task(work)
        self._tasks.add(task)

        def done(_task: asyncio.Task[None]) -> None:
            self._tasks.discard(task)
            self._busy.discard(busy)
            self.wake()

        task.add_done_callback(done)

    async def _deliver(self, notice_id: int) -> None:
        """Send one notice; one that fails by our own fault is put aside after three times and holds nobody up."""
        try:
            await self._send(notice_id)
        except Exception as error:
            log.exception("notice failed", notice=notice_id)
            self._pacer.hush(LOOKS_AGAIN)
            reason = f"{type(error).__name__}: {error}"[:300]
            await self._store.run(partial(outcomes.failed, notice_id=notice_id, error=reason, now=self._clock.now()))

    async def _send(self, notice_id: int) -> None:
        now = self._clock.now()
        letter = await self._store.run(
            partial(letters.prepare, routes=self._routes, account=self._account, notice_id=notice_id, now=now)
        )
        if letter is None:
            return
        await (self._pacer.silence() if letter.pace in AT_ONCE else self._pacer.wait(letter.chat_id))
        if not await self._store.run(partial(self._may_go, notice_id=notice_id)):
            return
        try:
            message_id, file_ids = await self._post(letter)
        except TelegramError as error:
            await self._not_sent(letter, error)
            return
        arrived = partial(outcomes.sent, account_id=self._account.id, letter=letter, now=now)
        await self._store.run(partial(arrived, message_id=message_id, file_ids=file_ids))
        if letter.replaces:
            await self._quietly(self._shrink(letter.chat_id, letter.replaces, letter.leaves))

    def _may_go(self, session: Session, notice_id: int) -> bool:
        """Asked at the last moment: a process that was held up may find that another one sends by now."""
        wall = self._clock.wall()
        mine = self._token is not None and leases.holds(session, self._lease, self._holder, self._token, wall)
        return mine and letters.is_queued(session, notice_id)

    async def _shrink(self, chat_id: int, message_id: int, leaves: str) -> None:
        """One card per ticket: the replaced one becomes a line of the log, or at least loses its buttons."""
        if leaves:
            await self._speaker.edit(chat_id, message_id, leaves, [])
        else:
            await self._speaker.strip(chat_id, message_id)

    async def _post(self, letter: Letter) -> tuple[int, list[str]]:
        """The message's number, and the ids of what went with it."""
        if letter.bill:
            drawn = letter.drawn
            return await self._speaker.bill_or_say(letter.chat_id, letter.bill, drawn.text, drawn.keyboard), []
        if letter.encloses:
            return await self._speaker.enclose(letter.chat_id, letter.encloses, letter.drawn.text)
        return await self._speaker.post(letter.chat_id, letter.drawn.text, letter.drawn.keyboard), []

    async def _not_sent(self, letter: Letter, error: TelegramError) -> None:
        now, reason = self._clock.now(), f"{type(error).__name__}: {error.message}"[:300]
        match error:
            case RetryAfter():
                self._pacer.hush(seconds(error.retry_after))
            case ChatMigrated():
                move = partial(outcomes.moved, account_id=self._account.id, chat_id=letter.chat_id)
                await self._store.run(partial(move, new_chat_id=error.new_chat_id))
            case Forbidden():
                await self._store.run(partial(outcomes.blocked, notice_id=letter.notice_id, now=now))
            case TimedOut() if not never_left(error):
                log.warning("notice timed out", notice=letter.notice_id)
                await self._store.run(partial(outcomes.unsure, notice_id=letter.notice_id, error=reason, now=now))
            case NetworkError() if not isinstance(error, BadRequest):
                self._pacer.hush(LOOKS_AGAIN)
            case _:
                log.error("notice refused", notice=letter.notice_id, reason=reason)
                no = partial(outcomes.refused, account_id=self._account.id, letter=letter)
                await self._store.run(partial(no, error=reason, now=now))

    async def _redraw(self, one: Redrawing) -> None:
        await self._pacer.wait(one.chat_id)
        if not await self._store.read(partial(still_shown, one=one)):
            return
        try:
            there = await self._speaker.edit(one.chat_id, one.message_id, one.drawn.text, one.drawn.keyboard)
        except RetryAfter as wait:
            self._pacer.hush(seconds(wait.retry_after))
            await self._store.run(partial(redrawn, one=one, again=True))
        except Forbidden:
            await self._store.run(partial(shut_out, one=one, now=self._clock.now()))
        except BadRequest as error:
            log.warning("card not drawn", reason=error.message)
            await self._store.run(partial(lost, one=one))
        except TelegramError as error:
            log.info("card not drawn yet", reason=type(error).__name__)
            self._pacer.hush(LOOKS_AGAIN)
            await self._store.run(partial(redrawn, one=one, again=True))
        else:
            await self._store.run(partial(redrawn, one=one) if there else partial(lost, one=one))

    async def _quietly(self, work: Coroutine[Any, Any, None]) -> None:
        try:
            await work
        except TelegramError as error:
            log.info("old buttons stay", reason=type(error).__name__)
