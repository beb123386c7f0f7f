"""Records in the shape that the Bot API gives them."""

from bot.sandbox.people import BotAccount, Castmember
from bot.sandbox.records import Group, Json, Message, Query
from bot.sandbox.world import World


def user_json(person: Castmember) -> Json:
    """A person as User."""
    return {
        "id": person.telegram_id,
        "is_bot": False,
        "first_name": person.name,
        "language_code": person.language_code,
    }


def bot_json(bot: BotAccount) -> Json:
    """A bot as User."""
    return {"id": bot.telegram_id, "is_bot": True, "first_name": bot.name, "username": bot.username}


def private_chat_json(person: Castmember) -> Json:
    """The private chat with a person."""
    return {"id": person.telegram_id, "type": "private", "first_name": person.name}


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
    text, entities = ("caption", "caption_entities") if message.file_id else ("text", "entities")
    content: Json = {}
    if message.file_id:
        content["document"] = document_json(world, message.file_id)
    if message.text:
        content[text] = message.text
    if message.entities:
        content[entities] = [entity_json(world, entity) for entity in message.entities]
    return content


def document_json(world: World, file_id: str) -> Json:
    """A stored file as Document."""
    file = world.files[file_id]
    return {
        "file_id": file.file_id,
        "file_unique_id": file.unique_id,
        "file_name": file.name,
        "mime_type": file.mime,
        "file_size": file.size,
    }


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
