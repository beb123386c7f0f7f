"""The parameters of a request, from query, form, multipart or JSON body, read as leniently as Telegram reads them."""

import json
from dataclasses import dataclass
from typing import Any

from starlette.datastructures import UploadFile
from starlette.requests import Request

from bot.sandbox.errors import ApiError, bad_request
from bot.sandbox.records import Json

ATTACHED = "attach://"
LARGEST_FILE = 50 * 1024 * 1024
PLAIN_TEXTS = frozenset(
    {
        "text",
        "caption",
        "name",
        "description",
        "short_description",
        "callback_query_id",
        "title",
        "payload",
        "error_message",
        "pre_checkout_query_id",
    }
)


@dataclass(frozen=True)
class Upload:
    """A file that came with the request."""

    name: str
    mime: str
    content: bytes


class Params:
    """What the request says, asked for by name and kind."""

    def __init__(self, values: Json, uploads: dict[str, Upload]) -> None:
        self._values = values
        self._uploads = uploads

    def text(self, name: str) -> str:
        """A string; missing ones are empty."""
        value = self._values.get(name)
        return "" if value is None else str(value)

    def integer(self, name: str, default: int = 0) -> int:
        """An integer; what is none counts as missing."""
        try:
            return int(self._values.get(name, default))
        except (TypeError, ValueError):
            return default

    def flag(self, name: str) -> bool:
        """A yes or no: true, yes and 1 are yes."""
        return str(self._values.get(name, "")).strip().lower() in {"true", "yes", "1"}

    def has(self, name: str) -> bool:
        """Whether the parameter was given at all."""
        return name in self._values

    def structure(self, name: str, what: str) -> Any:
        """A JSON-serialized object or list, None when missing. Raises ApiError 400 on bad JSON, which names it."""
        value = self._values.get(name)
        if not isinstance(value, str):
            return value
        if not value.strip():
            return None
        try:
            return json.loads(value)
        except ValueError:
            raise bad_request(f"can't parse {what} JSON object") from None

    def upload(self, name: str) -> Upload | None:
        """The file sent as this parameter, directly or by attach://."""
        value = self.text(name)
        return self.attached(value) if value.startswith(ATTACHED) else self._uploads.get(name)

    def attached(self, value: str) -> Upload | None:
        """The file that is meant by attach://name."""
        return self._uploads.get(value.removeprefix(ATTACHED)) if value.startswith(ATTACHED) else None

    def as_sent(self) -> Json:
        """Everything by name, with JSON texts decoded: for a check against a schema."""
        sent = {name: _decoded(name, value) for name, value in self._values.items()}
        mentioned = json.dumps(sent)
        alone = [name for name in self._uploads if name not in sent and json.dumps(ATTACHED + name) not in mentioned]
        return sent | {name: ATTACHED + name for name in alone}


async def read(request: Request) -> Params:
    """Take the parameters out of a request; the body wins over the query."""
    values: Json = dict(request.query_params)
    uploads: dict[str, Upload] = {}
    content_type = request.headers.get("content-type", "")
    if content_type.startswith("application/json"):
        values |= await _json_body(request)
    elif request.method == "POST":
        async with request.form() as form:
            for name, value in form.items():
                if isinstance(value, UploadFile):
                    uploads[name] = await _upload(value)
                else:
                    values[name] = value
    return Params(values, uploads)


async def _json_body(request: Request) -> Json:
    try:
        body = json.loads(await request.body() or b"{}")
    except ValueError:
        body = None
    if not isinstance(body, dict):
        raise bad_request("can't parse JSON object in the request body")
    return body


async def _upload(file: UploadFile) -> Upload:
    content = await file.read()
    if len(content) > LARGEST_FILE:
        raise ApiError(413, "Request Entity Too Large")
    return Upload(file.filename or "file", file.content_type or "application/octet-stream", content)


def _decoded(name: str, value: Any) -> Any:
    if name in PLAIN_TEXTS or not isinstance(value, str) or value[:1] not in {"{", "["}:
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value
