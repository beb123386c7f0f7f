"""The page's own requests under /phones: what the people at the phones see."""

from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from bot.sandbox import phone_shapes as shapes
from bot.sandbox.backstage import Clock
from bot.sandbox.orders import Orders
from bot.sandbox.records import Place
from bot.sandbox.stream import Stream
from bot.sandbox.world import World

PAGE = 60
SHOWN = frozenset({"photo", "voice"})


class Phones:
    """Serves what the page asks for; what it orders is in orders.py."""

    def __init__(self, world: World, clock: Clock, stream: Stream) -> None:
        self._world = world
        self._clock = clock
        self._stream = stream

    @property
    def routes(self) -> list[Route]:
        """Where this is served."""
        return [
            Route("/phones/events", self.events, methods=["GET"]),
            Route("/phones/state", self.state, methods=["GET"]),
            Route("/phones/chats/{bot}/{chat}", self.chat, methods=["GET"]),
            Route("/phones/files/{bot}/{chat}/{message:int}", self.file, methods=["GET"]),
            *Orders(self._world, self._clock).routes,
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
        place = self._place(request)
        room = self._world.room(place)
        before = int(request.query_params.get("before", "0")) or room.next_message_id
        earlier = [letter for letter in self._world.messages[place].values() if letter.message_id < before]
        return JSONResponse(
            {
                **shapes.head(self._world, room),
                "chat": shapes.room(self._world, room),
                "messages": [shapes.message(self._world, letter) for letter in earlier[-PAGE:]],
                "more": len(earlier) > PAGE,
            }
        )

    async def file(self, request: Request) -> Response:
        """The file in a message: pictures and voice notes to be shown, all else as a download."""
        letter = self._world.messages[self._place(request)].get(request.path_params["message"])
        if letter is None or letter.media is None or not letter.media.file:
            raise HTTPException(404)
        file = self._world.files[letter.media.file]
        content = self._world.files.content(file.unique_id)
        if file.kind in SHOWN:
            return Response(content, media_type=file.mime, headers={"cache-control": "private, max-age=86400"})
        disposition = f"attachment; filename*=UTF-8''{quote(file.name, safe='')}"
        return Response(content, media_type=file.mime, headers={"content-disposition": disposition})

    def _place(self, request: Request) -> Place:
        try:
            place = request.path_params["bot"], int(request.path_params["chat"])
        except ValueError:
            raise HTTPException(404) from None
        if place not in self._world.messages:
            raise HTTPException(404)
        return place
