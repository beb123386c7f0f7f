"""The webhook: an update is answered with 200 when it is stored, and not before."""

import hmac
from collections.abc import Mapping

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from telegram import Update

from bot.telegram import Speaker
from bot.updates.ingress import Ingress

LARGEST = 1_000_000  # bytes; Telegram's updates are far smaller


def make_webhook(ingress: Ingress, speakers: Mapping[int, Speaker], secret: str) -> Starlette:
    """An ASGI application with one address per bot, /telegram/<bot number>, and /health."""

    async def update(request: Request) -> Response:
        given = request.headers.get("X-Telegram-Bot-Api-Secret-Token", "")
        speaker = speakers.get(request.path_params["bot"])
        if speaker is None or not hmac.compare_digest(given.encode(), secret.encode()):
            return PlainTextResponse("Forbidden", 403)
        if int(request.headers.get("Content-Length", 0)) > LARGEST:
            return PlainTextResponse("Too large", 413)
        try:
            received = Update.de_json(await request.json(), speaker.bot)
        except (ValueError, KeyError, TypeError):
            return PlainTextResponse("Not an update", 400)
        await ingress.receive(speaker.bot.id, [received])
        return Response()

    async def health(_request: Request) -> Response:
        return PlainTextResponse("ok")

    return Starlette(routes=[Route("/telegram/{bot:int}", update, methods=["POST"]), Route("/health", health)])
