"""Long polling: asks Telegram for updates, and confirms them only by asking on after they are stored."""

import asyncio
from datetime import timedelta
from functools import partial

import structlog
from telegram import Update
from telegram.error import Conflict, RetryAfter, TelegramError

from bot import leases
from bot.clockwork.clock import Clock
from bot.store import Store
from bot.telegram import Speaker, seconds
from bot.updates.ingress import Ingress

log = structlog.stdlib.get_logger(__name__)

LEASE = timedelta(seconds=30)
ASK_SECONDS = 10
REST = 2.0  # seconds, where another process polls or the network is down
WANTED = [
    Update.MESSAGE,
    Update.EDITED_MESSAGE,
    Update.CALLBACK_QUERY,
    Update.MY_CHAT_MEMBER,
    Update.PRE_CHECKOUT_QUERY,
]


class Polling:
    """Polls one bot while this process holds its lease: Telegram allows one poller per bot."""

    def __init__(self, store: Store, clock: Clock, speaker: Speaker, ingress: Ingress, holder: str) -> None:
        self._store, self._clock, self._speaker, self._ingress, self._holder = store, clock, speaker, ingress, holder
        self._offset: int | None = None

    async def run(self) -> None:
        """Poll until cancelled; neither the network's nor the database's troubles end it."""
        cleared = False
        while True:
            try:
                cleared = cleared or await self._speaker.bot.delete_webhook()
                if await self._mine():
                    await self._ask()
                    continue
            except RetryAfter as wait:
                await asyncio.sleep(seconds(wait.retry_after))
            except Conflict:
                log.warning("somebody else polls this bot")
            except TelegramError as error:
                log.warning("polling failed", reason=type(error).__name__)
            except Exception:
                log.exception("polling failed")
            await asyncio.sleep(REST)

    async def _mine(self) -> bool:
        name = f"poll:{self._speaker.bot.id}"
        take = partial(leases.acquire, name=name, holder=self._holder, wall=self._clock.wall(), lasts=LEASE)
        return await self._store.run(take) is not None

    async def _ask(self) -> None:
        updates = await self._speaker.bot.get_updates(self._offset, timeout=ASK_SECONDS, allowed_updates=WANTED)
        if updates:
            await self._ingress.receive(self._speaker.bot.id, updates)
            self._offset = updates[-1].update_id + 1
