"""A real office's process: start, listen, and stop gracefully when told to."""

import asyncio
import signal

import uvicorn
from starlette.applications import Starlette


def told_to_stop() -> asyncio.Event:
    """Set by SIGTERM or SIGINT; ask for it before anything starts, so that an early one is heard too."""
    told = asyncio.Event()
    for one in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(one, told.set)
    return told


class Listener:
    """Serves an ASGI application inside the running loop; the process keeps its own signals."""

    def __init__(self, app: Starlette, listen: str) -> None:
        host, _, port = listen.rpartition(":")
        self._server = uvicorn.Server(
            uvicorn.Config(app, host=host or "127.0.0.1", port=int(port), log_config=None, access_log=False)
        )
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Listen from now on; `_serve` because `serve` would take the process's signals."""
        self._task = asyncio.create_task(self._server._serve())

    async def stop(self) -> None:
        """Answer what has come in, take no more."""
        self._server.should_exit = True
        if self._task:
            await self._task
