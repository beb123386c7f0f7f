"""Media that bots send: photos, voice notes, documents, places and albums; and changing them in place."""

from typing import Any

from bot.sandbox.enclosures import new_album
from bot.sandbox.errors import NOT_MODIFIED, bad_request
from bot.sandbox.methods.call import Call, Text
from bot.sandbox.methods.files import check_given, media_from
from bot.sandbox.methods.messages import editable, edited, inline_markup, post
from bot.sandbox.records import Json, Media
from bot.sandbox.shapes import message_json

IN_AN_ALBUM = 10
KINDS = frozenset({"photo", "document"})
WITHOUT_CAPTION = frozenset({"location", "contact", "invoice"})
Piece = tuple[Media, Text]


def send_photo(call: Call) -> Json:
    """sendPhoto, with a new picture or the file_id of one that this bot sent or received before."""
    return _send(call, "photo", "photos")


def send_document(call: Call) -> Json:
    """sendDocument, likewise."""
    return _send(call, "document", "documents")


def send_voice(call: Call) -> Json:
    """sendVoice, likewise; how long it is, is believed."""
    return _send(call, "voice", "voice notes", duration=call.params.integer("duration"))


def send_location(call: Call) -> Json:
    """sendLocation."""
    for name in ("latitude", "longitude"):
        if not call.params.text(name).strip():
            raise bad_request(f"{name} is empty")
    try:
        details = {name: float(call.params.text(name)) for name in ("latitude", "longitude")}
    except ValueError:
        raise bad_request("wrong location specified") from None
    markup = call.markup()
    room = call.writable("locations")
    message = post(call, room, markup, media=Media(kind="location", details=details))
    return message_json(call.world, message, call.bot.key)


def send_media_group(call: Call) -> list[Json]:
    """sendMediaGroup: 2 to 10 photos, or as many documents."""
    wanted = call.params.structure("media", "media")
    if not isinstance(wanted, list):
        raise bad_request("expected an Array of InputMedia")
    if len(wanted) > IN_AN_ALBUM:
        raise bad_request("too many messages to send as an album")
    if len(wanted) <= 1:
        # The documentation wants at least two; the real server is said to let a single one through.
        raise bad_request("there are no messages to send")
    _check_alike(wanted)
    room = call.writable("photos" if wanted[0]["type"] == "photo" else "documents")
    album, pieces = new_album(), [_piece(call, piece) for piece in wanted]
    messages = [
        post(call, room, None, media=enclosed, text=text, entities=entities, album=album)
        for enclosed, (text, entities) in pieces
    ]
    return [message_json(call.world, message, call.bot.key) for message in messages]


def edit_message_caption(call: Call) -> Json:
    """editMessageCaption; the buttons go unless they are sent again."""
    text, entities = call.caption()
    markup = inline_markup(call)
    message = editable(call)
    if message.media is None or message.media.kind in WITHOUT_CAPTION:
        raise bad_request("there is no caption in the message to edit")
    if (text, entities, markup) == (message.text, message.entities, message.markup):
        raise bad_request(NOT_MODIFIED)
    message.text, message.entities = text, entities
    return edited(call, message, markup)


def edit_message_media(call: Call) -> Json:
    """editMessageMedia: another photo or document, with another caption; a message of text gets one, too."""
    wanted = call.params.structure("media", "input media")
    _check_alike([wanted])
    markup = inline_markup(call)
    message = editable(call)
    if message.media and message.media.kind == "invoice":
        raise bad_request("message can't be edited")
    message.media, (message.text, message.entities) = _piece(call, wanted)
    return edited(call, message, markup)


def _send(call: Call, kind: str, what: str, **details: Any) -> Json:
    check_given(call, kind)
    text, entities = call.caption()
    markup = call.markup()
    room = call.writable(what)
    enclosed = media_from(call, kind, call.params.upload(kind), call.params.text(kind))
    enclosed.details = details
    return message_json(
        call.world, post(call, room, markup, text=text, entities=entities, media=enclosed), call.bot.key
    )


def _check_alike(pieces: list[Any]) -> None:
    for piece in pieces:
        if not isinstance(piece, dict):
            raise bad_request("can't parse InputMedia: expected an Object")
        if piece.get("type") not in KINDS:
            raise bad_request("can't parse InputMedia: unsupported type")
    if len({piece["type"] for piece in pieces}) > 1:
        raise bad_request("document can't be mixed with other media types")


def _piece(call: Call, piece: Json) -> Piece:
    given = str(piece.get("media", ""))
    if not given:
        raise bad_request("can't parse InputMedia: media not found")
    caption = call.with_entities(
        str(piece.get("caption") or ""), str(piece.get("parse_mode") or ""), piece.get("caption_entities") or []
    )
    return media_from(call, piece["type"], call.params.attached(given), given), call.short_enough(caption)
