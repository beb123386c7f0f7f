"""The page's live line: everything once when it connects, then every change as a server-sent event."""

import asyncio
import json
from collections.abc import AsyncIterator, Sequence

from bot.sandbox import phone_shapes as shapes
from bot.sandbox.backstage import Clock
from bot.sandbox.bell import Change
from bot.sandbox.records import Json
from bot.sandbox.world import World

HEARTBEAT_SECONDS = 5.0
HEARTBEAT_ON_A_WALK = 0.4


class Stream:
    """Writes the events; what a change means is read from the world when it is sent, so it is never stale."""

    def __init__(self, world: World, clock: Clock, first_phones: Sequence[int]) -> None:
        self._world = world
        self._clock = clock
        self._first_phones = list(first_phones)

    async def state(self) -> Json:
        """Everything the page shows, except the messages of chats, which an opened phone fetches."""
        world = self._world
        return {
            "bots": [{"key": bot.key, "name": bot.name, "username": bot.username} for bot in world.bots.values()],
            "people": [shapes.person(somebody) for somebody in world.people.values()],
            "chats": [shapes.chat(world, place) for place in world.chats.values()],
            "groups": [shapes.group(world, place) for place in world.groups.values()],
            "rings": [shapes.ring(world, ring) for ring in world.rings if (ring.bot, ring.chat_id) in world.messages],
            "faults": world.faults.as_json(),
            "first_phones": self._first_phones,
            "clock": await self._clock.as_json(),
        }

    async def events(self) -> AsyncIterator[str]:
        """The events, until the page goes away or the server stops; a page that is too slow must reconnect."""
        with self._world.bell.listen() as listener:
            yield _event("state", await self.state())
            while not listener.closed and not listener.behind:
                pause = HEARTBEAT_ON_A_WALK if self._clock.walking else HEARTBEAT_SECONDS
                try:
                    changes = await asyncio.wait_for(listener.heard(), pause)
                except TimeoutError:
                    yield _event("clock", await self._clock.as_json())
                    continue
                for change in dict.fromkeys(changes):
                    if (told := await self._told(change)) is not None:
                        yield _event(change.kind, told)

    async def _told(self, change: Change) -> Json | None:
        match change.kind:
            case "people":
                return {"people": [shapes.person(somebody) for somebody in self._world.people.values()]}
            case "clock":
                return await self._clock.as_json()
            case "faults":
                return self._world.faults.as_json()
            case "commands":
                return {"bot": change.bot}
            case "updates":
                return None
            case "gone" | "action":
                return {"bot": change.bot, "chat": change.chat_id, "id": change.number}
            case _:
                return self._of_a_chat(change)

    def _of_a_chat(self, change: Change) -> Json | None:
        world = self._world
        place = change.bot, change.chat_id
        if change.kind in {"chat", "group"}:
            return shapes.room(world, world.room(place))
        if change.kind == "answered":
            return shapes.answer(world.queries[str(change.number)])
        if change.kind == "ring":
            ring = next((ring for ring in reversed(world.rings) if ring.number == change.number), None)
            return shapes.ring(world, ring) if ring else None
        message = world.messages[place].get(change.number)
        return shapes.message(world, message) if message else None


def _event(kind: str, content: Json) -> str:
    return f"event: {kind}\ndata: {json.dumps(content, ensure_ascii=False)}\n\n"
