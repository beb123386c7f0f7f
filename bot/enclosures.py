"""What goes out besides words: pictures and albums, voice notes, files, places; by the bytes, or by the id of a bot."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from telegram import InputMediaPhoto, Message
from telegram.constants import ParseMode
from telegram.ext import ExtBot

from models.media.tables import MediaKind

CAPTION = 1000  # characters; Telegram takes 1024 once the markup is read
MILLION = 1_000_000


@dataclass(frozen=True)
class Enclosure:
    """One piece; `content` is its bytes, or the id that it has on the bot that sends it."""

    kind: MediaKind
    content: bytes | str = b""
    name: str = ""
    seconds: int = 0
    latitude: int = 0
    longitude: int = 0
    media: int | None = None  # which of the media it is, for remembering the id


async def send_enclosures(
    bot: ExtBot[None], chat_id: int, pieces: Sequence[Enclosure], caption: str
) -> tuple[int, list[str]]:
    """Send them as one message, or as one album; returns the first message's number, and the id of each piece."""
    said: dict[str, Any] = {"caption": caption or None, "parse_mode": ParseMode.HTML}
    if len(pieces) > 1:
        first, *rest = [one.content for one in pieces]
        album = [InputMediaPhoto(first, **said), *(InputMediaPhoto(one) for one in rest)]
        sent = list(await bot.send_media_group(chat_id, album))
        return sent[0].message_id, [_file_id(one) for one in sent]
    message = await _one(bot, chat_id, pieces[0], said)
    return message.message_id, [_file_id(message)]


async def _one(bot: ExtBot[None], chat_id: int, piece: Enclosure, said: dict[str, Any]) -> Message:
    match piece.kind:
        case MediaKind.PHOTO:
            return await bot.send_photo(chat_id, piece.content, **said)
        case MediaKind.VOICE:
            return await bot.send_voice(chat_id, piece.content, duration=piece.seconds or None, **said)
        case MediaKind.LOCATION:  # a place has no caption: what it is stands above it
            await bot.send_message(chat_id, said["caption"] or "", parse_mode=ParseMode.HTML)
            return await bot.send_location(chat_id, piece.latitude / MILLION, piece.longitude / MILLION)
        case _:
            name = piece.name if isinstance(piece.content, bytes) and piece.name else None
            return await bot.send_document(chat_id, piece.content, filename=name, **said)


def _file_id(message: Message) -> str:
    """The id under which this bot can send it again; none for a place."""
    if message.photo:
        return message.photo[-1].file_id
    file = message.voice or message.document
    return file.file_id if file else ""
