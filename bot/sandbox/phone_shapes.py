"""What the page needs to know, as JSON. Times are ISO texts in the office's own time zone."""

from datetime import datetime

from bot.sandbox.methods.commands import commands_for
from bot.sandbox.methods.profile import words_in
from bot.sandbox.people import Castmember
from bot.sandbox.records import Chat, Json, Message, Query, Ring
from bot.sandbox.views import buttons_of
from bot.sandbox.world import World

QUOTED = 80


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
    """How a chat stands, without its messages."""
    return {
        "bot": place.bot,
        "user": place.user,
        "unread": world.unread(place),
        "started": place.started,
        "blocked": place.blocked,
        "keyboard": place.keyboard,
    }


def head(world: World, place: Chat) -> Json:
    """What stands above and below the messages of a chat: the bot's name and words, the menu."""
    record = world.records[place.bot]
    somebody = world.people[place.user]
    language = somebody.language_code.split("-")[0]
    return {
        "name": words_in(record, "name", language) or world.bots[place.bot].name,
        "description": words_in(record, "description", language),
        "about": words_in(record, "short_description", language),
        "commands": commands_for(record, somebody),
    }


def message(world: World, letter: Message) -> Json:
    """A message as a bubble."""
    quoted = world.messages[letter.bot, letter.user].get(letter.reply_to or 0)
    return {
        "bot": letter.bot,
        "user": letter.user,
        "id": letter.message_id,
        "from_bot": letter.from_bot,
        "text": letter.text,
        "entities": letter.entities,
        "buttons": [[button._asdict() for button in row] for row in buttons_of(letter)],
        "document": _document(world, letter),
        "quoted": {"id": quoted.message_id, "text": quoted.text[:QUOTED]} if quoted else None,
        "at": moment(world, letter.date),
        "edited": letter.edit_date is not None,
        "silent": letter.silent,
        "revision": letter.revision,
    }


def ring(world: World, heard: Ring) -> Json:
    """A line of "who was told"."""
    return {
        "number": heard.number,
        "bot": heard.bot,
        "user": heard.user,
        "message": heard.message_id,
        "at": moment(world, heard.at),
        "words": heard.words,
        "kind": heard.kind,
        "answer": heard.answer,
    }


def answer(query: Query) -> Json:
    """How a tap was answered."""
    return {
        "bot": query.bot,
        "user": query.user,
        "query": query.query_id,
        "message": query.message_id,
        "text": query.text,
        "alert": query.alert,
        "url": query.url,
    }


def moment(world: World, seconds: int) -> str:
    """Unix seconds as an ISO text in the office's time zone."""
    return datetime.fromtimestamp(seconds, tz=world.now().tzinfo).isoformat()


def _document(world: World, letter: Message) -> Json | None:
    if letter.media is None or not letter.media.file:
        return None
    file = world.files[letter.media.file]
    href = f"/phones/files/{letter.bot}/{letter.user}/{letter.message_id}"
    return {"name": file.name, "size": file.size, "mime": file.mime, "href": href}
