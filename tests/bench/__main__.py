"""`make bench`: from an update to its screen, over real HTTP, on SQLite, against a bare call of the same server."""

import asyncio
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

from bot.__main__ import HOUSE
from bot.commands import demo as demo_office
from bot.machine import Account, Machine
from bot.sandbox import Sandbox, serve
from bot.store import Store
from models import demo
from models.people import Side
from tests.people import OPENING, Either, Phone, Town, TownClock, copied_database

ROUNDS = 150
OWNER = "陈女士"


async def _times(work: Callable[[], Awaitable[None]]) -> list[float]:
    """Milliseconds of each round, after a few that do not count."""
    found = []
    for number in range(ROUNDS + 10):
        begun = time.perf_counter()
        await work()
        if number >= 10:
            found.append((time.perf_counter() - begun) * 1000)
    return found


def _row(name: str, times: list[float], base: float) -> None:
    middle, slow = statistics.median(times), statistics.quantiles(times, n=20)[-1]
    print(f"{name:44} median {middle:6.1f} ms   95 % {slow:6.1f} ms   {middle / base:5.1f} x a bare call")


async def _command(town: Town, phone: Phone) -> None:
    """Send a command, and wait for the message that answers it."""
    posted = len(phone.messages()) + 2
    town.sandbox.say(phone.user, phone.side, "/start")
    await town.sandbox.wait_until(lambda: len(phone.messages()) >= posted)


async def _tap(town: Town, phone: Phone, label: str, then: str) -> None:
    """Tap a button, and wait for the screen that has another one."""
    town.sandbox.press(phone.user, phone.side, label)
    await town.sandbox.wait_until(lambda: then in phone.labels)


async def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        clock = TownClock(OPENING)
        sandbox = Sandbox(demo_office.BOTS, demo_office.cast(), now=clock.now)
        serving = await serve(sandbox, "127.0.0.1", 0)
        store = Store(copied_database(Path(folder)))
        accounts = [Account(bot.token, demo.CODE, Side(bot.key)) for bot in demo_office.BOTS]
        machine = Machine(store, clock, HOUSE, accounts, root=f"http://127.0.0.1:{serving.port}")
        await machine.start()
        await _measure(Town(sandbox, [machine], clock, store, Either()), machine)
        await machine.stop()
        await serving.stop()
        store.close()


async def _measure(town: Town, machine: Machine) -> None:
    owner = town.phone(OWNER)
    await owner.says("/start")
    bot = next(iter(machine.speakers.values())).bot

    async def bare() -> None:
        await bot.get_me()

    async def list_and_back() -> None:
        await _tap(town, owner, "我的单据", "主菜单")
        await _tap(town, owner, "主菜单", "报修")

    calls = await _times(bare)
    base = statistics.median(calls)
    _row("a bare call of the Bot API", calls, base)
    _row("a command, to the home screen", await _times(lambda: _command(town, owner)), base)
    _row("a tap, to the edited screen", [pair / 2 for pair in await _times(list_and_back)], base)


if __name__ == "__main__":
    asyncio.run(main())
