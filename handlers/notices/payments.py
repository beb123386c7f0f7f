"""What those who look after the money hear when some that was taken could not be booked."""

from bot.payments import amount
from bot.scene import Scene
from bot.screens import Screen
from bot.texts import T
from handlers.notices.making import Maker
from models.notices import Notice


def _stuck(_scene: Scene, notice: Notice) -> Screen:
    facts = notice.facts
    return Screen(
        T(
            "staff",
            "Money was paid by Telegram and could not be booked yet: {amount}, charge {charge}. The payer was thanked and "
            "need not pay again; booking is tried on by itself. Please tell whoever looks after the computer (doctor).",
            amount=amount(facts["fen"], facts["currency"]),
            charge=facts["charge"],
        )
    )


STAFF: dict[str, Maker] = {"payment.stuck": _stuck}
