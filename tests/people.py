"""Named persons of the demo office with phones in their hands, and the town in which stories are played."""

import asyncio
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import httpx
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot import schema
from bot.__main__ import HOUSE
from bot.clockwork.clock import MovableClock
from bot.commands import demo as demo_office
from bot.machine import Account, Hook, House, Machine
from bot.outbox.pacing import Pacer
from bot.sandbox import MessageView, PaymentResult, Sandbox
from bot.store import Store
from models import demo
from models.people import Binding, Person, Side
from models.tickets.tables import Ticket
from tests.lines import Either, Line
from tests.published import check_request

OPENING = demo.opening()


class TownClock(MovableClock):
    """The office's time stands still until it is moved; the machine's own can be put ahead, so that leases run out."""

    ahead = timedelta(0)

    def wall(self) -> datetime:
        return super().wall() + self.ahead


class Patience:
    """A pacer's time that passes only by waiting, so that no test has to."""

    def __init__(self) -> None:
        self.at = 0.0

    def tick(self) -> float:
        return self.at

    async def nap(self, seconds: float) -> None:
        self.at += seconds
        await asyncio.sleep(0)


@cache
def filled_database(accounts: bool = False) -> Path:
    """The demo office in a SQLite file, made once per process and copied for each test; with its accounts where they are wanted."""
    path = Path(mkdtemp()) / "template.db"
    store = Store(f"sqlite:///{path}")
    schema.upgrade(store.engine)
    store.write(lambda session: demo.fill(session, OPENING, accounts=accounts))
    store.close()
    return path


def copied_database(folder: Path, accounts: bool = False) -> str:
    """A fresh copy of the demo office's database."""
    shutil.copy(filled_database(accounts), folder / "guanjia.db")
    return f"sqlite:///{folder / 'guanjia.db'}"


@dataclass
class Phone:
    """Somebody's phone with one of the bots open."""

    town: "Town"
    name: str
    user: int
    side: str

    def messages(self) -> Sequence[MessageView]:
        """Everything in the chat as it stands now."""
        return self.town.sandbox.chat(self.user, self.side).messages

    @property
    def last(self) -> MessageView:
        """The newest message from the bot."""
        return [one for one in self.messages() if one.from_bot][-1]

    @property
    def text(self) -> str:
        """The words of the newest message from the bot."""
        return self.last.text

    @property
    def labels(self) -> list[str]:
        """The buttons of the newest message from the bot."""
        return [label for row in self.last.buttons for label in [one.text for one in row]]

    @property
    def unread(self) -> int:
        """How many rings are unread."""
        return self.town.sandbox.chat(self.user, self.side).unread

    @property
    def toast(self) -> str:
        """The latest pop-up."""
        return self.town.sandbox.toasts(self.user, self.side)[-1].text

    async def says(self, text: str) -> str:
        """Write, and wait for the answer."""
        self.town.sandbox.say(self.user, self.side, text)
        await self.town.settled()
        return self.text

    async def sends_photo(self, content: bytes, caption: str = "") -> str:
        """Send a picture, and wait for the answer."""
        self.town.sandbox.photo(self.user, self.side, content, caption)
        await self.town.settled()
        return self.text

    async def sends_album(self, contents: Sequence[bytes], caption: str = "") -> str:
        """Send two to ten pictures at once."""
        self.town.sandbox.album(self.user, self.side, contents, caption)
        await self.town.settled()
        return self.text

    async def sends_voice(self, content: bytes = b"OggS", seconds: int = 4) -> str:
        """Send a voice note."""
        self.town.sandbox.voice(self.user, self.side, content, seconds)
        await self.town.settled()
        return self.text

    async def sends_document(self, name: str, content: bytes, mime: str = "application/octet-stream") -> str:
        """Send a file."""
        self.town.sandbox.document(self.user, self.side, name, content, mime)
        await self.town.settled()
        return self.text

    async def sends_place(self, latitude: float = 39.9087, longitude: float = 116.3975) -> str:
        """Send where one is."""
        self.town.sandbox.location(self.user, self.side, latitude, longitude)
        await self.town.settled()
        return self.text

    async def sends_number(self, phone: str, *, own: bool = True) -> str:
        """Send a telephone number as a contact."""
        self.town.sandbox.contact(self.user, self.side, phone, own=own)
        await self.town.settled()
        return self.text

    async def forwards(self, text: str, from_name: str) -> str:
        """Forward what somebody wrote."""
        self.town.sandbox.forward(self.user, self.side, text, from_name)
        await self.town.settled()
        return self.text

    async def taps(self, label: str, message: int | None = None) -> str:
        """Tap the newest button with these words, and wait for the answer."""
        self.town.sandbox.press(self.user, self.side, label, message)
        await self.town.settled()
        return self.text

    async def pays(self, message: int | None = None) -> PaymentResult:
        """Pay this invoice, or the newest one, and wait for what comes of it."""
        result = await self.town.sandbox.pay(self.user, self.side, message)
        await self.town.settled()
        return result

    async def sends(self, data: str, message: int | None = None) -> str:
        """Send any callback data, as a forged client could."""
        self.town.sandbox.tap(self.user, self.side, message or self.last.message_id, data)
        await self.town.settled()
        return self.text

    def find(self, words: str) -> MessageView:
        """The newest message of the bot that contains the words."""
        found = [one for one in self.messages() if one.from_bot and words in one.text]
        assert found, f"{self.name} never read {words!r}; last was {self.text!r}"
        return found[-1]

    def data(self, label: str) -> str:
        """The callback data behind a button of the newest message that has it."""
        for one in reversed(self.messages()):
            for row in one.buttons:
                for button in row:
                    if label in button.text:
                        return str(button.data)
        raise LookupError(label)


@dataclass
class Town:
    """The demo office, running: a sandbox Telegram, one machine or several, and a clock that stands still until it is moved."""

    sandbox: Sandbox
    machines: list[Machine]
    clock: TownClock
    store: Store
    either: Either
    hook: Hook | None = None
    lines: list[Line] = field(default_factory=list)
    phones: dict[tuple[str, str], Phone] = field(default_factory=dict)

    def phone(self, name: str, side: str | None = None) -> Phone:
        """The phone of a demo person by name."""
        one = next(one for one in demo.cast() if one.name == name and side in (None, one.side))
        return self.phones.setdefault((name, one.side), Phone(self, name, one.telegram_id, str(one.side)))

    async def add_machine(self, house: House = HOUSE, accounts: Sequence[Account] | None = None) -> Machine:
        """Start one more process of the office on the same database, with a line of its own to the same Telegram."""
        patience, line = Patience(), Line(self.sandbox.app)
        machine = Machine(
            Store(self.store.url),
            self.clock,
            house,
            accounts or demo_office.demo_accounts(),
            root="http://localhost",
            transport=line,
            hook=self.hook,
            pacer=Pacer(patience.tick, patience.nap),
        )
        await machine.start()
        self.machines.append(machine)
        self.lines.append(line)
        if self.hook:
            self.either.replicas.append(httpx.ASGITransport(machine.webhook))
        return machine

    async def stop_machines(self) -> None:
        """Stop every process in good order; Telegram and the database stay."""
        for machine in self.machines:
            await machine.stop()
            machine.store.close()
        self.machines.clear()
        self.lines.clear()
        self.either.replicas.clear()

    async def crash(self) -> None:
        """The power goes: no process finishes or lets go of anything. A few minutes pass before it comes back."""
        for machine in self.machines:
            machine.timekeeper._scheduler.shutdown(wait=False)
            for outbox in machine.outboxes:
                outbox._stopping = True  # a cancelled wait that is woken at the same moment would go on otherwise
            await _cut([*machine._pollers, *machine._tasks, *machine.ingress._workers])
            await _cut([task for outbox in machine.outboxes for task in outbox._tasks])
            machine.store.close()
        self.machines.clear()
        self.lines.clear()
        self.either.replicas.clear()
        self.clock.ahead += timedelta(minutes=5)

    async def restart(self) -> None:
        """Stop the office's processes and start one anew, under the same Telegram and on the same database."""
        await self.stop_machines()
        await self.add_machine()

    async def settled(self) -> None:
        """Wait until every update has been handled and everything that may be sent has been sent."""
        await self.sandbox.wait_until(lambda: not any(self.sandbox.pending(side) for side in Side), within=20)
        for machine in self.machines:
            await machine.ingress.idle()
        for machine in [
            *self.machines,
            *self.machines,
        ]:  # any of them may be the one that makes, and another that sends
            await machine.settle()
        assert not self.sandbox.complaints, self.sandbox.complaints

    async def later(self, **amount: float) -> None:
        """Walk the clock forward: later(hours=2)."""
        await self.until(self.clock.now() + timedelta(**amount))

    async def until(self, moment: datetime) -> None:
        """Walk the clock to a moment."""
        await self.machines[0].timekeeper.walk(self.clock, moment)
        await self.settled()

    def at(self, clockface: str, days: int = 0) -> datetime:
        """A time of day in the office's zone, so many days from the demo's first."""
        hour, minute = map(int, clockface.split(":"))
        return OPENING.replace(hour=hour, minute=minute) + timedelta(days=days)

    def look(self, work: Any) -> Any:
        """Read from the database."""
        return self.store.write(work)

    def person(self, session: Session, name: str) -> Person:
        """A demo person in the database."""
        one = next(one for one in demo.cast() if one.name == name)
        binding = session.scalars(select(Binding).where(Binding.telegram_id == one.telegram_id)).one()
        return session.get_one(Person, binding.person_id)

    def tickets(self) -> list[Ticket]:
        """All tickets, oldest first."""
        return list(self.store.write(lambda session: list(session.scalars(select(Ticket).order_by(Ticket.id)).all())))


async def _cut(tasks: Sequence["asyncio.Task[None]"]) -> None:
    """End tasks where they are."""
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


async def open_town(url: str, *, replicas: int = 1, webhook: bool = False) -> Town:
    """Start the town; with several replicas updates go to a random one of them."""
    clock, either = TownClock(OPENING, runs=False), Either()
    sandbox = Sandbox(demo_office.BOTS, demo_office.cast(), now=clock.now, on_request=check_request, transport=either)
    hook = Hook("http://localhost", "a-secret") if webhook or replicas > 1 else None
    town = Town(sandbox, [], clock, Store(url), either, hook)
    for _ in range(replicas):
        await town.add_machine()
    return town


async def close_town(town: Town) -> None:
    """Stop everything."""
    await town.stop_machines()
    await town.sandbox.close()
    town.store.close()
