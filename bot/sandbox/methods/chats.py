"""Chats as a whole: looking one up, and leaving a group."""

from bot.sandbox.errors import bad_request, forbidden
from bot.sandbox.methods.call import Call
from bot.sandbox.records import Group, Json
from bot.sandbox.shapes import group_json, membership_json
from bot.sandbox.user_shapes import bot_json, private_chat_json

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
    if not isinstance(room, Group):
        return private_chat_json(call.world.people[room.user]) | FULL_INFO
    _check_member(room)
    return group_json(room) | FULL_INFO


def leave_chat(call: Call) -> bool:
    """leaveChat; the bot hears of its own leaving."""
    room = call.room()
    if not isinstance(room, Group):
        raise bad_request("chat member status can't be changed in private chats")
    _check_member(room)
    room.present = False
    call.world.save_group(room)
    change = membership_json(call.world, room.bot, group_json(room), bot_json(call.bot), ("member", "left"))
    call.world.tell_bot(room.bot, "my_chat_member", change)
    return True


def _check_member(group: Group) -> None:
    if not group.present:
        raise forbidden("bot is not a member of the supergroup chat")
