"""The whole machine, put together: bots, ingress, outbox, clock and documents of one process."""

import asyncio
import secrets
from collections.abc import Coroutine, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import structlog
from httpx import AsyncBaseTransport
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot import leases
from bot.clockwork.clock import Clock
from bot.clockwork.duties import Schedule
from bot.clockwork.timekeeper import Timekeeper
from bot.documents import DocumentMill, Task
from bot.media import Fetcher
from bot.menus import set_menus
from bot.outbox.pacing import Pacer
from bot.outbox.sender import Outbox
from bot.payments import Provider
from bot.scene import Routes
from bot.store import Store
from bot.tables import BotAccount
from bot.telegram import Speaker, make_bot
from bot.updates.ingress import Ingress
from bot.updates.polling import WANTED, Polling
from bot.updates.webhook import make_webhook
from bot.worker import Worker
from models.estate import Project
from models.people import Side

log = structlog.stdlib.get_logger(__name__)

RECOVER_SECONDS = 5


@dataclass(frozen=True)
class Account:
    """A token, and which office's which side it speaks for."""

    token: str
    project: str
    side: Side
    provider: Provider | None = None  # without one nobody is asked to pay by Telegram


@dataclass(frozen=True)
class Hook:
    """Where Telegram delivers updates; without one the machine polls."""

    url: str
    secret: str


@dataclass(frozen=True)
class House:
    """What the machine runs: handlers, jobs and documents, handed in from above."""

    routes: Mapping[Side, Routes]
    schedule: Schedule
    documents: Mapping[str, Task]


class Machine:
    """One process of the office; several may share a database."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        house: House,
        accounts: Sequence[Account],
        *,
        root: str,
        proxy: str | None = None,
        transport: AsyncBaseTransport | None = None,
        hook: Hook | None = None,
        pacer: Pacer | None = None,
    ) -> None:
        self.store, self.clock, self.house, self.hook = store, clock, house, hook
        self.holder = secrets.token_hex(8)
        self._accounts, self._pacer = accounts, pacer
        self._bots = {account: make_bot(account.token, root, proxy=proxy, transport=transport) for account in accounts}
        self.speakers: dict[int, Speaker] = {}
        self.outboxes: list[Outbox] = []
        self._tasks: list[asyncio.Task[None]] = []
        self._pollers: list[asyncio.Task[None]] = []
        self.ingress = Ingress(store, clock, house.routes, self.speakers, self.wake)
        self.timekeeper = Timekeeper(store, clock, house.schedule, self.settle)
        self.worker = Worker()
        self.documents = DocumentMill(store, clock, house.documents, self.worker, self.wake)
        self.fetcher = Fetcher(store, clock, self.speakers, self.worker, self.wake)

    def wake(self) -> None:
        """Something was committed that somebody may have to hear."""
        for outbox in self.outboxes:
            outbox.wake()
        self.documents.wake()
        self.fetcher.wake()

    async def start(self) -> None:
        """Connect, register the bots, and begin; raises InvalidToken for a token that Telegram does not know."""
        for account, bot in self._bots.items():
            await bot.initialize()
            self.speakers[bot.id] = Speaker(bot, account.provider)
            registered = await self.store.run(partial(register, account=account, bot_id=bot.id, username=bot.username))
            self.outboxes.append(
                Outbox(
                    self.store,
                    self.clock,
                    self.house.routes,
                    registered,
                    self.speakers[bot.id],
                    self.holder,
                    self._pacer,
                )
            )
        await self.ingress.recover()
        self._begin(self._recover_now_and_then(), self.fetcher.run(), self.documents.run())
        self._begin(*(outbox.run() for outbox in self.outboxes))
        self._begin(*(set_menus(bot, self.house.routes[account.side]) for account, bot in self._bots.items()))
        await self._listen()
        self.timekeeper.start()

    async def _listen(self) -> None:
        for speaker in self.speakers.values():
            if self.hook is None:
                polling = Polling(self.store, self.clock, speaker, self.ingress, self.holder)
                self._pollers.append(asyncio.create_task(polling.run()))
                self._pollers[-1].add_done_callback(_complain)
            else:
                address = f"{self.hook.url}/telegram/{speaker.bot.id}"
                await speaker.bot.set_webhook(address, secret_token=self.hook.secret, allowed_updates=WANTED)

    @property
    def webhook(self) -> Any:
        """The ASGI application behind the hook's address."""
        return make_webhook(self.ingress, self.speakers, self.hook.secret if self.hook else "")

    async def stop(self) -> None:
        """Finish what is open, take no more."""
        await self.timekeeper.stop()
        await _end(self._pollers)
        await self.ingress.idle()
        await self.fetcher.stop()
        await self.documents.stop()
        self.worker.stop()
        for outbox in self.outboxes:
            await outbox.stop()
        await _end(self._tasks)
        await self.store.quiet()  # a lease that is being renewed must not outlive its release
        await self.store.run(partial(leases.release, holder=self.holder, wall=self.clock.wall()))
        for bot in self._bots.values():
            await bot.shutdown()

    async def settle(self) -> None:
        """Return when everything that could be done now has been done: for walks of the clock and for tests."""
        await self.ingress.idle()
        await self.fetcher.flush()
        await self.documents.flush()
        for outbox in self.outboxes:
            await outbox.flush()

    async def _recover_now_and_then(self) -> None:
        while True:
            await asyncio.sleep(RECOVER_SECONDS)
            try:
                await self.ingress.recover()
                self.documents.wake()
                self.fetcher.wake()
            except Exception:
                log.exception("recovery failed")

    def _begin(self, *work: Coroutine[Any, Any, None]) -> None:
        for one in work:
            self._tasks.append(asyncio.create_task(one))
            self._tasks[-1].add_done_callback(_complain)


async def _end(tasks: Sequence[asyncio.Task[None]]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


def _complain(task: asyncio.Task[None]) -> None:
    """A part of the machine never ends by itself without a word."""
    if not task.cancelled() and (error := task.exception()):
        log.error("a part of the machine has stopped", exc_info=error)


def register(session: Session, account: Account, bot_id: int, username: str) -> BotAccount:
    """Note which bot speaks for which side of which office; a bot that was replaced keeps its old conversations."""
    project = session.scalars(select(Project).where(Project.code == account.project)).one()
    found = session.get(BotAccount, bot_id)
    if found is None:
        found = BotAccount(id=bot_id, project_id=project.id, side=account.side, username=username)
        session.add(found)
    found.project_id, found.side, found.username = project.id, account.side, username
    found.currency = account.provider.currency if account.provider else ""
    return found
