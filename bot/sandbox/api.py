"""The Bot API over HTTP: /bot<token>/<method> and /file/bot<token>/<path>."""

import inspect
import logging
from collections.abc import Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.sandbox.errors import ApiError, bad_request
from bot.sandbox.methods import METHODS
from bot.sandbox.methods.call import Call
from bot.sandbox.params import Params, read
from bot.sandbox.people import BotAccount
from bot.sandbox.records import Json
from bot.sandbox.world import World

log = logging.getLogger(__name__)
OnRequest = Callable[[str, Json], None]


class BotApi:
    """Answers bots. `on_request(method, parameters)` may raise AssertionError: the request is then refused
    and the sentence kept in `complaints`."""

    def __init__(self, world: World, on_request: OnRequest | None) -> None:
        self.complaints: list[str] = []
        self._world = world
        self._on_request = on_request
        self._tokens = {bot.token: bot for bot in world.bots.values()}

    @property
    def routes(self) -> list[Route]:
        """Where this is served."""
        return [
            Route("/bot{token}/{method}", self.answer, methods=["GET", "POST"]),
            Route("/file/bot{token}/{path:path}", self.file, methods=["GET"]),
        ]

    async def answer(self, request: Request) -> Response:
        """Answer a request of a bot."""
        try:
            return JSONResponse({"ok": True, "result": await self._result(request)})
        except ApiError as error:
            return JSONResponse(error.as_json(), error.code)
        except Exception:
            log.exception("the sandbox failed on %s", request.path_params["method"])
            return JSONResponse(ApiError(500, "Internal Server Error").as_json(), 500)

    async def file(self, request: Request) -> Response:
        """Give a bot the content of its own file."""
        bot = self._tokens.get(request.path_params["token"])
        path = request.path_params["path"]
        file = self._world.files.at(bot.key, path) if bot else None
        if file is not None:
            return Response(self._world.files.content(file.unique_id), media_type="application/octet-stream")
        return JSONResponse(ApiError(404, "Not Found").as_json(), 404)

    async def _result(self, request: Request) -> Any:
        bot = self._tokens.get(request.path_params["token"])
        if bot is None:
            raise ApiError(401, "Unauthorized")
        name = request.path_params["method"]
        method = METHODS.get(name.lower())
        if method is None:
            raise ApiError(404, "Not Found")
        params = await read(request)
        self._check(name, params)
        self._world.faults.before_request(name.lower())
        return await self._called(method, bot, params)

    async def _called(self, method: Callable[[Call], Any], bot: BotAccount, params: Params) -> Any:
        result = method(Call(self._world, bot, params))
        return await result if inspect.isawaitable(result) else result

    def _check(self, name: str, params: Params) -> None:
        if self._on_request is None:
            return
        try:
            self._on_request(name, params.as_sent())
        except AssertionError as error:
            self.complaints.append(f"{name}: {error}")
            raise bad_request(str(error)) from error
