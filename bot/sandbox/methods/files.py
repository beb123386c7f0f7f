"""Files: sending documents, and fetching what was sent."""

from bot.sandbox.errors import bad_request
from bot.sandbox.methods.call import Call
from bot.sandbox.methods.messages import post
from bot.sandbox.params import Upload
from bot.sandbox.records import Json, Media
from bot.sandbox.shapes import message_json

LONGEST_CAPTION = 1024
FETCHABLE = 20 * 1024 * 1024


def send_document(call: Call) -> Json:
    """sendDocument, with a new file or the file_id of one that this bot sent or received before."""
    if not call.params.text("document") and call.params.upload("document") is None:
        raise bad_request("there is no document in the request")
    caption, entities = call.formatted("caption")
    markup = call.markup()
    chat = call.writable_chat()
    if len(caption) > LONGEST_CAPTION:
        raise bad_request("message caption is too long")
    media = _document(call)
    return message_json(call.world, post(call, chat, markup, text=caption, entities=entities, media=media))


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


def _document(call: Call) -> Media:
    upload = call.params.upload("document")
    if upload is None:
        found = call.world.files.find(call.bot.key, call.params.text("document"))
        if found is None:
            raise bad_request("wrong file identifier/HTTP URL specified")
        return Media(kind="document", file=found[0].unique_id)
    if not upload.content:
        raise bad_request("file must be non-empty")
    return _store(call, upload)


def _store(call: Call, upload: Upload) -> Media:
    file = call.world.files.keep("document", upload.content, [call.bot.key], name=upload.name, mime=upload.mime)
    return Media(kind="document", file=file.unique_id)
