"""What people do with their phones: write, tap, correct, block, put a bot into a group."""

import secrets
from typing import Any

from bot.sandbox.entities import with_found
from bot.sandbox.errors import NotPossible
from bot.sandbox.records import Chat, Group, Message, Query
from bot.sandbox.shapes import group_json, membership_json, message_json, query_json
from bot.sandbox.user_shapes import private_chat_json, user_json
from bot.sandbox.world import World

LONGEST_TEXT = 4096


def say(world: World, user: int, bot: str, text: str) -> Message:
    """A person writes to a bot, or presses START by writing "/start" (with a payload for a deep link)."""
    return send(world, user, bot, text=_written(text))


def send(world: World, user: int, bot: str, text: str = "", **content: Any) -> Message:
    """A person sends anything at all; with media, `text` is the caption."""
    chat = _open_chat(world, user, bot)
    chat.started = True
    if chat.keyboard and chat.keyboard.get("one_time_keyboard"):
        chat.keyboard = None
    message = world.post(bot, user, from_bot=False, text=text, entities=with_found(text, []), **content)
    world.tell_bot(bot, "message", message_json(world, message))
    return message


def edit(world: World, user: int, bot: str, message_id: int, text: str) -> Message:
    """A person corrects a message of their own."""
    _open_chat(world, user, bot)
    message = world.messages[bot, user].get(message_id)
    if message is None or message.from_bot:
        raise NotPossible("people can edit only what they wrote themselves")
    text = _written(text)
    if text != message.text:
        message.text, message.entities = text, with_found(text, [])
        message.edit_date = world.timestamp()
        world.save_message(message)
        world.tell_bot(bot, "edited_message", message_json(world, message))
    return message


def tap(world: World, user: int, bot: str, message_id: int, data: str) -> Query:
    """A person taps a button. Any data is let through: real clients can be made to send what was never offered."""
    chat = _open_chat(world, user, bot)
    query = Query(query_id=str(secrets.randbits(50) + 1), bot=bot, user=user, message_id=message_id, data=data)
    world.save_query(query)
    chat.awaiting = True
    read(world, user, bot, chat.next_message_id - 1)
    world.save_chat(chat)
    world.tell_bot(bot, "callback_query", query_json(world, query))
    return query


def read(world: World, user: int, bot: str, up_to: int) -> None:
    """A person has seen the chat up to this message."""
    chat = world.chats[bot, user]
    if up_to > chat.read_up_to:
        chat.read_up_to = min(up_to, chat.next_message_id - 1)
        world.save_chat(chat)


def block(world: World, user: int, bot: str) -> None:
    """A person blocks a bot."""
    _set_blocked(world, world.chats[bot, user], blocked=True)


def unblock(world: World, user: int, bot: str) -> None:
    """A person lets a bot write again."""
    _set_blocked(world, world.chats[bot, user], blocked=False)


def add_to_group(world: World, bot: str, title: str, by: int) -> Group:
    """A person puts a bot into a new group; the bot hears only that its membership changed."""
    group = Group(chat_id=-1_000_000_000_001 - len(world.groups), bot=bot, title=title)
    world.save_group(group)
    person = user_json(world.people[by])
    world.tell_bot(bot, "my_chat_member", membership_json(world, bot, group_json(group), person, ("left", "member")))
    return group


def _open_chat(world: World, user: int, bot: str) -> Chat:
    chat = world.chats[bot, user]
    if chat.blocked:
        raise NotPossible("this person blocked the bot; their app offers only to unblock it")
    return chat


def _written(text: str) -> str:
    text = text.strip()
    if not 1 <= len(text) <= LONGEST_TEXT:
        raise NotPossible(f"a message has 1 to {LONGEST_TEXT} characters")
    return text


def _set_blocked(world: World, chat: Chat, *, blocked: bool) -> None:
    if chat.blocked == blocked:
        return
    chat.blocked = blocked
    world.save_chat(chat)
    person = world.people[chat.user]
    statuses = ("member", "kicked") if blocked else ("kicked", "member")
    change = membership_json(world, chat.bot, private_chat_json(person), user_json(person), statuses)
    world.tell_bot(chat.bot, "my_chat_member", change)
