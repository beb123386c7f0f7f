"""Serving the sandbox over real HTTP from a running event loop, for the demo and for tests that need a port."""

import asyncio
import socket
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn

from bot.sandbox.sandbox import Sandbox

SECONDS_TO_SAY_GOODBYE = 2


class _QuietServer(uvicorn.Server):
    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.answering = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.answering.set()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        # Signals belong to the process that runs us; it calls stop().
        yield


class Serving:
    """A sandbox that is being served; `port` is the real one when port 0 was asked for."""

    def __init__(self, sandbox: Sandbox, server: _QuietServer, listening: socket.socket) -> None:
        self.port: int = listening.getsockname()[1]
        self._sandbox = sandbox
        self._server = server
        self._run = asyncio.get_running_loop().create_task(server.serve(sockets=[listening]))

    async def ready(self) -> None:
        """Return when requests are answered; raises what ended the server instead."""
        answering = asyncio.ensure_future(self._server.answering.wait())
        await asyncio.wait({self._run, answering}, return_when=asyncio.FIRST_COMPLETED)
        answering.cancel()
        if self._run.done():
            self._run.result()

    async def stop(self) -> None:
        """Close every line and return when the server is down; what happened is already written down."""
        self._server.should_exit = True
        self._sandbox.hang_up()
        await self._run
        await self._sandbox.close()


async def serve(sandbox: Sandbox, host: str = "127.0.0.1", port: int = 0) -> Serving:
    """Start serving and return once requests are answered. Raises OSError when the port is taken."""
    listening = socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    # Inherited by every connection; without it each answer waits 40 ms for the client's delayed acknowledgement.
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    sandbox.welcome_host(host)
    config = uvicorn.Config(
        sandbox.app,
        log_config=None,
        access_log=False,
        timeout_graceful_shutdown=SECONDS_TO_SAY_GOODBYE,
        server_header=False,
    )
    serving = Serving(sandbox, _QuietServer(config), listening)
    await serving.ready()
    return serving
