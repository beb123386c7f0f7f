"""What is paid in Telegram on the owner bot, by the first word of its payload: an order, or the fees of a unit."""

from bot.payments import Checkout, Paid
from bot.scene import Scene
from bot.screens import Screen
from bot.texts import Words
from handlers.owner import paying as orders
from handlers.owner.fees import online as fees


def _is_of_fees(payload: str) -> bool:
    return payload.partition(":")[0] == fees.PAYLOAD


def checkout(scene: Scene, asked: Checkout) -> Words | None:
    """Whether it may be paid now."""
    return (fees.checkout if _is_of_fees(asked.payload) else orders.checkout)(scene, asked)


def paid(scene: Scene, money: Paid) -> Screen:
    """The money has been taken."""
    return (fees.paid if _is_of_fees(money.payload) else orders.paid)(scene, money)
