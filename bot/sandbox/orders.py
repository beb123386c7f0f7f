"""The page's orders under /phones: what the people at the phones do."""

import json
from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.sandbox import enclosures, gatherings, hands, till
from bot.sandbox.backstage import Clock
from bot.sandbox.errors import NotPossible
from bot.sandbox.records import GROUP, Json, Media, Place
from bot.sandbox.world import World

UNREADABLE = "this order cannot be read"
Order = Callable[[Json], Json]


class Orders:
    """Carries out what the page orders. A deed that no app would allow is answered with 409 and a sentence."""

    def __init__(self, world: World, clock: Clock) -> None:
        self._world = world
        self._clock = clock

    @property
    def routes(self) -> list[Route]:
        """Where this is served."""
        orders: dict[str, Order] = {
            "say": self._say,
            "tap": self._tap,
            "edit": self._edit,
            "block": self._block,
            "read": self._read,
            "share": self._share,
            "gather": self._gather,
            "admit": self._admit,
            "faults": self._faults,
            "clock": self._walk,
        }
        return [
            Route("/phones/upload", self.upload, methods=["POST"]),
            Route("/phones/pay", self.pay, methods=["POST"]),
            *(Route(f"/phones/{name}", _endpoint(order), methods=["POST"]) for name, order in orders.items()),
        ]

    async def upload(self, request: Request) -> Response:
        """A person sends a photo, a voice note or a file: the body is its bytes, the query says what and where."""
        content = await request.body()
        return _answered(lambda: self._send(dict(request.query_params), content))

    async def pay(self, request: Request) -> Response:
        """A person pays an invoice; answered when the bot has said whether it is all right, or too much time has passed."""
        try:
            order = json.loads(await request.body())
            paid = await till.pay(self._world, order["user"], _place(order), int(order["message"]))
        except NotPossible as reason:
            return JSONResponse({"reason": str(reason)}, 409)
        except (KeyError, TypeError, ValueError, AttributeError):
            return JSONResponse({"reason": UNREADABLE}, 400)
        return JSONResponse({"ok": paid.ok, "error": paid.error})

    def _say(self, order: Json) -> Json:
        message = hands.say(self._world, order["user"], _place(order), order["text"], order.get("reply_to"))
        return {"id": message.message_id}

    def _tap(self, order: Json) -> Json:
        query = hands.tap(self._world, order["user"], _place(order), order["message"], order["data"])
        return {"query": query.query_id}

    def _edit(self, order: Json) -> Json:
        message = hands.edit(self._world, order["user"], _place(order), order["message"], order["text"])
        return {"id": message.message_id}

    def _block(self, order: Json) -> Json:
        deed = hands.block if order["blocked"] else hands.unblock
        deed(self._world, order["user"], order["bot"])
        return {}

    def _read(self, order: Json) -> Json:
        hands.read(self._world, order["user"], _place(order), order["message"])
        return {}

    def _gather(self, order: Json) -> Json:
        group = gatherings.found(self._world, order["title"], order["members"], order["user"])
        gatherings.add_bot(self._world, group, order["bot"], order["user"], sees_all=bool(order.get("sees_all")))
        return {"chat": group.chat_id}

    def _send(self, order: Json, content: bytes) -> Json:
        user, place = int(order["user"]), _place(order)
        media = _enclosed(self._world, order, content)
        message = enclosures.send(
            self._world, user, place, media, order.get("caption", ""), enclosures.checked_album(order.get("album", ""))
        )
        return {"id": message.message_id}

    def _share(self, order: Json) -> Json:
        user = order["user"]
        if order["kind"] == "contact":
            media = enclosures.contact(self._world, user, self._world.people[user].number, own=True)
        else:
            media = enclosures.location(float(order["latitude"]), float(order["longitude"]))
        return {"id": enclosures.send(self._world, user, _place(order), media).message_id}

    def _admit(self, order: Json) -> Json:
        deed = gatherings.add_bot if order["inside"] else gatherings.remove_bot
        deed(self._world, self._world.groups[order["group"]], order["bot"], order["user"])
        return {}

    def _faults(self, order: Json) -> Json:
        if "duplicates" in order:
            self._world.faults.duplicates = bool(order["duplicates"])
        if "paid_twice" in order:
            self._world.faults.paid_twice = bool(order["paid_twice"])
        if "flood" in order:
            self._world.faults.flood = int(order["flood"])
        return self._world.faults.as_json()

    def _walk(self, order: Json) -> Json:
        if order.get("to") == "next_duty":
            self._clock.start_walk_to_next_duty()
        else:
            self._clock.start_walk(int(order["seconds"]))
        return {}


def _place(order: Json) -> Place:
    if order.get("group"):
        return GROUP, int(order["group"])
    return order["bot"], int(order["user"])


def _enclosed(world: World, order: Json, content: bytes) -> Media:
    match order["kind"]:
        case "photo":
            return enclosures.photo(world, content)
        case "voice":
            return enclosures.voice(world, content, int(order["seconds"]))
        case _:
            mime = order.get("mime") or "application/octet-stream"
            return enclosures.document(world, order["name"], content, mime)


def _endpoint(order: Order) -> Callable[[Request], Awaitable[Response]]:
    async def answer(request: Request) -> Response:
        body = await request.body()
        return _answered(lambda: order(json.loads(body)))

    return answer


def _answered(deed: Callable[[], Json]) -> Response:
    try:
        return JSONResponse(deed())
    except NotPossible as reason:
        return JSONResponse({"reason": str(reason)}, 409)
    except (KeyError, TypeError, ValueError, AttributeError):
        return JSONResponse({"reason": UNREADABLE}, 400)
