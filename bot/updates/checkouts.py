"""The question before a payment: Telegram waits ten seconds for the answer, so it passes every queue and only reads."""

import asyncio
from collections.abc import Mapping
from datetime import UTC
from functools import partial

import structlog
from sqlalchemy.orm import Session
from telegram import PreCheckoutQuery
from telegram.error import NetworkError, RetryAfter, TelegramError

from bot.clockwork.clock import Clock
from bot.payments import Checkout
from bot.scene import Routes, Scene
from bot.store import Store
from bot.tables import BotAccount
from bot.telegram import Speaker, seconds
from bot.texts import LANGUAGES, Reader, T, Words, language_of, render
from bot.updates import who
from models.estate import Project
from models.people import Side
from models.refusals import Refusal

log = structlog.stdlib.get_logger(__name__)

DECIDES, ANSWERS = 6.0, 9.0  # seconds since it came, of the ten that Telegram waits
PAUSE = 0.2  # seconds, before a lost answer is repeated
LONGEST = 200  # characters
TRY_AGAIN = T("owner", "Sorry, your payment could not begin just now. Please try again in a moment. Thank you.")
NOT_HERE = T(
    "owner", "Sorry, this bill has been replaced or closed. Please ask the service desk for the present one. Thank you."
)


class Checkouts:
    """Answers every question by itself, beside the chats' queues; nothing is stored, for afterwards it is of no use.

    A decision that takes more than `patience` seconds is taken for "please try again".
    """

    def __init__(
        self, store: Store, clock: Clock, routes: Mapping[Side, Routes], speakers: Mapping[int, Speaker]
    ) -> None:
        self._store, self._clock, self._routes, self._speakers = store, clock, routes, speakers
        self.patience = DECIDES

    async def answer(self, bot_id: int, query: PreCheckoutQuery) -> None:
        """Decide and say it; never raises, what goes wrong is logged and costs nobody anything."""
        try:
            async with asyncio.timeout(ANSWERS):
                await self._say(self._speakers[bot_id], query.id, await self._decided(bot_id, query))
        except TimeoutError:
            log.error("checkout not answered in time", bot=bot_id)
        except TelegramError as error:
            log.error("checkout not answered", bot=bot_id, reason=type(error).__name__)

    async def _decided(self, bot_id: int, query: PreCheckoutQuery) -> str | None:
        """None, or the reason why nothing can be paid."""
        try:
            decide = self._store.read(partial(self._decide, bot_id=bot_id, query=query))
            return await asyncio.wait_for(decide, self.patience)
        except TimeoutError:
            log.error("checkout took too long", bot=bot_id)
        except Exception:
            log.exception("checkout failed", bot=bot_id)
        language = language_of(query.from_user.language_code, LANGUAGES[0])
        return render(TRY_AGAIN, Reader(language, self._clock.now().tzinfo or UTC), escape=False)

    def _decide(self, session: Session, bot_id: int, query: PreCheckoutQuery) -> str | None:
        account = session.get_one(BotAccount, bot_id)
        scene = self._scene(session, account, query)
        reason = _reason(scene, account, Checkout(query.invoice_payload, query.currency, query.total_amount))
        return None if reason is None else render(reason, scene.reader, escape=False)[:LONGEST]

    def _scene(self, session: Session, account: BotAccount, query: PreCheckoutQuery) -> Scene:
        project = session.get_one(Project, account.project_id)
        person, admitted = who.looked_up(session, account, query.from_user.id)
        spoken = person.language if person else language_of(query.from_user.language_code, project.language)
        reader = Reader(spoken if spoken in LANGUAGES else project.language, project.zone)
        now, routes = self._clock.now(), self._routes[account.side]
        return Scene(session, project, account.side, now, reader, routes, person, None, admitted)

    async def _say(self, speaker: Speaker, query_id: str, reason: str | None) -> None:
        """Repeated until Telegram has it; a second answer to the same question does no harm."""
        while True:
            try:
                await speaker.may_pay(query_id, reason)
            except RetryAfter as wait:
                await asyncio.sleep(seconds(wait.retry_after))
            except NetworkError as error:
                log.warning("checkout answered again", reason=type(error).__name__)
                await asyncio.sleep(PAUSE)
            else:
                return


def _reason(scene: Scene, account: BotAccount, checkout: Checkout) -> Words | None:
    """Why somebody may not pay; a bill in another currency is of an earlier time, and on a side without payments there is none."""
    route = scene.routes.checkout
    if route is None or checkout.currency != account.currency:
        return NOT_HERE
    try:
        return route(scene, checkout)
    except Refusal as refusal:
        return scene.routes.refusal(refusal)
