"""Payment by Telegram: the invoice that somebody is sent, the question before the money moves, and the money itself.

Amounts are integer fen: hundredths of the currency.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from telegram import LabeledPrice
from telegram.ext import ExtBot

from bot.texts import Reader, Words, render

LONGEST_TITLE, LONGEST_DESCRIPTION, LONGEST_PAYLOAD = 32, 255, 128  # characters twice, and bytes
CURRENCY = "CNY"


@dataclass(frozen=True)
class Provider:
    """Who takes the money: the token that @BotFather gave for the provider, and the currency that is asked for."""

    token: str = field(repr=False)
    currency: str = CURRENCY


@dataclass(frozen=True)
class Invoice:
    """What somebody is asked to pay; the payload is ours, comes back with the money and is never shown.

    Raises ValueError for a payload that is empty or too long, and for prices that do not come to anything.
    """

    title: Words
    description: Words
    payload: str
    prices: tuple[tuple[Words, int], ...]  # what for, and fen; a discount is below zero

    def __post_init__(self) -> None:
        if not 1 <= len(self.payload.encode()) <= LONGEST_PAYLOAD:
            raise ValueError(f"an invoice's payload has 1 to {LONGEST_PAYLOAD} bytes")
        if self.total_fen <= 0:
            raise ValueError("an invoice asks for money")

    @property
    def total_fen(self) -> int:
        """What is to be paid: the sum of the prices."""
        return sum(fen for _, fen in self.prices)


@dataclass(frozen=True)
class Bill:
    """An invoice in one language, ready for Telegram."""

    title: str
    description: str
    payload: str
    prices: Sequence[Sequence[str | int]]


@dataclass(frozen=True)
class Checkout:
    """Somebody has pressed "pay", and Telegram asks whether it is all right: nothing has been paid yet."""

    payload: str
    currency: str
    amount_fen: int


@dataclass(frozen=True)
class Paid:
    """Money that has been taken; the charge ids are the provider's and Telegram's."""

    payload: str
    currency: str
    amount_fen: int
    provider_charge_id: str
    telegram_charge_id: str


def bill(invoice: Invoice, reader: Reader) -> Bill:
    """The invoice in the reader's language; words that are too long for Telegram are cut."""
    prices = tuple((render(label, reader, escape=False), fen) for label, fen in invoice.prices)
    title = _fitting(render(invoice.title, reader, escape=False), LONGEST_TITLE)
    description = _fitting(render(invoice.description, reader, escape=False), LONGEST_DESCRIPTION)
    return Bill(title, description, invoice.payload, prices)


def amount(fen: int, currency: str) -> str:
    """An amount as it is read: ¥88.00, or USD 88.00."""
    sign = "¥" if currency == CURRENCY else f"{currency} "
    return f"{sign}{fen // 100}.{fen % 100:02}"


def _fitting(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1] + "…"


async def send_bill(bot: ExtBot[None], provider: Provider, chat_id: int, one: Bill) -> int:
    """Send an invoice, which cannot be forwarded to others, and return its message's number; raises what Telegram raises."""
    prices = [LabeledPrice(str(label), int(fen)) for label, fen in one.prices]
    sent = await bot.send_invoice(
        chat_id,
        one.title,
        one.description,
        one.payload,
        provider.currency,
        prices,
        provider_token=provider.token,
        protect_content=True,
    )
    return sent.message_id
