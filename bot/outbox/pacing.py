"""How fast the outbox may send: one a second to a chat, 25 a second in all, and silence for as long as Telegram asks."""

import asyncio
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable

PER_BOT = 25  # a second, of Telegram's 30: the rest is for people who are waiting for an answer
PER_CHAT_SECONDS = 1.0
PER_GROUP_SECONDS = 3.0  # twenty a minute
REMEMBERED = 5000


class Pacer:
    """Hands out moments for sending; times are monotonic seconds."""

    def __init__(
        self, tick: Callable[[], float] = time.monotonic, nap: Callable[[float], Awaitable[None]] = asyncio.sleep
    ) -> None:
        self._tick, self._nap = tick, nap
        self._next, self._silent_until = 0.0, 0.0
        self._chats: OrderedDict[int, float] = OrderedDict()

    def hush(self, seconds: float) -> None:
        """Telegram asked to be left alone (RetryAfter)."""
        self._silent_until = max(self._silent_until, self._tick() + seconds)

    def moment(self, chat_id: int) -> float:
        """Reserve the next free moment for a chat; returns how many seconds away it is."""
        now = self._tick()
        at = max(now, self._next, self._silent_until, self._chats.get(chat_id, 0.0))
        self._next = at + 1 / PER_BOT
        self._chats[chat_id] = at + (PER_CHAT_SECONDS if chat_id > 0 else PER_GROUP_SECONDS)  # groups are below zero
        self._chats.move_to_end(chat_id)
        while len(self._chats) > REMEMBERED:
            self._chats.popitem(last=False)
        return at - now

    async def wait(self, chat_id: int) -> None:
        """Wait for the chat's turn."""
        if (away := self.moment(chat_id)) > 0:
            await self._nap(away)

    async def silence(self) -> None:
        """Wait only as long as Telegram asked: for messages that somebody is waiting for."""
        while (away := self._silent_until - self._tick()) > 0:
            await self._nap(away)
