"""From an update that has arrived to a screen that is shown: a queue per chat, so that no chat delays another."""

import asyncio
from collections import deque
from collections.abc import Callable, Coroutine, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import structlog
from sqlalchemy.orm import Session
from telegram import Update
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError

from bot.clockwork.clock import Clock
from bot.scene import Routes
from bot.store import Store
from bot.telegram import Speaker, seconds
from bot.updates import inbox, turn
from bot.updates.checkouts import Checkouts
from bot.updates.effects import Answer, Charging, Effect, Leave, Show
from bot.updates.incoming import Incoming, chat_of, read
from bot.updates.sorry import give_up
from bot.updates.turn import Key
from models.people import Side

log = structlog.stdlib.get_logger(__name__)

SHOW_TRIES = 4


@dataclass(frozen=True)
class Arrived:
    """An update in its queue; `effects` if it was handled before and only has to be shown."""

    key: Key
    incoming: Incoming
    effects: list[Effect] | None = None


class Ingress:
    """Takes updates in, whichever way they come."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        routes: Mapping[Side, Routes],
        speakers: Mapping[int, Speaker],
        after: Callable[[], None],
    ) -> None:
        self._store, self._clock, self._routes, self._speakers, self._after = store, clock, routes, speakers, after
        self.checkouts = Checkouts(store, clock, routes, speakers)
        self._lines: dict[tuple[int, int], deque[Arrived]] = {}
        self._workers: set[asyncio.Task[None]] = set()
        self._here: set[Key] = set()  # in a queue of this process, and so not to be taken over by it

    async def receive(self, bot_id: int, updates: Iterable[Update]) -> None:
        """Store a batch; when this returns, Telegram may forget it. Questions before a payment are answered at once."""
        batch = {one.update_id: one for one in updates}
        for query in [one.pre_checkout_query for one in batch.values()]:
            if query is not None:
                self._begin(self.checkouts.answer(bot_id, query))
        batch = {number: one for number, one in batch.items() if one.pre_checkout_query is None}
        rows = [(one.update_id, chat_of(one), one.to_dict()) for one in batch.values()]
        fresh = await self._store.run(lambda session: inbox.store(session, bot_id, rows, self._clock.wall()))
        for update_id in sorted(fresh):
            self._enqueue(Arrived(Key(bot_id, update_id), read(batch[update_id])))

    async def recover(self) -> None:
        """Take over what a crash, here or in another process, has left unfinished."""
        found = await self._store.run(lambda session: inbox.unfinished(session, self._speakers, self._clock.wall()))
        for key, _chat, payload, effects in found:
            if key in self._here:
                continue
            update = Update.de_json(payload, self._speakers[key.bot_id].bot)
            self._enqueue(Arrived(key, read(update), effects))

    async def idle(self) -> None:
        """Return when every queue is empty."""
        while self._workers:
            await asyncio.gather(*self._workers)

    def _enqueue(self, arrived: Arrived) -> None:
        line = (arrived.key.bot_id, arrived.incoming.chat_id)
        self._here.add(arrived.key)
        if line in self._lines:
            self._lines[line].append(arrived)
            return
        self._lines[line] = deque([arrived])
        self._begin(self._work(line))

    def _begin(self, work: Coroutine[Any, Any, None]) -> None:
        worker = asyncio.create_task(work)
        self._workers.add(worker)
        worker.add_done_callback(self._workers.discard)

    async def _work(self, line: tuple[int, int]) -> None:
        waiting = self._lines[line]
        try:
            while waiting:
                arrived = waiting.popleft()
                with structlog.contextvars.bound_contextvars(bot=line[0], update=arrived.key.update_id):
                    await self._handle(arrived)
                self._here.discard(arrived.key)
        finally:
            self._here.difference_update(one.key for one in waiting)
            del self._lines[line]

    async def _handle(self, arrived: Arrived) -> None:
        effects = arrived.effects
        if effects is None:
            effects = await self._take(arrived)
        while effects is not None:
            posted = await self._show(arrived, effects)
            if posted is None:
                return
            await self._store.run(
                partial(inbox.settle, key=arrived.key, chat_id=arrived.incoming.chat_id, posted=posted)
            )
            effects = await self._grown(arrived, effects)

    async def _grown(self, arrived: Arrived, effects: list[Effect]) -> list[Effect] | None:
        """What an album's screen must show now, if another process has handled more of its pieces meanwhile."""
        drawn = next((one for one in effects if isinstance(one, Show) and one.album), None)
        if drawn is None:
            return None

        def work(session: Session) -> list[Effect]:
            return turn.Turn(session, self._routes, arrived.key.bot_id, arrived.incoming, self._clock.now()).grown(
                drawn
            )

        return await self._store.run(work) or None

    async def _take(self, arrived: Arrived) -> list[Effect] | None:
        def work(session: Session) -> list[Effect] | None:
            return turn.take(session, self._routes, arrived.key, arrived.incoming, self._clock.now())

        for attempt in range(1, inbox.TRIES + 1):
            try:
                effects = await self._store.run(work)
            except Exception as error:
                log.exception("update failed", attempt=attempt)
                reason = f"{type(error).__name__}: {error}"[:300]
                lost = partial(give_up, key=arrived.key, incoming=arrived.incoming, error=reason)
                lost = partial(lost, now=self._clock.now(), wall=self._clock.wall())
                if (instead := await self._store.run(lost)) is not None:
                    self._after()
                    return instead
            else:
                self._after()
                return effects
        return None

    async def _show(self, arrived: Arrived, effects: list[Effect]) -> list[tuple[Show, int]] | None:
        """Show everything at once; None if Telegram cannot be reached now, and `recover` will try again."""
        speaker, chat_id = self._speakers[arrived.key.bot_id], arrived.incoming.chat_id
        try:
            shown = await asyncio.gather(*(self._one(speaker, chat_id, effect) for effect in effects))
        except Forbidden:
            return []
        except BadRequest as error:
            log.error("screen refused", reason=error.message)
            return []
        except TelegramError as error:
            log.warning("screen not shown yet", reason=type(error).__name__)
            return None
        return [one for one in shown if one is not None]

    async def _one(self, speaker: Speaker, chat_id: int, effect: Effect) -> tuple[Show, int] | None:
        for attempt in range(1, SHOW_TRIES + 1):
            try:
                return await _do(speaker, chat_id, effect)
            except RetryAfter as wait:
                await asyncio.sleep(seconds(wait.retry_after))
            except (BadRequest, Forbidden):
                raise
            except NetworkError:
                if attempt == SHOW_TRIES:
                    raise
                await asyncio.sleep(0.2 * attempt)
        raise NetworkError("still asked to wait")


async def _do(speaker: Speaker, chat_id: int, effect: Effect) -> tuple[Show, int] | None:
    match effect:
        case Answer():
            await speaker.answer(effect.callback_id, effect.text, effect.alert)
        case Leave():
            try:
                await speaker.bot.send_message(chat_id, effect.text)
            except BadRequest as error:  # many groups let only people write; leave all the same
                log.info("left without a word", reason=error.message)
            await speaker.bot.leave_chat(chat_id)
        case Charging():
            await speaker.bill_or_say(chat_id, effect.bill, effect.text, effect.keyboard)
        case Show(edit=int(message_id)):
            await _strip(speaker, chat_id, effect.strip)
            if not await speaker.edit(chat_id, message_id, effect.text, effect.keyboard):
                return effect, await speaker.post(chat_id, effect.text, effect.keyboard)
        case Show():
            posted = await speaker.post(chat_id, effect.text, effect.keyboard)
            await _strip(speaker, chat_id, effect.strip)
            return effect, posted
    return None


async def _strip(speaker: Speaker, chat_id: int, message_id: int | None) -> None:
    """Old buttons are a blemish; that they stay is no reason to show anything twice."""
    if message_id is None:
        return
    try:
        await speaker.strip(chat_id, message_id)
    except TelegramError as error:
        log.info("old buttons stay", reason=type(error).__name__)
