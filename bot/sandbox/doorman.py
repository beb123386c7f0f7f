"""The doorman: who may come in from the browser, and what the browser may do with our pages.

A page on the internet can make a browser call a server on the desk. So a request must name this server by a
name we know (else a foreign name could be pointed at us), and orders to /phones must come from our own page.
"""

from collections.abc import Container
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

ALWAYS_WELCOME = frozenset({"localhost", "127.0.0.1", "::1"})
# A foreign page may send neither of these without asking us first, and we say no.
NEEDS_ASKING = frozenset({"application/json", "application/octet-stream"})
HEADERS = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; media-src 'self'; "
        "connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}


class Doorman:
    """ASGI middleware; `hosts` are further names by which this server may be called."""

    def __init__(self, app: ASGIApp, hosts: Container[str] = frozenset()) -> None:
        self._app = app
        self._hosts = hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Turn away or let in, and send the protecting headers along."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        refusal = self._refusal(scope)
        if refusal:
            await PlainTextResponse(refusal, 403)(scope, receive, send)
            return

        async def send_protected(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        await self._app(scope, receive, send_protected)

    def _refusal(self, scope: Scope) -> str:
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if (name := _name(host)) not in ALWAYS_WELCOME and name not in self._hosts:
            return "this server does not go by that name"
        if scope["path"].startswith("/phones") and scope["method"] not in {"GET", "HEAD"}:
            origin = headers.get("origin")
            if origin is not None and urlsplit(origin).netloc.lower() != host.lower():
                return "orders come from our own page only"
            if headers.get("content-type", "").split(";")[0] not in NEEDS_ASKING:
                return "orders come as JSON only, and files as bytes"
        return ""


def _name(host: str) -> str:
    try:
        return (urlsplit(f"//{host}").hostname or "").lower()
    except ValueError:
        return ""
