"""The till: a person pays an invoice, if the bot says in time that it is all right."""

import asyncio
import secrets
from dataclasses import dataclass

from bot.sandbox.errors import NotPossible
from bot.sandbox.hearing import tell
from bot.sandbox.records import Chat, Checkout, Json, Message, Place
from bot.sandbox.user_shapes import user_json
from bot.sandbox.world import World

PATIENCE = 10.0  # seconds by the clock on the wall, whatever the office's own clock says
TOO_LATE = "BOT_PRECHECKOUT_TIMEOUT"


@dataclass(frozen=True)
class PaymentResult:
    """What the payer sees: `ok`, or the bot's own words, or Telegram's BOT_PRECHECKOUT_TIMEOUT; a charge has a number."""

    ok: bool
    error: str = ""
    charge: str = ""


async def pay(
    world: World, user: int, place: Place, message_id: int | None = None, patience: float = PATIENCE
) -> PaymentResult:
    """A person pays this invoice, or the newest one. Raises NotPossible where there is none, or the bot is blocked."""
    invoice = _invoice(world, place, message_id)
    checkout = Checkout(query_id=str(secrets.randbits(50) + 1), user=user, invoice=invoice)
    world.checkouts[checkout.query_id] = checkout
    world.tell_bot(place[0], "pre_checkout_query", checkout_json(world, checkout))
    try:
        await _answer(world, checkout, patience)
    except TimeoutError:
        return PaymentResult(ok=False, error=TOO_LATE)
    finally:
        del world.checkouts[checkout.query_id]
    return take(world, user, invoice) if checkout.ok else PaymentResult(ok=False, error=checkout.error or TOO_LATE)


def take(world: World, user: int, invoice: Message) -> PaymentResult:
    """The money is taken, whoever said so; the bot hears of it, and twice if that is to go wrong."""
    charge = f"tg_{secrets.token_hex(12)}"
    paid = {
        **what_it_asks(invoice),
        "telegram_payment_charge_id": charge,
        "provider_payment_charge_id": f"desk_{secrets.token_hex(8)}",
    }
    message = world.post(world.room(invoice.place), user, service={"successful_payment": paid}, silent=True)
    for _ in range(2 if world.faults.paid_twice else 1):
        tell(world, message)
    return PaymentResult(ok=True, charge=charge)


def checkout_json(world: World, checkout: Checkout) -> Json:
    """The question as PreCheckoutQuery."""
    payer = user_json(world.people[checkout.user])
    return {"id": checkout.query_id, "from": payer, **what_it_asks(checkout.invoice)}


def what_it_asks(invoice: Message) -> Json:
    """What the bot gets back of its invoice."""
    assert invoice.media is not None
    asked = {name: invoice.media.details[name] for name in ("currency", "total_amount")}
    return {**asked, "invoice_payload": invoice.payload}


async def _answer(world: World, checkout: Checkout, patience: float) -> None:
    with world.bell.listen() as listener:
        async with asyncio.timeout(patience):
            while not (checkout.answered or listener.closed):
                await listener.heard()


def _invoice(world: World, place: Place, message_id: int | None) -> Message:
    room = world.room(place)
    if isinstance(room, Chat) and room.blocked:
        raise NotPossible("this person blocked the bot; their app offers only to unblock it")
    wanted = [world.messages[place].get(message_id)] if message_id else [*world.messages[place].values()]
    found = [one for one in wanted if one is not None and one.media is not None and one.media.kind == "invoice"]
    if not found:
        raise NotPossible("there is no invoice to pay")
    return found[-1]
