"""Work beside the updates, such as fetching pictures and making documents."""

import asyncio
from abc import ABC, abstractmethod

import structlog

log = structlog.stdlib.get_logger(__name__)


class Background(ABC):
    """Woken when there may be something to do; one round at a time."""

    def __init__(self) -> None:
        self._wake, self._working = asyncio.Event(), asyncio.Lock()

    def wake(self) -> None:
        """There may be something to do."""
        self._wake.set()

    async def run(self) -> None:
        """Work until cancelled; a round that fails is tried again at the next call."""
        while True:
            self._wake.clear()
            try:
                await self.flush()
            except Exception:
                log.exception("background work stopped for now", work=type(self).__name__)
            await self._wake.wait()

    async def flush(self) -> None:
        """Do everything that can be done now."""
        async with self._working:
            await self._everything()

    async def stop(self) -> None:
        """Finish what is under way."""
        async with self._working:
            return

    @abstractmethod
    async def _everything(self) -> None:
        """One round."""
