"""What came with a message besides words: a picture, a voice note, a file, a place, a telephone number."""

from telegram import Animation, Audio, Document, Message, Video, VideoNote

from models.media.actions import Sent
from models.media.tables import MediaKind

MILLION = 1_000_000
# Pictures that were sent as files are pictures all the same.
PICTURES = frozenset({"image/jpeg", "image/png", "image/webp", "image/gif", "image/bmp", "image/tiff"})


def enclosed(message: Message) -> Sent | None:
    """What the message carries, as plain values; None where that is nothing that we could keep."""
    return _photo(message) or _voice(message) or _file(message) or _place(message) or _number(message)


def _photo(message: Message) -> Sent | None:
    if not message.photo:
        return None
    largest = max(message.photo, key=lambda size: size.width * size.height)
    return Sent(
        MediaKind.PHOTO,
        largest.file_id,
        mime="image/jpeg",
        size=largest.file_size or 0,
        caption=message.caption or "",
        album=message.media_group_id or "",
    )


def _voice(message: Message) -> Sent | None:
    voice = message.voice
    if voice is None:
        return None
    mime, caption = voice.mime_type or "audio/ogg", message.caption or ""
    size, length = voice.file_size or 0, int(voice.to_dict()["duration"])
    return Sent(MediaKind.VOICE, voice.file_id, mime=mime, size=size, seconds=length, caption=caption)


def _file(message: Message) -> Sent | None:
    """A document, or whatever else is a file; films and music are kept as they are."""
    file: Document | Video | Audio | VideoNote | Animation | None
    file = message.document or message.video or message.audio or message.animation or message.video_note
    if file is None:
        return None
    mime = getattr(file, "mime_type", None) or ("video/mp4" if message.video_note else "")
    return Sent(
        MediaKind.PHOTO if mime in PICTURES else MediaKind.DOCUMENT,
        file.file_id,
        name=getattr(file, "file_name", None) or ("video.mp4" if mime == "video/mp4" else ""),
        mime=mime,
        size=file.file_size or 0,
        caption=message.caption or "",
        album=message.media_group_id or "",
    )


def _place(message: Message) -> Sent | None:
    place = message.location
    if place is None:
        return None
    return Sent(
        MediaKind.LOCATION, latitude=round(place.latitude * MILLION), longitude=round(place.longitude * MILLION)
    )


def _number(message: Message) -> Sent | None:
    contact = message.contact
    if contact is None:
        return None
    own = message.from_user is not None and contact.user_id == message.from_user.id
    return Sent(MediaKind.CONTACT, phone=contact.phone_number, own=own and message.forward_origin is None)
