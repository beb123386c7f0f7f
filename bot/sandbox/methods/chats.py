"""Chats as a whole: looking one up, who is in a group, and leaving it."""

from bot.sandbox.errors import bad_request
from bot.sandbox.hearing import set_membership
from bot.sandbox.methods.call import Call
from bot.sandbox.records import Group, Json
from bot.sandbox.shapes import member_json, room_json
from bot.sandbox.user_shapes import account_json, bot_json

FULL_INFO = {
    "accent_color_id": 0,
    "max_reaction_count": 11,
    "accepted_gift_types": {
        "unlimited_gifts": False,
        "limited_gifts": False,
        "unique_gifts": False,
        "premium_subscription": False,
        "gifts_from_channels": False,
    },
}


def get_chat(call: Call) -> Json:
    """getChat."""
    room = call.room()
    if isinstance(room, Group):
        call.check_member(room)
    return room_json(call.world, room) | FULL_INFO


def leave_chat(call: Call) -> bool:
    """leaveChat; the bot hears of its own leaving."""
    group = _group(call, "chat member status can't be changed in private chats")
    set_membership(call.world, group, call.bot.key, call.bot.telegram_id, "left")
    return True


def get_chat_member(call: Call) -> Json:
    """getChatMember."""
    group = _group(call, "there are no members in the private chat")
    user_id = call.params.integer("user_id")
    bot = next((bot for bot in call.world.bots.values() if bot.telegram_id == user_id), None)
    if bot is None and user_id not in call.world.people:
        raise bad_request("user not found")
    status = group.bots.get(bot.key, "left") if bot else _status(group, user_id)
    return member_json(account_json(call.world, user_id), status)


def get_chat_administrators(call: Call) -> list[Json]:
    """getChatAdministrators: whoever founded the group, and this bot if it is one; other bots are left out."""
    group = _group(call, "there are no administrators in the private chat")
    founder = member_json(account_json(call.world, group.creator), "creator")
    if group.bots[call.bot.key] != "administrator":
        return [founder]
    return [founder, member_json(bot_json(call.bot), "administrator")]


def get_chat_member_count(call: Call) -> int:
    """getChatMemberCount."""
    room = call.room()
    if not isinstance(room, Group):
        return 2
    call.check_member(room)
    return len(room.members) + len(room.bots_here)


def _group(call: Call, refusal: str) -> Group:
    room = call.room()
    if not isinstance(room, Group):
        raise bad_request(refusal)
    call.check_member(room)
    return room


def _status(group: Group, user_id: int) -> str:
    if user_id not in group.members:
        return "left"
    return "creator" if user_id == group.creator else "member"
