"""The sandbox put together: a small Telegram with bots, people, a Bot API and a page of phones."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import TypeVar

import httpx
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.body_limit import RequestBodyLimitMiddleware
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

from bot.sandbox.api import BotApi, OnRequest
from bot.sandbox.backstage import Backstage, Clock
from bot.sandbox.bell import Change
from bot.sandbox.deeds import Deeds
from bot.sandbox.doorman import Doorman
from bot.sandbox.faults import Faults
from bot.sandbox.group_deeds import GroupDeeds
from bot.sandbox.journal import Journal
from bot.sandbox.media_deeds import MediaDeeds
from bot.sandbox.params import LARGEST_FILE
from bot.sandbox.people import BotAccount, Castmember
from bot.sandbox.phones import Phones
from bot.sandbox.restart import restore
from bot.sandbox.stream import Stream
from bot.sandbox.webhooks import Postman
from bot.sandbox.world import World

PAGE = Path(__file__).parent / "page"
ROOM_AROUND_A_FILE = 1024 * 1024
PAUSES = (1.0, 2.0, 5.0, 15.0, 60.0)
T = TypeVar("T")


class Sandbox(Deeds, MediaDeeds, GroupDeeds):
    """Telegram on your desk.

    `folder` keeps everything over a restart (None: memory only). `now` is the office's time and must be aware.
    `transport` carries webhook calls instead of the network. People's deeds raise NotPossible where no Telegram
    app would offer them, and KeyError for people and bots that do not exist.
    """

    def __init__(
        self,
        bots: Sequence[BotAccount],
        cast: Iterable[Castmember],
        *,
        now: Callable[[], datetime],
        folder: Path | None = None,
        backstage: Backstage | None = None,
        on_request: OnRequest | None = None,
        first_phones: Sequence[int] = (),
        transport: httpx.AsyncBaseTransport | None = None,
        webhook_pauses: Sequence[float] = PAUSES,
        hosts: Iterable[str] = (),
    ) -> None:
        self._world = World(bots, now, Journal(folder))
        restore(self._world)
        for person in cast:
            self._world.welcome(person)
        self._clock = Clock(backstage, now, self._world.bell)
        self._api = BotApi(self._world, on_request)
        self._postmen = {bot.key: Postman(self._world, bot.key, transport, webhook_pauses) for bot in bots}
        self._world.new_update = lambda bot: self._postmen[bot].wake()
        self._hosts = set(hosts)
        self.app = self._assembled(first_phones)

    @property
    def faults(self) -> Faults:
        """What goes wrong on purpose: `duplicates`, `flood`, `retry_after`."""
        return self._world.faults

    @property
    def complaints(self) -> list[str]:
        """What `on_request` found wrong in the bots' requests."""
        return self._api.complaints

    def stranger(
        self, telegram_id: int, name: str, language_code: str = "zh-hans", side: str | None = None
    ) -> Castmember:
        """Somebody whom nobody knows gets Telegram; they have not opened a chat with any bot yet."""
        first = next(iter(self._world.bots))
        person = Castmember(telegram_id, name, side or first, "访客", "Visitor", language_code, started=False)
        self._world.welcome(person)
        return person

    def answered(self, query_id: str) -> bool:
        """Whether the bot answered this tap."""
        return self._world.queries[query_id].answered

    def pending(self, bot_key: str) -> int:
        """How many updates the bot has not confirmed."""
        return len(self._world.queues[bot_key].pending)

    def polled(self, bot_key: str) -> bool:
        """Whether a bot is waiting in getUpdates right now."""
        return self._world.queues[bot_key].polled

    async def wait_until(self, seen: Callable[[], T], within: float = 5.0) -> T:
        """Wait, without sleeping, until `seen()` is true after some change, and return what it returned.

        Raises TimeoutError after so many seconds.
        """
        with self._world.bell.listen() as listener:
            async with asyncio.timeout(within):
                while not (found := seen()):
                    await listener.heard()
        return found

    async def changes(self) -> AsyncIterator[Change]:
        """Every change from now on, until the sandbox closes."""
        with self._world.bell.listen() as listener:
            while not listener.closed:
                for change in await listener.heard():
                    yield change

    def welcome_host(self, host: str) -> None:
        """Let browsers call this server by a further name. Addresses that mean "everywhere" are no names."""
        if host not in {"", "0.0.0.0", "::"}:
            self._hosts.add(host.strip("[]").lower())

    def hang_up(self) -> None:
        """End every open line: pages, and bots that wait for updates."""
        self._world.bell.close()
        for queue in self._world.queues.values():
            queue.dismiss_poller(None)

    async def close(self) -> None:
        """Hang up, stop walking and delivering, and close the journal: nothing is written down afterwards."""
        self.hang_up()
        await self._clock.stop()
        for postman in self._postmen.values():
            await postman.stop()
        self._world.journal.close()

    def _assembled(self, first_phones: Sequence[int]) -> Starlette:
        phones = Phones(self._world, self._clock, Stream(self._world, self._clock, first_phones))
        return Starlette(
            routes=[*self._api.routes, *phones.routes, Mount("/", StaticFiles(directory=PAGE, html=True))],
            middleware=[
                Middleware(Doorman, hosts=self._hosts),
                Middleware(RequestBodyLimitMiddleware, max_body_size=LARGEST_FILE + ROOM_AROUND_A_FILE),
            ],
            lifespan=self._lifespan,
        )

    @asynccontextmanager
    async def _lifespan(self, _app: Starlette) -> AsyncIterator[None]:
        for postman in self._postmen.values():
            postman.wake()
        yield
