"""What a person did, as a plain value: read from an update of Telegram, kept free of its types."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial

from telegram import Message, SuccessfulPayment, Update
from telegram.constants import ChatMemberStatus, ChatType

from bot.payments import Paid
from bot.updates.enclosed import enclosed
from models.media.actions import Sent

GROUPS = frozenset({ChatType.GROUP, ChatType.SUPERGROUP})


class Kind(StrEnum):
    """What came in."""

    TEXT = "text"
    COMMAND = "command"
    TAP = "tap"
    EDITED = "edited"
    MEDIA = "media"  # a picture, a voice note, a file, a place, a telephone number
    OTHER = "other"  # a sticker, a poll: something that is neither words nor kept
    PAID = "paid"  # money has been taken
    BLOCKED = "blocked"
    UNBLOCKED = "unblocked"
    GROUP = "group"  # the bot was added to a group
    GROUP_LEFT = "group_left"
    GROUP_MOVED = "group_moved"  # it goes on under another number
    NOTHING = "nothing"  # nothing that we answer


@dataclass(frozen=True)
class Incoming:
    """One deed of one person in one chat."""

    kind: Kind
    chat_id: int
    user_id: int
    language_code: str | None = None
    text: str = ""
    command: str = ""
    data: str = ""
    callback_id: str = ""
    message_id: int | None = None
    media: Sent | None = None
    group: str | None = None  # the group's title; None in a private chat
    quoted: "Quote | None" = None
    moved_to: int = 0
    paid: Paid | None = None


@dataclass(frozen=True)
class Quote:
    """The message to which somebody replied."""

    user_id: int
    text: str
    message_id: int


def chat_of(update: Update) -> int:
    """The chat that an update belongs to, for its queue; updates without a chat share the queue of their user."""
    if update.effective_chat:
        return update.effective_chat.id
    return update.effective_user.id if update.effective_user else 0


def read(update: Update) -> Incoming:
    """The deed behind an update."""
    user = update.effective_user
    user_id, language = (user.id, user.language_code) if user else (0, None)
    chat = update.effective_chat
    group = chat.title or "" if chat and chat.type in GROUPS else None
    make = partial(Incoming, chat_id=chat_of(update), user_id=user_id, language_code=language, group=group)
    if update.callback_query:
        query = update.callback_query
        shown = query.message.message_id if query.message else None
        return make(Kind.TAP, data=query.data or "", callback_id=query.id, message_id=shown)
    if update.my_chat_member:
        return make(_membership(update))
    if update.message and update.message.successful_payment:
        return make(Kind.PAID, chat_id=user_id, group=None, paid=_paid(update.message.successful_payment))
    if group is not None:
        return _in_group(update.message, make)
    if chat is None or chat.type != ChatType.PRIVATE:
        return make(Kind.NOTHING)
    if update.message:
        return _message(update.message, make)
    if update.edited_message and update.edited_message.text:
        edited = update.edited_message
        return make(Kind.EDITED, text=edited.text or "", message_id=edited.message_id)
    return make(Kind.NOTHING)


def _in_group(message: Message | None, make: Callable[..., Incoming]) -> Incoming:
    """Of what is said in a group commands concern us, where it moves to, and words that may be of danger."""
    if message is not None and message.migrate_to_chat_id:
        return make(Kind.GROUP_MOVED, moved_to=message.migrate_to_chat_id)
    text = (message.text or message.caption or "").strip() if message else ""
    if message is None or not text:
        return make(Kind.NOTHING)
    if not (message.text or "").startswith("/"):
        return make(Kind.TEXT, text=text, message_id=message.message_id)
    said = _message(message, make)
    return replace(said, quoted=_quote(message.reply_to_message))


def _quote(message: Message | None) -> Quote | None:
    if message is None or message.from_user is None or message.from_user.is_bot:
        return None
    return Quote(message.from_user.id, message.text or message.caption or "", message.message_id)


def _message(message: Message, make: Callable[..., Incoming]) -> Incoming:
    text = message.text or ""
    if text.startswith("/"):
        name, _, rest = text[1:].partition(" ")
        return make(Kind.COMMAND, command=name.split("@")[0].lower(), text=rest.strip(), message_id=message.message_id)
    if text.strip():
        return make(Kind.TEXT, text=text, message_id=message.message_id)
    if (media := enclosed(message)) is not None:
        return make(Kind.MEDIA, message_id=message.message_id, media=media)
    return make(Kind.OTHER, message_id=message.message_id)


def _paid(payment: SuccessfulPayment) -> Paid:
    return Paid(
        payload=payment.invoice_payload,
        currency=payment.currency,
        amount_fen=payment.total_amount,
        provider_charge_id=payment.provider_payment_charge_id,
        telegram_charge_id=payment.telegram_payment_charge_id,
    )


def _membership(update: Update) -> Kind:
    changed = update.my_chat_member
    if changed is None or changed.chat.type == ChatType.CHANNEL:
        return Kind.NOTHING
    gone = changed.new_chat_member.status in {ChatMemberStatus.BANNED, ChatMemberStatus.LEFT}
    if changed.chat.type == ChatType.PRIVATE:
        return Kind.BLOCKED if gone else Kind.UNBLOCKED
    return Kind.GROUP_LEFT if gone else Kind.GROUP
