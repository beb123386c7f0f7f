"""A message as the page draws it in a bubble."""

from datetime import datetime

from bot.sandbox.media_shapes import origin_name
from bot.sandbox.records import Json, Media, Message
from bot.sandbox.shapes import OF_MEMBERS
from bot.sandbox.views import buttons_of, kind_of
from bot.sandbox.world import World

QUOTED = 80
PAID = ("currency", "total_amount")


def message(world: World, letter: Message) -> Json:
    """A message as a bubble."""
    quoted = world.messages[letter.place].get(letter.reply_to or 0)
    return {
        "bot": letter.bot,
        "chat": letter.chat_id,
        "id": letter.message_id,
        "from_bot": letter.from_bot,
        "sender": letter.sender,
        "name": _name(world, letter.sender),
        "kind": kind_of(letter),
        "text": letter.text,
        "entities": letter.entities,
        "buttons": [[button._asdict() for button in row] for row in buttons_of(letter)],
        "media": _media(world, letter, letter.media) if letter.media else None,
        "album": letter.album,
        "forwarded": origin_name(world, letter.forward),
        "service": _service(world, letter.service) if letter.service else None,
        "quoted": _quoted(world, quoted) if quoted else None,
        "at": moment(world, letter.date),
        "edited": letter.edit_date is not None,
        "silent": letter.silent,
        "revision": letter.revision,
    }


def moment(world: World, seconds: int) -> str:
    """Unix seconds as an ISO text in the office's time zone."""
    return datetime.fromtimestamp(seconds, tz=world.now().tzinfo).isoformat()


def _quoted(world: World, letter: Message) -> Json:
    name, text = _name(world, letter.sender), letter.text[:QUOTED]
    return {"id": letter.message_id, "name": name, "text": text, "kind": kind_of(letter)}


def _media(world: World, letter: Message, media: Media) -> Json:
    if not media.file:
        return media.details
    file = world.files[media.file]
    href = f"/phones/files/{letter.bot}/{letter.chat_id}/{letter.message_id}"
    shape = {"name": file.name, "size": file.size, "mime": file.mime, "href": href, **media.details}
    if file.sizes:
        shape["width"], shape["height"] = file.sizes[-1]
    return shape


def _service(world: World, happened: Json) -> Json:
    (kind, who), *_ = happened.items()
    members = (who if isinstance(who, list) else [who]) if kind in OF_MEMBERS else []
    paid = {name: who[name] for name in PAID} if kind == "successful_payment" else {}
    return {"kind": kind, "names": [_name(world, one) for one in members], **paid}


def _name(world: World, telegram_id: int) -> str:
    person = world.people.get(telegram_id)
    return person.name if person else world.bot_by_id(telegram_id).name
