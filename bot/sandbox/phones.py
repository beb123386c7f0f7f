"""The page's own requests under /phones: what the people at the phones see and do."""

from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from bot.sandbox import hands
from bot.sandbox import phone_shapes as shapes
from bot.sandbox.backstage import Clock
from bot.sandbox.errors import NotPossible
from bot.sandbox.records import Json
from bot.sandbox.stream import Stream
from bot.sandbox.world import World

PAGE = 60
Order = Callable[[Json], Json]


class Phones:
    """Serves the page's requests. A deed that no app would allow is answered with 409 and a sentence."""

    def __init__(self, world: World, clock: Clock, stream: Stream) -> None:
        self._world = world
        self._clock = clock
        self._stream = stream

    @property
    def routes(self) -> list[Route]:
        """Where this is served."""
        orders: dict[str, Order] = {
            "say": self._say,
            "tap": self._tap,
            "edit": self._edit,
            "block": self._block,
            "read": self._read,
            "faults": self._faults,
            "clock": self._walk,
        }
        return [
            Route("/phones/events", self.events, methods=["GET"]),
            Route("/phones/state", self.state, methods=["GET"]),
            Route("/phones/chats/{bot}/{user:int}", self.chat, methods=["GET"]),
            Route("/phones/files/{bot}/{user:int}/{message:int}", self.file, methods=["GET"]),
            *(Route(f"/phones/{name}", _endpoint(order), methods=["POST"]) for name, order in orders.items()),
        ]

    async def events(self, _request: Request) -> Response:
        """The live line."""
        headers = {"cache-control": "no-store", "x-accel-buffering": "no"}
        return StreamingResponse(self._stream.events(), media_type="text/event-stream", headers=headers)

    async def state(self, _request: Request) -> Response:
        """The same state that the live line begins with."""
        return JSONResponse(await self._stream.state())

    async def chat(self, request: Request) -> Response:
        """A chat's newest messages, or those before a certain one."""
        place = request.path_params["bot"], request.path_params["user"]
        if place not in self._world.chats:
            raise HTTPException(404)
        before = int(request.query_params.get("before", "0")) or self._world.chats[place].next_message_id
        earlier = [letter for letter in self._world.messages[place].values() if letter.message_id < before]
        return JSONResponse(
            {
                **shapes.head(self._world, self._world.chats[place]),
                "chat": shapes.chat(self._world, self._world.chats[place]),
                "messages": [shapes.message(self._world, letter) for letter in earlier[-PAGE:]],
                "more": len(earlier) > PAGE,
            }
        )

    async def file(self, request: Request) -> Response:
        """The file in a message, as a download."""
        place = request.path_params["bot"], request.path_params["user"]
        letter = self._world.messages.get(place, {}).get(request.path_params["message"])
        if letter is None or letter.media is None or not letter.media.file:
            raise HTTPException(404)
        file = self._world.files[letter.media.file]
        disposition = f"attachment; filename*=UTF-8''{quote(file.name, safe='')}"
        content = self._world.files.content(file.unique_id)
        return Response(content, media_type=file.mime, headers={"content-disposition": disposition})

    def _say(self, order: Json) -> Json:
        message = hands.say(self._world, order["user"], order["bot"], order["text"])
        return {"id": message.message_id}

    def _tap(self, order: Json) -> Json:
        query = hands.tap(self._world, order["user"], order["bot"], order["message"], order["data"])
        return {"query": query.query_id}

    def _edit(self, order: Json) -> Json:
        message = hands.edit(self._world, order["user"], order["bot"], order["message"], order["text"])
        return {"id": message.message_id}

    def _block(self, order: Json) -> Json:
        deed = hands.block if order["blocked"] else hands.unblock
        deed(self._world, order["user"], order["bot"])
        return {}

    def _read(self, order: Json) -> Json:
        hands.read(self._world, order["user"], order["bot"], order["message"])
        return {}

    def _faults(self, order: Json) -> Json:
        if "duplicates" in order:
            self._world.faults.duplicates = bool(order["duplicates"])
        if "flood" in order:
            self._world.faults.flood = int(order["flood"])
        return self._world.faults.as_json()

    def _walk(self, order: Json) -> Json:
        if order.get("to") == "next_duty":
            self._clock.start_walk_to_next_duty()
        else:
            self._clock.start_walk(int(order["seconds"]))
        return {}


def _endpoint(order: Order) -> Callable[[Request], Awaitable[Response]]:
    async def answer(request: Request) -> Response:
        try:
            body: Any = await request.json()
            return JSONResponse(order(body))
        except NotPossible as reason:
            return JSONResponse({"reason": str(reason)}, 409)
        except (KeyError, TypeError, ValueError, AttributeError):
            return JSONResponse({"reason": "this order cannot be read"}, 400)

    return answer
