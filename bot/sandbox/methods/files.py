"""Files of bots: new ones, those they have an id of, and fetching one."""

from bot.sandbox.errors import ApiError, bad_request
from bot.sandbox.methods.call import Call
from bot.sandbox.params import Upload
from bot.sandbox.pictures import size_of
from bot.sandbox.records import Json, Media, StoredFile

FETCHABLE = 20 * 1024 * 1024
LARGEST_PHOTO = 10 * 1024 * 1024


def get_file(call: Call) -> Json:
    """getFile; the path is good under /file/bot<token>/."""
    if not call.params.text("file_id"):
        raise bad_request("file_id not specified")
    found = call.world.files.find(call.bot.key, call.params.text("file_id"))
    if found is None:
        raise bad_request("invalid file_id")
    file, number = found
    if file.size > FETCHABLE:
        raise bad_request("file is too big")
    unique_id = call.world.files.unique_id(file, number)
    shape: Json = {"file_id": call.params.text("file_id"), "file_unique_id": unique_id}
    return shape | {"file_size": file.size, "file_path": file.path}


def check_given(call: Call, kind: str) -> None:
    """Raise ApiError when the request has no file under the name of this kind."""
    if call.params.upload(kind) is None and not call.params.text(kind):
        raise bad_request(f"there is no {kind} in the request")


def media_from(call: Call, kind: str, upload: Upload | None, file_id: str) -> Media:
    """A new file, or else the one with this id."""
    file = _known(call, kind, file_id) if upload is None else _new(call, kind, upload)
    return Media(kind=kind, file=file.unique_id)


def _known(call: Call, kind: str, file_id: str) -> StoredFile:
    found = call.world.files.find(call.bot.key, file_id)
    if found is None:
        raise bad_request("wrong file identifier/HTTP URL specified")
    file, _ = found
    if file.kind != kind:
        raise bad_request(f"can't use file of type {file.kind.capitalize()} as {kind.capitalize()}")
    return file


def _new(call: Call, kind: str, upload: Upload) -> StoredFile:
    if not upload.content:
        raise bad_request("file must be non-empty")
    size = size_of(upload.content) if kind == "photo" else None
    if kind == "photo" and (size is None or len(upload.content) > LARGEST_PHOTO):
        raise _no_photo(upload)
    name = {"photo": "photo.jpg", "voice": "voice.oga"}.get(kind, upload.name)
    mime = {"photo": "image/jpeg", "voice": "audio/ogg"}.get(kind, upload.mime)
    return call.world.files.keep(kind, upload.content, name=name, mime=mime, size=size)


def _no_photo(upload: Upload) -> ApiError:
    size = len(upload.content)
    if size > LARGEST_PHOTO:
        return bad_request(
            f"file of size {size} bytes is too big for a photo; the maximum size is {LARGEST_PHOTO} bytes"
        )
    return bad_request("IMAGE_PROCESS_FAILED")
