"""Messages of text: sending, editing in place, deleting, and the sign that the bot is busy writing."""

from typing import Any

from bot.sandbox.bell import Change
from bot.sandbox.errors import NOT_MODIFIED, bad_request
from bot.sandbox.markup import is_inline
from bot.sandbox.methods.call import Call
from bot.sandbox.records import GROUP, Group, Json, Message, Room
from bot.sandbox.shapes import message_json

LONGEST_TEXT = 4096
DELETABLE_SECONDS = 48 * 3600
ACTIONS = frozenset(
    {
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    }
)


def send_message(call: Call) -> Json:
    """sendMessage."""
    if not call.params.text("text"):
        raise bad_request("message text is empty")
    text, entities = call.formatted("text")
    markup = call.markup()
    room = call.writable()
    if not text:
        raise bad_request("text must be non-empty")
    if len(text) > LONGEST_TEXT:
        raise bad_request("message is too long")
    return message_json(call.world, post(call, room, markup, text=text, entities=entities), call.bot.key)


def post(call: Call, room: Room, markup: Json | None, **content: Any) -> Message:
    """Put a message of the bot into a room with everything that any kind of message may carry."""
    reply_to = _replied(call, room)
    if markup and not is_inline(markup):
        room.keyboard = markup if "keyboard" in markup else None
    return call.world.post(
        room,
        call.bot.telegram_id,
        markup=markup if is_inline(markup) else None,
        with_keyboard=bool(markup) and not is_inline(markup),
        silent=call.params.flag("disable_notification"),
        protected=call.params.flag("protect_content"),
        reply_to=reply_to,
        **content,
    )


def edit_message_text(call: Call) -> Json:
    """editMessageText; the keyboard goes unless it is sent again."""
    if not call.params.text("text"):
        raise bad_request("message text is empty")
    text, entities = call.formatted("text")
    markup = inline_markup(call)
    message = editable(call)
    if message.media:
        raise bad_request("there is no text in the message to edit")
    if not text:
        raise bad_request("text must be non-empty")
    if len(text) > LONGEST_TEXT:
        raise bad_request("MESSAGE_TOO_LONG")
    if (text, entities, markup) == (message.text, message.entities, message.markup):
        raise bad_request(NOT_MODIFIED)
    message.text, message.entities = text, entities
    return edited(call, message, markup)


def edit_message_reply_markup(call: Call) -> Json:
    """editMessageReplyMarkup."""
    markup = inline_markup(call)
    message = editable(call)
    if markup == message.markup:
        raise bad_request(NOT_MODIFIED)
    return edited(call, message, markup)


def delete_message(call: Call) -> bool:
    """deleteMessage: what is younger than 48 hours, and in a group only what the bot wrote."""
    message = call.message("message to delete not found")
    if message.bot == GROUP and not call.is_own(message):
        raise bad_request("message can't be deleted")
    if call.world.timestamp() - message.date > DELETABLE_SECONDS:
        raise bad_request("message can't be deleted for everyone")
    call.world.remove_message(message)
    return True


def send_chat_action(call: Call) -> bool:
    """sendChatAction."""
    if call.params.text("action") not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    room = call.writable()
    call.world.bell.ring(Change("action", *room.place))
    return True


def edited(call: Call, message: Message, markup: Json | None) -> Json:
    """Note that a message of the bot was changed."""
    message.markup = markup
    message.edit_date = call.world.timestamp()
    call.world.save_message(message)
    call.world.reacted(message.place)
    return message_json(call.world, message, call.bot.key)


def inline_markup(call: Call) -> Json | None:
    """The buttons that come with an edit."""
    markup = call.markup()
    if markup and not is_inline(markup):
        raise bad_request("inline keyboard expected")
    return markup


def editable(call: Call) -> Message:
    """The message that the bot may change."""
    room = call.room()
    message = call.message("message to edit not found")
    if not call.is_own(message) or message.with_keyboard:
        raise bad_request("message can't be edited")
    if not isinstance(room, Group) and room.blocked:
        call.writable()
    return message


def _replied(call: Call, room: Room) -> int | None:
    wanted = call.params.structure("reply_parameters", "reply parameters")
    if wanted is None:
        wanted = {
            "message_id": call.params.integer("reply_to_message_id"),
            "allow_sending_without_reply": call.params.flag("allow_sending_without_reply"),
        }
    message_id = int(wanted.get("message_id") or 0)
    if not message_id or message_id in call.world.messages[room.place]:
        return message_id or None
    if wanted.get("allow_sending_without_reply"):
        return None
    raise bad_request("message to be replied not found")
