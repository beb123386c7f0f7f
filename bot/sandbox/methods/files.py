"""Files: sending documents, and fetching what was sent."""

import base64
import hashlib
import re
from pathlib import PurePosixPath

from bot.sandbox.errors import bad_request
from bot.sandbox.methods.call import Call
from bot.sandbox.methods.messages import post
from bot.sandbox.params import Upload
from bot.sandbox.records import Json, StoredFile
from bot.sandbox.shapes import message_json

LONGEST_CAPTION = 1024
FETCHABLE = 20 * 1024 * 1024


def send_document(call: Call) -> Json:
    """sendDocument, with a new file or the file_id of one that this bot sent before."""
    if not call.params.text("document") and call.params.upload("document") is None:
        raise bad_request("there is no document in the request")
    caption, entities = call.formatted("caption")
    markup = call.markup()
    chat = call.writable_chat()
    if len(caption) > LONGEST_CAPTION:
        raise bad_request("message caption is too long")
    file = _document(call)
    return message_json(call.world, post(call, chat, markup, text=caption, entities=entities, file_id=file.file_id))


def get_file(call: Call) -> Json:
    """getFile; the path is good under /file/bot<token>/."""
    if not call.params.text("file_id"):
        raise bad_request("file_id not specified")
    file = call.world.files.get(call.params.text("file_id"))
    if file is None or file.bot != call.bot.key:
        raise bad_request("invalid file_id")
    if file.size > FETCHABLE:
        raise bad_request("file is too big")
    shape: Json = {"file_id": file.file_id, "file_unique_id": file.unique_id}
    return shape | {"file_size": file.size, "file_path": file.path}


def _document(call: Call) -> StoredFile:
    upload = call.params.upload("document")
    if upload is None:
        file = call.world.files.get(call.params.text("document"))
        if file is None or file.bot != call.bot.key:
            raise bad_request("wrong file identifier/HTTP URL specified")
        return file
    if not upload.content:
        raise bad_request("file must be non-empty")
    return _store(call, upload)


def _store(call: Call, upload: Upload) -> StoredFile:
    number = call.record.next_file
    call.record.next_file += 1
    call.world.save_record(call.record)
    digest = hashlib.sha256(f"{call.bot.token}/{number}".encode()).digest()
    name = re.sub(r"[\x00-\x1f/\\]", "_", upload.name)
    file = StoredFile(
        file_id="BQACAgUAA" + base64.urlsafe_b64encode(digest).decode().rstrip("="),
        unique_id="AgAD" + digest.hex()[:12],
        bot=call.bot.key,
        path=f"documents/file_{number}{PurePosixPath(name).suffix}",
        name=name,
        mime=upload.mime,
        size=len(upload.content),
    )
    call.world.keep_file(file, upload.content)
    return file
