"""The lines between Telegram and the office's processes, as tests watch and cut them."""

import asyncio
import random
from collections import Counter
from typing import Any
from urllib.parse import unquote_plus

import httpx


class Either(httpx.AsyncBaseTransport):
    """Delivers each webhook call to one of several replicas, chosen by a seeded dice."""

    def __init__(self, seed: int = 7) -> None:
        self.dice = random.Random(seed)
        self.replicas: list[httpx.ASGITransport] = []

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        return await self.dice.choice(self.replicas).handle_async_request(request)


class Line(httpx.AsyncBaseTransport):
    """One machine's line to Telegram: notes what was asked.

    A `held` method never gets through, and never comes back; for a `broken` one the line is cut at once. A `slow` one
    is done at Telegram, but the answer comes too late; for an `unreached` one there is no connection so many times.
    """

    def __init__(self, app: Any) -> None:
        self._there = httpx.ASGITransport(app)
        self.held: set[str] = set()
        self.broken: set[str] = set()
        self.slow: set[str] = set()
        self.unreached: Counter[str] = Counter()
        self.hanging = asyncio.Event()
        self.asked: list[tuple[str, str]] = []

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        method = request.url.path.rpartition("/")[2]
        self.asked.append((method, unquote_plus((await request.aread()).decode(errors="replace"))))
        if method in self.broken:
            raise httpx.ConnectError("the line is cut", request=request)
        if self.unreached[method] > 0:
            self.unreached[method] -= 1
            raise httpx.ConnectTimeout("no connection", request=request)
        if method in self.held:
            self.hanging.set()
            await asyncio.Event().wait()
        answer = await self._there.handle_async_request(request)
        if method in self.slow:
            raise httpx.ReadTimeout("no answer", request=request)
        return answer
