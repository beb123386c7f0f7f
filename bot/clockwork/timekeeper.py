"""The timekeeper: ticks in real time, and walks through the due moments in order when the clock is moved."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime
from functools import partial

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.clockwork import duties
from bot.clockwork.clock import Clock, MovableClock
from bot.clockwork.duties import Schedule, Slot
from bot.logs import redact
from bot.store import Store
from models.dues import next_due_at
from models.estate import Project
from models.notices import next_notice_at

log = structlog.stdlib.get_logger(__name__)

TICK_SECONDS = 2


class Timekeeper:
    """Does what has come due, one thing after the other; several processes may each have one."""

    def __init__(self, store: Store, clock: Clock, schedule: Schedule, after: Callable[[], Awaitable[None]]) -> None:
        self._store, self._clock, self._schedule, self._after = store, clock, schedule, after
        self._one_at_a_time = asyncio.Lock()
        self._scheduler = AsyncIOScheduler()
        self._stopping = False

    def start(self) -> None:
        """Tick from now on."""
        every = IntervalTrigger(seconds=TICK_SECONDS)
        self._scheduler.add_job(self.tick, every, coalesce=True, max_instances=1, misfire_grace_time=None)
        self._scheduler.start()

    async def stop(self) -> None:
        """Finish the chunk that is under way, start no other; a walk stops where it is."""
        self._stopping = True
        if self._scheduler.running:
            self._scheduler.pause()
        async with self._one_at_a_time:
            if self._scheduler.running:
                self._scheduler.shutdown(wait=False)

    async def tick(self) -> None:
        """Do everything that is due now."""
        async with self._one_at_a_time:
            await self._catch_up()

    async def walk(self, clock: MovableClock, until: datetime) -> None:
        """Put the clock forward through every due moment in order; it never jumps over one, and stops when the office does."""
        async with self._one_at_a_time:
            await self._after()  # what has happened already is told at its own time, not at the walk's
            while (moment := await self.next_moment()) is not None and moment <= until:
                if self._stopping:
                    return
                clock.move_to(moment)
                await self._catch_up()
                await self._after()
            clock.move_to(until)
            await self._catch_up()
            await self._after()

    async def next_moment(self) -> datetime | None:
        """When something will be due next."""

        def look(session: Session) -> datetime | None:
            now = self._clock.now()
            slot = duties.next_slot(session, self._schedule, now)
            due = next_due_at(session, self._schedule.dues)
            known = [slot.at if slot else None, due, next_notice_at(session, now)]
            return max(min((moment for moment in known if moment), default=now), now) if any(known) else None

        return await self._store.read(look)

    async def next_duty(self) -> datetime | None:
        """When the next duty of the schedule will run."""

        def look(session: Session) -> datetime | None:
            slot = duties.next_slot(session, self._schedule, self._clock.now())
            return slot.at if slot else None

        return await self._store.read(look)

    async def run_now(self, name: str) -> int:
        """Run one duty for every office now, outside its slots; returns how many runs that were."""
        duty, now = self._schedule.duty(name), self._clock.now()
        slots = await self._store.read(partial(_now_slots, duty=duty, now=now))
        for slot in slots:
            await self._run(slot)
        return len(slots)

    async def _catch_up(self) -> None:
        now = self._clock.now()
        while await self._do_earliest(now):
            pass
        for slot in await self._store.read(lambda session: duties.due_slots(session, self._schedule, now)):
            await self._run(slot)

    async def _do_earliest(self, now: datetime) -> bool:
        """Do the earliest thing that is due; returns whether there may be another one for us."""
        wall = self._clock.wall()
        due_id = await self._store.read(lambda session: duties.earliest_due(session, self._schedule, now))
        if due_id is None:
            return False
        try:
            return await self._store.run(lambda session: duties.do_due(session, due_id, self._schedule, now, wall))
        except Exception as error:
            log.exception("something due failed", due=due_id)
            await self._store.run(partial(duties.put_back, due_id=due_id, now=now, error=_reason(error)))
            return True

    async def _run(self, slot: Slot) -> None:
        clock = self._clock
        if not await self._store.run(lambda session: duties.claim(session, slot, clock.wall())):
            return
        try:
            while await self._store.run(lambda session: duties.step(session, slot, clock.now(), clock.wall())):
                pass
        except Exception as error:
            log.exception("duty failed", duty=slot.duty.name)
            reason = _reason(error)
            await self._store.run(lambda session: duties.failed(session, slot, clock.wall(), reason))


def _reason(error: Exception) -> str:
    return redact(f"{type(error).__name__}: {error}")[:300]


def _now_slots(session: Session, duty: duties.Duty, now: datetime) -> list[Slot]:
    return [Slot(project_id, duty, now) for project_id in session.scalars(select(Project.id))]
