"""One process beside the machine for what takes long: documents, pictures."""

import asyncio
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor
from multiprocessing import get_context
from typing import TypeVar

Result = TypeVar("Result")


class Worker:
    """Started when it is first needed: most days nobody asks for a document."""

    def __init__(self) -> None:
        self._pool: ProcessPoolExecutor | None = None

    async def do(self, work: Callable[[], Result]) -> Result:
        """Do it there, and return what it returned; it must be importable by name."""
        if self._pool is None:
            self._pool = ProcessPoolExecutor(1, mp_context=get_context("spawn"))
        try:
            return await asyncio.get_running_loop().run_in_executor(self._pool, work)
        except BrokenExecutor:
            self._pool = None  # the process was killed; what comes next gets a new one
            raise

    def stop(self) -> None:
        """Let the process end when it has done what it was given."""
        if self._pool:
            self._pool.shutdown()
