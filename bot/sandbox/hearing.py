"""Which bots hear of a message: the one of a private chat, and in a group those that may see it."""

import re
from collections.abc import Iterator

from bot.sandbox.records import GROUP, Group, Json, Message
from bot.sandbox.shapes import group_json, membership_json, message_json
from bot.sandbox.user_shapes import account_json
from bot.sandbox.world import World

COMMAND = re.compile(r"/[A-Za-z0-9_]{1,64}(?:@([A-Za-z0-9_]+))?(?!\w)")


def tell(world: World, message: Message, kind: str = "message") -> None:
    """Tell every bot that may know of a message that people sent or changed."""
    hearers = list(_hearers(world, message))
    if hearers and not message.service:
        room = world.room(message.place)
        room.awaiting = True
        world.save_room(room)
    for bot in hearers:
        world.tell_bot(bot, kind, message_json(world, message, bot))


def happened(world: World, group: Group, by: int, **service: object) -> Message:
    """Something happened to a group: it stands there, and every bot hears of it."""
    message = world.post(group, by, service=dict(service), silent=True)
    tell(world, message)
    return message


def set_membership(world: World, group: Group, bot: str, by: int, status: str) -> None:
    """A bot comes or goes, and hears of it."""
    before: str = group.bots.get(bot, "left")
    group.bots[bot] = status
    world.save_room(group)
    change: Json = membership_json(world, bot, group_json(group), account_json(world, by), (before, status))
    world.tell_bot(bot, "my_chat_member", change)


def _hearers(world: World, message: Message) -> Iterator[str]:
    if message.bot != GROUP:
        yield message.bot
        return
    group = world.groups[message.chat_id]
    for bot in group.bots_here:
        if group.bots[bot] == "administrator" or message.service or _meant_for(world, bot, message):
            yield bot


def _meant_for(world: World, bot: str, message: Message) -> bool:
    # Privacy mode: commands, unless they name another bot, and answers to what the bot itself said.
    account = world.bots[bot]
    answered = world.messages[message.place].get(message.reply_to or 0)
    if answered is not None and answered.sender == account.telegram_id:
        return True
    command = COMMAND.match(message.text)
    return command is not None and (command[1] or account.username).lower() == account.username.lower()
