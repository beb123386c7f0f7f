"""Waking up after a restart: the journal's last words become the state of our Telegram again."""

from bot.sandbox.people import Castmember
from bot.sandbox.records import BotRecord, Chat, Group, Json, Media, Message, Query, Ring, StoredFile
from bot.sandbox.world import World


def restore(world: World) -> None:
    """Fill a fresh world from its journal; what belongs to a bot that is not there any more stays asleep."""
    shelves = world.journal.shelves
    for saved in shelves.get("person", {}).values():
        world.people[saved["telegram_id"]] = Castmember(**saved)
    for saved in shelves.get("file", {}).values():
        world.files.shelve(StoredFile(**saved))
    for saved in shelves.get("group", {}).values():
        if saved["bots"].keys() <= world.bots.keys():
            world.open_group(Group(**saved))
    world.faults.restore(shelves.get("faults", {}).get("", {}))
    _restore_chats(world)
    _restore_bots(world)
    for person in list(world.people.values()):
        world.welcome(person)
    shelves.clear()


def _restore_chats(world: World) -> None:
    shelves = world.journal.shelves
    for saved in shelves.get("chat", {}).values():
        if saved["bot"] in world.bots:
            world.open_chat(Chat(**saved))
    for saved in shelves.get("message", {}).values():
        message = _message(saved)
        if message.place in world.messages:
            world.messages[message.place][message.message_id] = message
            world.revision = max(world.revision, message.revision)
    for saved in shelves.get("query", {}).values():
        world.queries[saved["query_id"]] = Query(**saved)
    world.rings = [Ring(**saved) for saved in shelves.get("ring", {}).values()]


def _restore_bots(world: World) -> None:
    shelves = world.journal.shelves
    for bot in world.bots:
        if saved := shelves.get("bot", {}).get(bot):
            world.records[bot] = BotRecord(**saved)
        for update in shelves.get(f"updates/{bot}", {}).values():
            world.queues[bot].pending[update["update_id"]] = update


def _message(saved: Json) -> Message:
    media = saved["media"]
    return Message(**{**saved, "media": Media(**media) if media else None})
