"""What people send besides words: photos, albums, voice notes, documents, places, telephone numbers, forwards."""

import secrets
from collections.abc import Sequence

from bot.sandbox import hands
from bot.sandbox.errors import NotPossible
from bot.sandbox.params import LARGEST_FILE
from bot.sandbox.pictures import size_of
from bot.sandbox.records import Json, Media, Message, Place
from bot.sandbox.world import World

LONGEST_CAPTION = 1024
IN_AN_ALBUM = range(2, 11)


def send(world: World, user: int, place: Place, media: Media, caption: str = "", album: str = "") -> Message:
    """A person sends one thing that is made already."""
    caption = caption.strip()
    if len(caption) > LONGEST_CAPTION:
        raise NotPossible(f"a caption has at most {LONGEST_CAPTION} characters")
    return hands.send(world, user, place, text=caption, media=media, album=album)


def send_album(world: World, user: int, place: Place, pieces: Sequence[Media], caption: str) -> list[Message]:
    """A person sends several photos, or several documents, as one album; the caption stands under the first."""
    if len(pieces) not in IN_AN_ALBUM:
        raise NotPossible("an album has 2 to 10 pieces")
    album = new_album()
    captions = [caption, *[""] * (len(pieces) - 1)]
    return [send(world, user, place, piece, words, album) for piece, words in zip(pieces, captions, strict=True)]


def forward(world: World, user: int, place: Place, text: str, from_name: str, media: Media | None = None) -> Message:
    """A person forwards what somebody wrote: with their account if our Telegram knows it, else only with their name."""
    return hands.send(world, user, place, text=text.strip(), media=media, forward=_origin(world, from_name))


def photo(world: World, content: bytes) -> Media:
    """A photo. Telegram's apps send no other pictures than these; unlike Telegram's, its bytes stay as they are."""
    size = size_of(content)
    if size is None:
        raise NotPossible("this is no picture")
    file = world.files.keep("photo", _bearable(content), name="photo.jpg", mime="image/jpeg", size=size)
    return Media(kind="photo", file=file.unique_id)


def voice(world: World, content: bytes, seconds: int) -> Media:
    """A voice note."""
    file = world.files.keep("voice", _bearable(content), name="voice.oga", mime="audio/ogg")
    return Media(kind="voice", file=file.unique_id, details={"duration": seconds})


def document(world: World, name: str, content: bytes, mime: str) -> Media:
    """A file of any kind."""
    file = world.files.keep("document", _bearable(content), name=name, mime=mime)
    return Media(kind="document", file=file.unique_id)


def location(latitude: float, longitude: float) -> Media:
    """A place on the map."""
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise NotPossible("there is no such place")
    return Media(kind="location", details={"latitude": latitude, "longitude": longitude})


def contact(world: World, user: int, phone: str, *, own: bool, name: str = "") -> Media:
    """A telephone number: the person's own, which Telegram knows to be theirs, or somebody else's."""
    details: Json = {"phone_number": phone, "first_name": name or world.people[user].name}
    return Media(kind="contact", details=details | ({"user_id": user} if own else {}))


def checked_album(number: str) -> str:
    """The number of an album as an app may choose it, or none."""
    if number and not number.isdecimal():
        raise NotPossible("an album has a number")
    return number


def new_album() -> str:
    """A number for the messages of one album."""
    return str(secrets.randbits(53) + 1)


def _origin(world: World, name: str) -> Json:
    person = next((one for one in world.people.values() if one.name == name), None)
    date = world.timestamp()
    if person is None:
        return {"type": "hidden_user", "date": date, "sender_user_name": name}
    return {"type": "user", "date": date, "sender_user_id": person.telegram_id}


def _bearable(content: bytes) -> bytes:
    if not content:
        raise NotPossible("this file is empty")
    if len(content) > LARGEST_FILE:
        raise NotPossible("this file is too large for our Telegram")
    return content
