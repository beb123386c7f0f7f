"""Media in the shape that the Bot API gives it, and where a forwarded message came from."""

from bot.sandbox.records import Json, Media
from bot.sandbox.user_shapes import user_json
from bot.sandbox.world import World


def media_json(world: World, bot: str, media: Media) -> Json | list[Json]:
    """What stands in a message under "photo", "document", "voice", "location", "contact" or "invoice", for this bot."""
    if not media.file:
        return media.details
    if media.kind == "photo":
        return _photo(world, bot, media)
    file = world.files[media.file]
    shape = {
        "file_id": world.files.show(bot, file)[0],
        "file_unique_id": file.unique_id,
        "mime_type": file.mime,
        "file_size": file.size,
    }
    return shape | ({"file_name": file.name} if media.kind == "document" else media.details)


def origin_json(world: World, origin: Json) -> Json:
    """A MessageOrigin; the person is kept by id and shown as the User."""
    kept = {name: value for name, value in origin.items() if name != "sender_user_id"}
    return {**kept, "sender_user": user_json(world.people[origin["sender_user_id"]])} if kept != origin else kept


def origin_name(world: World, origin: Json | None) -> str:
    """Who wrote what was forwarded."""
    if origin is None:
        return ""
    return str(origin.get("sender_user_name") or world.people[origin["sender_user_id"]].name)


def _photo(world: World, bot: str, media: Media) -> list[Json]:
    file = world.files[media.file]
    return [
        {
            "file_id": file_id,
            "file_unique_id": world.files.unique_id(file, number),
            "width": width,
            "height": height,
            "file_size": file.size,
        }
        for number, (file_id, (width, height)) in enumerate(zip(world.files.show(bot, file), file.sizes, strict=True))
    ]
