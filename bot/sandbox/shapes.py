"""Records in the shape that the Bot API gives them."""

from bot.sandbox.media_shapes import media_json, origin_json
from bot.sandbox.records import Group, Json, Message, Query, Room
from bot.sandbox.user_shapes import account_json, bot_json, private_chat_json, user_json
from bot.sandbox.world import World

RIGHTS = (
    "can_be_edited",
    "is_anonymous",
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_send_welcome_messages",
)
OF_MEMBERS = frozenset({"new_chat_members", "left_chat_member"})


def group_json(group: Group) -> Json:
    """A group as Chat."""
    return {"id": group.chat_id, "type": "group" if group.basic else "supergroup", "title": group.title}


def room_json(world: World, room: Room) -> Json:
    """A private chat or a group as Chat."""
    return group_json(room) if isinstance(room, Group) else private_chat_json(world.people[room.user])


def entity_json(world: World, entity: Json) -> Json:
    """An entity; a link to a person is kept by id and shown as the User."""
    if entity["type"] != "text_mention":
        return entity
    kept = {name: value for name, value in entity.items() if name != "user_id"}
    return {**kept, "user": user_json(world.people[entity["user_id"]])}


def message_json(world: World, message: Message, bot: str, *, with_reply: bool = True) -> Json:
    """A message as it stands now, as this bot sees it."""
    shape: Json = {
        "message_id": message.message_id,
        "from": account_json(world, message.sender),
        "chat": room_json(world, world.room(message.place)),
        "date": message.date,
    }
    shape |= _content(world, message, bot)
    if message.markup:
        shape["reply_markup"] = message.markup
    if message.edit_date is not None:
        shape["edit_date"] = message.edit_date
    if message.protected:
        shape["has_protected_content"] = True
    answered = world.messages[message.place].get(message.reply_to or 0)
    if answered is not None and with_reply:
        shape["reply_to_message"] = message_json(world, answered, bot, with_reply=False)
    return shape


def _content(world: World, message: Message, bot: str) -> Json:
    text, entities = ("caption", "caption_entities") if message.media else ("text", "entities")
    content = _service(world, message.service or {})
    if message.media:
        content[message.media.kind] = media_json(world, bot, message.media)
    if message.album:
        content["media_group_id"] = message.album
    if message.forward:
        content["forward_origin"] = origin_json(world, message.forward)
    if message.text:
        content[text] = message.text
    if message.entities:
        content[entities] = [entity_json(world, entity) for entity in message.entities]
    return content


def _service(world: World, happened: Json) -> Json:
    shown = dict(happened)
    for name in OF_MEMBERS & shown.keys():
        who = shown[name]
        shown[name] = [account_json(world, one) for one in who] if isinstance(who, list) else account_json(world, who)
    return shown


def query_json(world: World, query: Query) -> Json:
    """A tap as CallbackQuery; a message that is gone comes as InaccessibleMessage."""
    message = world.messages[query.place].get(query.message_id)
    gone = {"chat": room_json(world, world.room(query.place)), "message_id": query.message_id, "date": 0}
    return {
        "id": query.query_id,
        "from": user_json(world.people[query.user]),
        "message": message_json(world, message, query.bot) if message else gone,
        "chat_instance": str(world.bots[query.bot].telegram_id * 31 + query.chat_id),
        "data": query.data,
    }


def membership_json(world: World, bot_key: str, chat: Json, by: Json, statuses: tuple[str, str]) -> Json:
    """A change of the bot's own membership in a chat, from one status to another, as ChatMemberUpdated."""
    user = bot_json(world.bots[bot_key])
    old, new = (member_json(user, status) for status in statuses)
    return {"chat": chat, "from": by, "date": world.timestamp(), "old_chat_member": old, "new_chat_member": new}


def member_json(user: Json, status: str) -> Json:
    """A member of a chat as ChatMember; an administrator may do what they must to see everything, and no more."""
    member = {"user": user, "status": status}
    if status == "kicked":
        return {**member, "until_date": 0}
    if status == "creator":
        return {**member, "is_anonymous": False}
    return {**member, **dict.fromkeys(RIGHTS, False), "can_manage_chat": True} if status == "administrator" else member
