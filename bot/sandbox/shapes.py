"""Records in the shape that the Bot API gives them."""

from bot.sandbox.media_shapes import media_json, origin_json
from bot.sandbox.records import Group, Json, Message, Query
from bot.sandbox.user_shapes import bot_json, private_chat_json, user_json
from bot.sandbox.world import World


def group_json(group: Group) -> Json:
    """A group as Chat."""
    return {"id": group.chat_id, "type": "supergroup", "title": group.title}


def entity_json(world: World, entity: Json) -> Json:
    """An entity; a link to a person is kept by id and shown as the User."""
    if entity["type"] != "text_mention":
        return entity
    kept = {name: value for name, value in entity.items() if name != "user_id"}
    return {**kept, "user": user_json(world.people[entity["user_id"]])}


def message_json(world: World, message: Message, *, with_reply: bool = True) -> Json:
    """A message as it stands now."""
    person = world.people[message.user]
    shape: Json = {
        "message_id": message.message_id,
        "from": bot_json(world.bots[message.bot]) if message.from_bot else user_json(person),
        "chat": private_chat_json(person),
        "date": message.date,
    }
    shape |= _content(world, message)
    if message.markup:
        shape["reply_markup"] = message.markup
    if message.edit_date is not None:
        shape["edit_date"] = message.edit_date
    if message.protected:
        shape["has_protected_content"] = True
    answered = world.messages[message.bot, message.user].get(message.reply_to or 0)
    if answered is not None and with_reply:
        shape["reply_to_message"] = message_json(world, answered, with_reply=False)
    return shape


def _content(world: World, message: Message) -> Json:
    text, entities = ("caption", "caption_entities") if message.media else ("text", "entities")
    content: Json = {}
    if message.media:
        content[message.media.kind] = media_json(world, message.bot, message.media)
    if message.album:
        content["media_group_id"] = message.album
    if message.forward:
        content["forward_origin"] = origin_json(world, message.forward)
    if message.text:
        content[text] = message.text
    if message.entities:
        content[entities] = [entity_json(world, entity) for entity in message.entities]
    return content


def query_json(world: World, query: Query) -> Json:
    """A tap as CallbackQuery; a message that is gone comes as InaccessibleMessage."""
    person = world.people[query.user]
    message = world.messages[query.bot, query.user].get(query.message_id)
    gone = {"chat": private_chat_json(person), "message_id": query.message_id, "date": 0}
    return {
        "id": query.query_id,
        "from": user_json(person),
        "message": message_json(world, message) if message else gone,
        "chat_instance": str(world.bots[query.bot].telegram_id * 31 + query.user),
        "data": query.data,
    }


def membership_json(world: World, bot_key: str, chat: Json, by: Json, statuses: tuple[str, str]) -> Json:
    """A change of the bot's own membership in a chat, from one status to another, as ChatMemberUpdated."""
    user = bot_json(world.bots[bot_key])
    old, new = (_member(user, status) for status in statuses)
    return {"chat": chat, "from": by, "date": world.timestamp(), "old_chat_member": old, "new_chat_member": new}


def _member(user: Json, status: str) -> Json:
    member = {"user": user, "status": status}
    return {**member, "until_date": 0} if status == "kicked" else member
