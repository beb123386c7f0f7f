"""Telegram's Bot API for the machine: one bot per account, quick HTTP, and what its errors mean for us."""

from collections.abc import Sequence
from datetime import timedelta

import aiohttp
import structlog
from httpx import AsyncBaseTransport, ConnectTimeout, PoolTimeout
from httpx_aiohttp import AiohttpTransport
from telegram import InlineKeyboardButton, InlineKeyboardMarkup
from telegram.constants import ParseMode
from telegram.error import BadRequest, TimedOut
from telegram.ext import ExtBot
from telegram.request import HTTPXRequest

from bot.enclosures import Enclosure, send_enclosures
from bot.payments import Bill, Provider, send_bill

log = structlog.stdlib.get_logger(__name__)

CONNECTIONS = 64
READ_SECONDS = 20.0
NOT_MODIFIED = "message is not modified"
# What Telegram says when a message can no longer be edited: then a new one is posted.
LOST = ("message to edit not found", "message can't be edited", "message_id_invalid")
NO_CONNECTION = (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError)


def make_bot(
    token: str, root: str, *, proxy: str | None = None, transport: AsyncBaseTransport | None = None
) -> ExtBot[None]:
    """A bot at a Bot API server; `transport` stands in for the network in in-process tests."""
    return ExtBot(
        token=token,
        base_url=f"{root}/bot",
        base_file_url=f"{root}/file/bot",
        request=_request(proxy, transport),
        get_updates_request=_request(proxy, transport),
    )


def _request(proxy: str | None, transport: AsyncBaseTransport | None) -> HTTPXRequest:
    """PTB's request on aiohttp, which is many times as quick as httpx' own transport; pool and proxy are aiohttp's then."""

    def client() -> aiohttp.ClientSession:
        connector = aiohttp.TCPConnector(limit=CONNECTIONS, keepalive_timeout=60)
        return aiohttp.ClientSession(connector=connector, proxy=proxy)

    chosen = transport or AiohttpTransport(client=client)
    return HTTPXRequest(read_timeout=READ_SECONDS, httpx_kwargs={"transport": chosen})


def markup(keyboard: list[list[dict[str, str]]]) -> InlineKeyboardMarkup | None:
    """A keyboard of ours as Telegram's."""
    if not keyboard:
        return None
    return InlineKeyboardMarkup(
        [
            [InlineKeyboardButton(button["text"], callback_data=button["callback_data"]) for button in row]
            for row in keyboard
        ]
    )


class Speaker:
    """Posts and edits messages for one bot; knows which refusals of Telegram are harmless."""

    def __init__(self, bot: ExtBot[None], provider: Provider | None = None) -> None:
        self.bot, self._provider = bot, provider or Provider("")

    async def post(self, chat_id: int, text: str, keyboard: list[list[dict[str, str]]], *, silent: bool = False) -> int:
        """Post a message and return its number; raises what Telegram raises."""
        sent = await self.bot.send_message(
            chat_id, text, parse_mode=ParseMode.HTML, reply_markup=markup(keyboard), disable_notification=silent
        )
        return sent.message_id

    async def edit(self, chat_id: int, message_id: int, text: str, keyboard: list[list[dict[str, str]]]) -> bool:
        """Edit a message in place; False where it is not there any more."""
        try:
            await self.bot.edit_message_text(
                text, chat_id, message_id, parse_mode=ParseMode.HTML, reply_markup=markup(keyboard)
            )
        except BadRequest as error:
            return _harmless(error)
        return True

    async def strip(self, chat_id: int, message_id: int) -> None:
        """Take the buttons off a message that another one has replaced."""
        try:
            await self.bot.edit_message_reply_markup(chat_id, message_id, reply_markup=None)
        except BadRequest as error:
            _harmless(error)

    async def answer(self, callback_id: str, text: str, alert: bool) -> None:
        """End the progress ring of a tapped button; too late is not an error."""
        try:
            await self.bot.answer_callback_query(callback_id, text or None, show_alert=alert)
        except BadRequest as error:
            log.info("tap answered too late", reason=error.message)

    async def bill(self, chat_id: int, one: Bill) -> int:
        """Post an invoice and return its message's number; raises what Telegram raises, BadRequest without a provider."""
        return await send_bill(self.bot, self._provider, chat_id, one)

    async def bill_or_say(self, chat_id: int, one: Bill, text: str, keyboard: list[list[dict[str, str]]]) -> int:
        """Post an invoice; or, if Telegram would not have it, the words that stand for it, with their buttons."""
        try:
            return await self.bill(chat_id, one)
        except BadRequest as error:
            log.error("invoice refused", reason=error.message)
            return await self.post(chat_id, text, keyboard)

    async def may_pay(self, query_id: str, reason: str | None) -> None:
        """Answer the question before a payment: all right, or the reason why not; too late is not an error."""
        try:
            await self.bot.answer_pre_checkout_query(query_id, ok=reason is None, error_message=reason)
        except BadRequest as error:
            log.warning("checkout answered too late", reason=error.message)

    async def enclose(self, chat_id: int, pieces: Sequence[Enclosure], caption: str) -> tuple[int, list[str]]:
        """Send pictures, files and the like; returns the message's number and the id of each piece on this bot."""
        return await send_enclosures(self.bot, chat_id, pieces, caption)


def _harmless(error: BadRequest) -> bool:
    """True where the message already looks so, False where it is lost; anything else is raised."""
    said = error.message.lower()
    if NOT_MODIFIED in said:
        return True
    if any(words in said for words in LOST):
        return False
    raise error


def never_left(error: TimedOut) -> bool:
    """Whether there was no connection at all, so that Telegram cannot have heard anything.

    The transport calls every connection that it loses a ConnectTimeout, also one that breaks after the request.
    """
    cause = error.__cause__
    if isinstance(cause, ConnectTimeout) and isinstance(cause.__cause__, aiohttp.ClientConnectionError):
        return isinstance(cause.__cause__, NO_CONNECTION)
    return isinstance(cause, ConnectTimeout | PoolTimeout)


def seconds(amount: int | timedelta) -> float:
    """A waiting time of Telegram's, in seconds."""
    return amount.total_seconds() if isinstance(amount, timedelta) else float(amount)
