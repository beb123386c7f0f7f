"""What people do with their phones in any chat: write, tap, correct, read, block."""

import secrets
from typing import Any

from bot.sandbox.entities import with_found
from bot.sandbox.errors import NotPossible
from bot.sandbox.hearing import tell
from bot.sandbox.records import Chat, Group, Message, Place, Query, Room
from bot.sandbox.shapes import membership_json, query_json
from bot.sandbox.user_shapes import private_chat_json, user_json
from bot.sandbox.world import World

LONGEST_TEXT = 4096


def say(world: World, user: int, place: Place, text: str, reply_to: int | None = None) -> Message:
    """A person writes, or presses START by writing "/start" (with a payload for a deep link)."""
    return send(world, user, place, text=_written(text), reply_to=reply_to)


def send(world: World, user: int, place: Place, text: str = "", reply_to: int | None = None, **content: Any) -> Message:
    """A person sends anything at all; with media, `text` is the caption."""
    room = _entered(world, user, place)
    if reply_to is not None and reply_to not in world.messages[place]:
        raise NotPossible("what this answers is not there")
    if isinstance(room, Chat):
        room.started = True
    if room.keyboard and room.keyboard.get("one_time_keyboard"):
        room.keyboard = None
    message = world.post(room, user, text=text, entities=with_found(text, []), reply_to=reply_to, **content)
    tell(world, message)
    return message


def edit(world: World, user: int, place: Place, message_id: int, text: str) -> Message:
    """A person corrects a message of their own."""
    _entered(world, user, place)
    message = world.messages[place].get(message_id)
    if message is None or message.sender != user or message.service:
        raise NotPossible("people can edit only what they wrote themselves")
    text = _written(text)
    if text != message.text:
        message.text, message.entities = text, with_found(text, [])
        message.edit_date = world.timestamp()
        world.save_message(message)
        tell(world, message, "edited_message")
    return message


def tap(world: World, user: int, place: Place, message_id: int, data: str) -> Query:
    """A person taps a button. Any data is let through: real clients can be made to send what was never offered."""
    room = _entered(world, user, place)
    query = Query(
        query_id=str(secrets.randbits(50) + 1),
        bot=_asked(world, room, message_id),
        user=user,
        chat_id=place[1],
        message_id=message_id,
        data=data,
    )
    world.save_query(query)
    room.awaiting = True
    world.read(room, user, room.next_message_id - 1)
    world.save_room(room)
    world.tell_bot(query.bot, "callback_query", query_json(world, query))
    return query


def read(world: World, user: int, place: Place, up_to: int) -> None:
    """A person has seen a chat up to this message."""
    world.read(world.room(place), user, up_to)


def block(world: World, user: int, bot: str) -> None:
    """A person blocks a bot."""
    _set_blocked(world, world.chats[bot, user], blocked=True)


def unblock(world: World, user: int, bot: str) -> None:
    """A person lets a bot write again."""
    _set_blocked(world, world.chats[bot, user], blocked=False)


def _entered(world: World, user: int, place: Place) -> Room:
    room = world.room(place)
    if isinstance(room, Group):
        if user not in room.members or room.migrated_to:
            raise NotPossible("this person is not in this group")
    elif room.blocked:
        raise NotPossible("this person blocked the bot; their app offers only to unblock it")
    return room


def _asked(world: World, room: Room, message_id: int) -> str:
    # Whoever wrote the message; of what is gone we know no more than which bots are there.
    if isinstance(room, Chat):
        return room.bot
    message = world.messages[room.place].get(message_id)
    if message is not None and message.from_bot:
        return world.bot_by_id(message.sender).key
    if not room.present:
        raise NotPossible("no bot is in this group")
    return room.bots_here[0]


def _written(text: str) -> str:
    text = text.strip()
    if not 1 <= len(text) <= LONGEST_TEXT:
        raise NotPossible(f"a message has 1 to {LONGEST_TEXT} characters")
    return text


def _set_blocked(world: World, chat: Chat, *, blocked: bool) -> None:
    if chat.blocked == blocked:
        return
    chat.blocked = blocked
    world.save_room(chat)
    person = world.people[chat.user]
    statuses = ("member", "kicked") if blocked else ("kicked", "member")
    change = membership_json(world, chat.bot, private_chat_json(person), user_json(person), statuses)
    world.tell_bot(chat.bot, "my_chat_member", change)
