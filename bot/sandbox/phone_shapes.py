"""What the page needs to know, as JSON. Times are ISO texts in the office's own time zone."""

from bot.sandbox.bubble_shapes import message, moment
from bot.sandbox.methods.commands import commands_for
from bot.sandbox.methods.profile import words_in
from bot.sandbox.people import Castmember
from bot.sandbox.records import Chat, Group, Json, Query, Ring, Room
from bot.sandbox.world import World

__all__ = ["answer", "chat", "group", "head", "message", "moment", "person", "ring", "room"]


def person(somebody: Castmember) -> Json:
    """A person for the chooser."""
    return {
        "id": somebody.telegram_id,
        "name": somebody.name,
        "side": somebody.side,
        "role_zh": somebody.role_zh,
        "role_en": somebody.role_en,
        "language": somebody.language_code,
    }


def chat(world: World, place: Chat) -> Json:
    """How a private chat stands, without its messages."""
    return {
        "bot": place.bot,
        "chat": place.user,
        "unread": world.unread(place, place.user),
        "started": place.started,
        "blocked": place.blocked,
        "keyboard": place.keyboard,
    }


def group(world: World, place: Group) -> Json:
    """How a group stands; `unread` counts for each of its people."""
    bot, chat_id = place.place
    return {
        "bot": bot,
        "chat": chat_id,
        "title": place.title,
        "members": place.members,
        "bots": place.bots_here,
        "open": not place.migrated_to,
        "unread": {str(user): world.unread(place, user) for user in place.members},
        "started": True,
        "blocked": False,
        "keyboard": place.keyboard,
    }


def room(world: World, place: Room) -> Json:
    """How a private chat or a group stands."""
    return group(world, place) if isinstance(place, Group) else chat(world, place)


def head(world: World, place: Room) -> Json:
    """What stands above and below the messages of a chat: the bot's name and words, the menu; or the group's title."""
    if isinstance(place, Group):
        return {"name": place.title, "description": "", "about": "", "commands": []}
    record = world.records[place.bot]
    somebody = world.people[place.user]
    language = somebody.language_code.split("-")[0]
    return {
        "name": words_in(record, "name", language) or world.bots[place.bot].name,
        "description": words_in(record, "description", language),
        "about": words_in(record, "short_description", language),
        "commands": commands_for(record, somebody),
    }


def ring(world: World, heard: Ring) -> Json:
    """A line of "who was told"."""
    return {
        "number": heard.number,
        "bot": heard.bot,
        "chat": heard.chat_id,
        "message": heard.message_id,
        "at": moment(world, heard.at),
        "words": heard.words,
        "kind": heard.kind,
        "answer": heard.answer,
    }


def answer(query: Query) -> Json:
    """How a person's tap was answered."""
    bot, chat_id = query.place
    return {
        "bot": bot,
        "chat": chat_id,
        "user": query.user,
        "query": query.query_id,
        "message": query.message_id,
        "text": query.text,
        "alert": query.alert,
        "url": query.url,
    }
