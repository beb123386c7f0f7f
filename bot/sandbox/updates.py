"""A bot's pending updates, and the one poller that may ask for them."""

import asyncio
from collections.abc import Callable

from bot.sandbox.errors import OTHER_POLLER, conflict
from bot.sandbox.faults import Faults
from bot.sandbox.records import Json

Save = Callable[[int, Json | None], None]


class UpdateQueue:
    """Updates wait here until the bot confirms them with a higher offset (or answers its webhook).

    `save(update_id, update)` writes one down; with None it is gone. `moved` hears of polls and confirmations.
    """

    def __init__(self, faults: Faults, save: Save, moved: Callable[[], None]) -> None:
        self.pending: dict[int, Json] = {}
        self._echoes: dict[int, Json] = {}
        self._faults = faults
        self._save = save
        self._moved = moved
        self._poller: asyncio.Future[None] | None = None

    def add(self, update: Json) -> None:
        """Put an update at the end and wake the poller."""
        self.pending[update["update_id"]] = update
        self._save(update["update_id"], update)
        if self._poller is not None and not self._poller.done():
            self._poller.set_result(None)

    def confirm(self, update_id: int) -> None:
        """The bot has this update. With duplicates switched on, a poller gets it once more all the same."""
        update = self.pending.pop(update_id, None)
        if update is not None:
            self._save(update_id, None)
            if self._faults.duplicates:
                self._echoes[update_id] = update
            self._moved()

    def clear(self) -> None:
        """Forget everything that waits."""
        for update_id in list(self.pending):
            self._save(update_id, None)
        self.pending.clear()
        self._echoes.clear()

    def batch(self, offset: int, limit: int) -> list[Json]:
        """Confirm what lies before the offset and return what comes next; a negative offset counts from the end."""
        if offset < 0:
            offset = next(iter(list(self.pending)[offset:]), 0)
        for update_id in [known for known in self.pending if known < offset]:
            self.confirm(update_id)
        waiting = {**self._echoes, **self.pending}
        chosen = list(waiting.values())[:limit]
        for update in chosen:
            self._echoes.pop(update["update_id"], None)
        return chosen

    @property
    def polled(self) -> bool:
        """Whether somebody waits for updates right now."""
        return self._poller is not None

    async def poll(self, offset: int, limit: int, seconds: float) -> list[Json]:
        """getUpdates. Raises ApiError 409 in the older of two pollers that wait at the same time."""
        self.dismiss_poller(OTHER_POLLER)
        batch = self.batch(offset, limit)
        if batch or seconds <= 0:
            return batch
        poller: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._poller = poller
        self._moved()
        try:
            await asyncio.wait({poller}, timeout=seconds)
            if poller.done():
                poller.result()
            return self.batch(offset, limit)
        finally:
            if self._poller is poller:
                self._poller = None

    def dismiss_poller(self, reason: str | None) -> None:
        """End a waiting poll: with a conflict, or without a reason by an empty answer."""
        poller, self._poller = self._poller, None
        if poller is None or poller.done():
            return
        if reason is None:
            poller.set_result(None)
        else:
            poller.set_exception(conflict(reason))
