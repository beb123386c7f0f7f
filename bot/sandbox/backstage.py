"""The office's clock as the page can turn it: walks forward in time, and the duties that lie on the way."""

import asyncio
import logging
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from bot.sandbox.bell import Bell, Change
from bot.sandbox.errors import NotPossible
from bot.sandbox.records import Json

log = logging.getLogger(__name__)
LONGEST_WALK = 31 * 24 * 3600


@dataclass(frozen=True)
class DutyLine:
    """A scheduled duty of the office; `state` is "done", "next", "running" or "failed"."""

    name_zh: str
    name_en: str
    at: datetime
    state: str
    note_zh: str = ""
    note_en: str = ""


class Backstage(Protocol):
    """The clock behind the scene; whoever runs the office hands it in."""

    def now(self) -> datetime:
        """The office's time, aware."""

    async def walk(self, seconds: int) -> None:
        """Let so many seconds go by, with everything that falls due; returns when done."""

    async def walk_to_next_duty(self) -> None:
        """Go to the next duty and do it."""

    async def duties(self) -> Sequence[DutyLine]:
        """The recent runs and the next ones."""


class Clock:
    """Shows the time and walks, one walk at a time."""

    def __init__(self, backstage: Backstage | None, now: Callable[[], datetime], bell: Bell) -> None:
        self._backstage = backstage
        self._now = now
        self._bell = bell
        self._walk: asyncio.Task[None] | None = None
        self._stumbled = False

    @property
    def walking(self) -> bool:
        """Whether a walk is under way."""
        return self._walk is not None and not self._walk.done()

    def start_walk(self, seconds: int) -> None:
        """Begin to walk; raises NotPossible without a clock, during a walk, or for an absurd distance."""
        if not 0 < seconds <= LONGEST_WALK:
            raise NotPossible("a walk takes one second to 31 days")
        self._start(lambda backstage: backstage.walk(seconds))

    def start_walk_to_next_duty(self) -> None:
        """Begin to walk to the next duty; raises NotPossible as start_walk does."""
        self._start(lambda backstage: backstage.walk_to_next_duty())

    async def as_json(self) -> Json:
        """The clock panel."""
        return {
            "now": (self._backstage.now() if self._backstage else self._now()).isoformat(),
            "can_walk": self._backstage is not None,
            "walking": self.walking,
            "stumbled": self._stumbled,
            "duties": await self._duties(),
        }

    async def stop(self) -> None:
        """Stop walking."""
        if self._walk is not None:
            self._walk.cancel()
            await asyncio.gather(self._walk, return_exceptions=True)

    def _start(self, way: Callable[[Backstage], Coroutine[Any, Any, None]]) -> None:
        if self._backstage is None:
            raise NotPossible("this clock cannot be moved")
        if self.walking:
            raise NotPossible("a walk is under way")
        self._walk = asyncio.get_running_loop().create_task(self._go(way(self._backstage)))
        self._bell.ring(Change("clock"))

    async def _go(self, walk: Coroutine[Any, Any, None]) -> None:
        self._stumbled = False
        try:
            await walk
        except Exception:
            self._stumbled = True
            log.exception("a walk of the clock failed")
        finally:
            asyncio.get_running_loop().call_soon(self._bell.ring, Change("clock"))

    async def _duties(self) -> list[Json]:
        if self._backstage is None:
            return []
        lines = await self._backstage.duties()
        return [{**vars(line), "at": line.at.isoformat()} for line in lines]
