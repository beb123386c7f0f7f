"""The demo: a sandbox Telegram, both bots and the demo office in one process."""

import asyncio
import shutil
import sqlite3
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from bot import schema
from bot.clockwork.clock import MovableClock
from bot.clockwork.duties import Slot, next_slot, said, worth_telling
from bot.commands.past import play
from bot.commands.running import told_to_stop
from bot.machine import Account, House, Machine
from bot.payments import Provider
from bot.sandbox import BotAccount, Castmember, DutyLine, Sandbox, serve
from bot.settings import SettingsError
from bot.store import Store
from bot.tables import DutyRun, RunState
from bot.texts import LANGUAGES, Reader, Words, render
from models import demo
from models.demo.lived import STORIES, Past, begins
from models.office import find_office
from models.people import Side

# The Chinese name of the tower and what the bot is for; tokens of a Telegram that exists on this desk only.
BOTS = (
    BotAccount(Side.OWNER, "1000000001:owner-bot-on-your-desk-only", 1000000001, "tianwu_owner_bot", "天物大厦 业户端"),
    BotAccount(Side.STAFF, "1000000002:staff-bot-on-your-desk-only", 1000000002, "tianwu_staff_bot", "天物大厦 员工端"),
)
PROVIDER = Provider("1000000001:TEST:payments-on-your-desk-only")
# Whose phones lie on the desk at first: an owner, the desk, the head of engineering, a plumber, the manager.
FIRST_PHONES = ("陈女士", "郑雨", "何志强", "林海涛", "周立新")
LISTED_RUNS = 12
LOCK = "in-use"
ZONE = ZoneInfo(demo.office_file()["project"]["timezone"])


class Backstage:
    """The office's clock, as the sandbox's page moves it; the machine is put behind it when it stands."""

    def __init__(self, clock: MovableClock) -> None:
        self._clock = clock
        self._machine: asyncio.Future[Machine] = asyncio.get_running_loop().create_future()

    def now(self) -> datetime:
        """The office's time, in its own zone."""
        return self._clock.now().astimezone(ZONE)

    def stands(self, machine: Machine) -> None:
        """From now on the clock can be moved."""
        self._machine.set_result(machine)

    async def walk(self, seconds: int) -> None:
        """Forward by so much, through every due moment."""
        machine = await self._machine
        await machine.timekeeper.walk(self._clock, self._clock.now() + timedelta(seconds=seconds))

    async def walk_to_next_duty(self) -> None:
        """Forward to the next duty of the schedule."""
        machine = await self._machine
        if (moment := await machine.timekeeper.next_duty()) is not None:
            await machine.timekeeper.walk(self._clock, moment)

    async def duties(self) -> Sequence[DutyLine]:
        """What ran, and what comes next."""
        machine = await self._machine

        def look(session: Session) -> list[DutyLine]:
            coming = next_slot(session, machine.house.schedule, self.now())
            ran = [_ran(machine.house, run) for run in worth_telling(session, LISTED_RUNS)]
            return [*([_next(coming)] if coming else []), *ran]

        return await machine.store.read(look)


def _next(slot: Slot) -> DutyLine:
    zh, en = _in_both(slot.duty.title)
    return DutyLine(zh, en, slot.at, "next")


def _ran(house: House, run: DutyRun) -> DutyLine:
    zh, en = _in_both(house.schedule.duty(run.duty).title)
    said_zh, said_en = _in_both(said(run))
    return DutyLine(
        zh,
        en,
        run.slot.astimezone(ZONE),
        "done" if run.state == RunState.DROPPED else run.state.value,
        said_zh,
        said_en,
    )


def _in_both(words: Words) -> tuple[str, str]:
    zh, en = (render(words, Reader(language, ZONE), escape=False) for language in LANGUAGES)
    return zh, en


def demo_accounts() -> list[Account]:
    """Both bots of the demo office; owners can pay on theirs."""
    return [Account(bot.token, demo.CODE, Side(bot.key), PROVIDER if bot.key == Side.OWNER else None) for bot in BOTS]


def cast() -> list[Castmember]:
    """Everybody who may hold a phone."""
    codes = {"zh_Hans": "zh-hans", "en": "en"}
    return [
        Castmember(one.telegram_id, one.name, one.side, one.what.zh, one.what.en, codes[one.language])
        for one in demo.cast()
    ]


async def run(house: House, *, host: str, port: int, folder: Path, fresh: bool) -> None:
    """Start everything, say where it is, and stop when told to. Raises SettingsError if another demo is in the way."""
    told = told_to_stop()
    lock = _occupy(folder)
    store = _prepare(folder, fresh, house)
    clock = MovableClock(demo.opening(), keep=folder / "clock.txt")
    people = cast()
    phones = [next(one.telegram_id for one in people if one.name == name) for name in FIRST_PHONES]
    backstage = Backstage(clock)
    sandbox = _telegram(folder, backstage, people, phones)
    try:
        serving = await serve(sandbox, host, port)
    except OSError as error:
        raise SettingsError(
            f"The demo cannot listen on {host}, port {port}: {error.strerror}. Try --port 0."
        ) from error
    accounts = demo_accounts()
    machine = Machine(store, clock, house, accounts, root=f"http://127.0.0.1:{serving.port}")
    await machine.start()
    backstage.stands(machine)
    _say(serving.port, people, phones)
    await told.wait()
    await machine.stop()
    await serving.stop()
    clock.save()
    store.close()
    lock.close()


def _telegram(folder: Path, backstage: Backstage, people: Sequence[Castmember], phones: Sequence[int]) -> Sandbox:
    """The Telegram on this desk, as it was left; raises SettingsError for what an older version left."""
    try:
        return Sandbox(
            BOTS, people, folder=folder / "telegram", now=backstage.now, backstage=backstage, first_phones=phones
        )
    except (KeyError, TypeError) as error:
        raise SettingsError(
            f"The phones in {folder} were kept by an older version: begin anew with --fresh."
        ) from error


def _occupy(folder: Path) -> sqlite3.Connection:
    """Keep the folder for this process: a second demo in it would take away what the first one writes."""
    folder.mkdir(parents=True, exist_ok=True)
    lock = sqlite3.connect(folder / LOCK, timeout=0, isolation_level=None)
    try:
        lock.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as error:
        raise SettingsError(
            f"A demo is running in {folder} already: open its page, or give this one a --data."
        ) from error
    return lock


def _prepare(folder: Path, fresh: bool, house: House) -> Store:
    """The data folder with the demo office in its database."""
    if fresh:  # only what is the demo's own: the folder may be somebody else's too
        shutil.rmtree(folder / "telegram", ignore_errors=True)
        for old in (*folder.glob("demo.db*"), folder / "clock.txt"):
            old.unlink(missing_ok=True)
    store = Store(f"sqlite:///{folder / 'demo.db'}")
    schema.upgrade(store.engine)
    store.write(lambda session: fill_lived_in(session, house))
    return store


def fill_lived_in(session: Session, house: House) -> None:
    """The demo office as it stands after a week of work; nothing where it is there already (DOMAIN 4.9)."""
    if find_office(session, demo.CODE) is None:
        opening = demo.opening()
        office = demo.fill(session, opening, opened=begins(opening))
        play(Past(session, office, opening), house.schedule, house.documents, STORIES)


def _say(port: int, people: Sequence[Castmember], phones: Sequence[int]) -> None:
    print(f"\n  管家 Guanjia: the demo is ready at  http://127.0.0.1:{port}/\n")
    for one in people:
        if one.telegram_id in phones:
            print(f"    {one.name:　<5}{one.role_zh} ({one.role_en})")
    print(
        "\n  Everybody else of the office is in the chooser on each phone. Ctrl+C stops; everything is kept.",
        end="\n\n",
        flush=True,
    )
