"""The database as the machine uses it: one clerk thread for SQLite, a small pool for PostgreSQL, one call one transaction."""

import asyncio
import random
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeVar

import structlog
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.orm import Session, sessionmaker

from bot.cards import mark_stale
from models.events import TOUCHED
from models.register.index import refresh

Result = TypeVar("Result")
log = structlog.stdlib.get_logger(__name__)

POSTGRES_THREADS = 6
TRIES = 5
# Serialization failure, deadlock: PostgreSQL asks for the whole transaction again.
AGAIN = frozenset({"40001", "40P01"})


def make_engine(url: str) -> Engine:
    """An engine with what the house relies on: SQLite in WAL, writing at once, foreign keys on, durable commits."""
    if not url.startswith("sqlite"):
        return create_engine(url, pool_size=POSTGRES_THREADS + 4, pool_pre_ping=True, hide_parameters=True)
    engine = create_engine(url, connect_args={"timeout": 30, "check_same_thread": False}, hide_parameters=True)

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # the driver must not open transactions of its own
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=30000"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Any) -> None:
        reading = connection.get_execution_options().get("reading")
        connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")

    return engine


class Store:
    """Runs synchronous work in threads: `run` may write, `read` never does."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.engine = make_engine(url)
        embedded = self.engine.dialect.name == "sqlite"
        self._sessions = sessionmaker(self.engine, expire_on_commit=False)
        self._readers = sessionmaker(self.engine.execution_options(reading=True), expire_on_commit=False)
        self._under_way: set[Future[Any]] = set()
        self._clerks = ThreadPoolExecutor(1 if embedded else POSTGRES_THREADS, thread_name_prefix="clerk")
        self._reading = ThreadPoolExecutor(1 if embedded else 2, thread_name_prefix="reader")

    async def run(self, work: Callable[[Session], Result]) -> Result:
        """Do the work in one transaction; run it again, whole, after a deadlock or a lost connection."""
        doing = self._clerks.submit(self._stubbornly, work)
        self._under_way.add(doing)
        doing.add_done_callback(self._under_way.discard)
        return await asyncio.wrap_future(doing)

    async def quiet(self) -> None:
        """Return when no transaction is under way: one that nobody waits for any more goes on in its thread."""
        waiting = [asyncio.wrap_future(one) for one in tuple(self._under_way)]
        await asyncio.gather(*waiting, return_exceptions=True)

    async def read(self, work: Callable[[Session], Result]) -> Result:
        """Do reading work on a connection of its own."""
        return await asyncio.get_running_loop().run_in_executor(self._reading, self._read, work)

    def write(self, work: Callable[[Session], Result]) -> Result:
        """The same as `run`, in the calling thread: for commands and start-up."""
        return self._stubbornly(work)

    def close(self) -> None:
        """Finish what is under way and let go of the database."""
        self._clerks.shutdown()
        self._reading.shutdown()
        self.engine.dispose()

    def _read(self, work: Callable[[Session], Result]) -> Result:
        with self._readers() as session:
            return work(session)

    def _stubbornly(self, work: Callable[[Session], Result]) -> Result:
        for attempt in range(1, TRIES + 1):
            try:
                return self._once(work)
            except DBAPIError as error:
                if attempt == TRIES or not _worth_another_try(error):
                    raise
                log.warning("transaction run again", attempt=attempt, reason=type(error.orig).__name__)
                _pause(attempt)
        raise AssertionError("unreachable")

    def _once(self, work: Callable[[Session], Result]) -> Result:
        with self._sessions.begin() as session:
            result = work(session)
            session.flush()
            if touched := session.info.pop(TOUCHED, None):
                refresh(session, touched)
                mark_stale(session, touched)
                log.info("changed", subjects=sorted(touched))
            return result


def _worth_another_try(error: DBAPIError) -> bool:
    if error.connection_invalidated or getattr(error.orig, "sqlstate", None) in AGAIN:
        return True
    return isinstance(error, OperationalError) and "locked" in str(error.orig)


def _pause(attempt: int) -> None:
    """Wait a little, at random, so that two that collided do not collide again."""
    time.sleep(random.uniform(0, 0.02) * attempt)
