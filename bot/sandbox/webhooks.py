"""Webhooks: Telegram calls the bot, one update after another, until the bot says that it has it."""

import asyncio
import logging
from collections.abc import Sequence

import httpx

from bot.sandbox.records import Json
from bot.sandbox.world import World

log = logging.getLogger(__name__)
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
SECONDS_TO_ANSWER = 60.0


class Postman:
    """Delivers one bot's updates by HTTP while there are any; `pauses` are the seconds before each further try.

    The body of the bot's answer is not read: methods given in it are not carried out.
    """

    def __init__(
        self, world: World, bot: str, transport: httpx.AsyncBaseTransport | None, pauses: Sequence[float]
    ) -> None:
        self._world = world
        self._bot = bot
        self._transport = transport
        self._pauses = pauses
        self._round: asyncio.Task[None] | None = None

    def wake(self) -> None:
        """There may be something to deliver; outside of a running loop it waits for the next call."""
        busy = self._round is not None and not self._round.done()
        if busy or not self._next():
            return
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            return
        self._round = loop.create_task(self._deliver_all())

    async def stop(self) -> None:
        """Stop delivering."""
        if self._round is not None:
            self._round.cancel()
            await asyncio.gather(self._round, return_exceptions=True)

    def _next(self) -> Json | None:
        waiting = self._world.queues[self._bot].pending
        return next(iter(waiting.values()), None) if self._world.records[self._bot].webhook else None

    async def _deliver_all(self) -> None:
        failures = 0
        async with httpx.AsyncClient(transport=self._transport, timeout=SECONDS_TO_ANSWER, trust_env=False) as client:
            while update := self._next():
                if await self._delivered(client, update):
                    failures = 0
                    self._world.queues[self._bot].confirm(update["update_id"])
                else:
                    await asyncio.sleep(self._pauses[min(failures, len(self._pauses) - 1)])
                    failures += 1

    async def _delivered(self, client: httpx.AsyncClient, update: Json) -> bool:
        times = 2 if self._world.faults.duplicates else 1
        return all([await self._post(client, update) for _ in range(times)])

    async def _post(self, client: httpx.AsyncClient, update: Json) -> bool:
        webhook = self._world.records[self._bot].webhook
        if webhook is None:
            return False
        headers = {SECRET_HEADER: webhook["secret_token"]} if webhook["secret_token"] else {}
        try:
            response = await client.post(webhook["url"], json=update, headers=headers)
        except httpx.HTTPError as error:
            return self._failed(str(error) or type(error).__name__)
        if response.is_success:
            return True
        return self._failed(f"Wrong response from the webhook: {response.status_code} {response.reason_phrase}")

    def _failed(self, sentence: str) -> bool:
        log.warning("the webhook of %s did not take an update: %s", self._bot, sentence)
        record = self._world.records[self._bot]
        if record.webhook is not None:
            record.webhook |= {"last_error_date": self._world.timestamp(), "last_error_message": sentence}
            self._world.save_record(record)
        return False
