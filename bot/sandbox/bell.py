"""The bell: whoever waits for something to happen on our Telegram listens here, and never sleeps."""

import asyncio
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

PATIENCE = 5_000


@dataclass(frozen=True)
class Change:
    """Something changed: "message", "gone", "chat", "group", "answered", "action", "people", "commands", "clock", "faults",
    "updates" (a bot asked for its updates, or confirmed one).

    `bot` and `chat_id` are the place; `number` is the message's, or the callback query's.
    """

    kind: str
    bot: str = ""
    chat_id: int = 0
    number: int = 0


class Listener:
    """The changes one listener has not heard yet; `behind` says that it was too slow and missed some."""

    def __init__(self) -> None:
        self.behind = False
        self.closed = False
        self._changes: deque[Change] = deque()
        self._something = asyncio.Event()

    def tell(self, change: Change | None) -> None:
        """Note a change; None says that there will be no more."""
        if change is None:
            self.closed = True
        elif len(self._changes) < PATIENCE:
            self._changes.append(change)
        else:
            self.behind = True
        self._something.set()

    async def heard(self) -> list[Change]:
        """Wait until something changed and return all that did since the last time (none after the closing)."""
        await self._something.wait()
        if not self.closed:
            self._something.clear()
        changes = list(self._changes)
        self._changes.clear()
        return changes


class Bell:
    """Tells every listener of every change."""

    def __init__(self) -> None:
        self._listeners: set[Listener] = set()
        self._closed = False

    @contextmanager
    def listen(self) -> Iterator[Listener]:
        """Listen from now on, until the block ends."""
        listener = Listener()
        if self._closed:
            listener.tell(None)
        self._listeners.add(listener)
        try:
            yield listener
        finally:
            self._listeners.discard(listener)

    def ring(self, change: Change) -> None:
        """Tell everybody."""
        for listener in self._listeners:
            listener.tell(change)

    def close(self) -> None:
        """Tell everybody that there will be no more changes."""
        self._closed = True
        for listener in self._listeners:
            listener.tell(None)
