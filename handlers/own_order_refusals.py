"""What customers of paid services read when something cannot be done: an explanation, and a way on (R180)."""

from collections.abc import Callable

from bot.texts import Money, T, Words
from handlers.order_words import may_not_order
from models.order_refusals import (
    AnswerAwaited,
    AnsweredAlready,
    ChargeMissing,
    ConsentMissing,
    LessThanOwed,
    MayNotOrder,
    MoneyOnTheWay,
    MoreThanConsented,
    MoreThanHeld,
    MoreThanOwed,
    MoreThanPaid,
    NotAnAmount,
    NotBookable,
    NothingOnHand,
    NothingOwed,
    PriceChanged,
    PriceExpired,
    PriceReplaced,
    PriceUnsaid,
    ProofMissing,
    SameAmount,
    SurchargeAboveLimit,
    TimeUnconfirmed,
)
from models.refusals import Refusal

OFFICE = T(
    "owner", "Sorry, our colleagues see to this step. Please press “Talk to a person” and we will help you. Thank you."
)


def _who_may(refusal: Refusal) -> Words:
    return may_not_order(refusal.facts.get("names", ()))


def _owed(refusal: Refusal) -> Words:
    return T(
        "owner",
        "Sorry, the amount has changed; now {amount} is to be paid. Please open the card once more, thank you.",
        amount=Money(refusal.facts.get("fen", 0)),
    )


def _nothing_owed(refusal: Refusal) -> Words:
    number, paid = refusal.facts.get("number", ""), refusal.facts.get("paid", 0)
    if paid <= 0:
        return T("owner", "At present nothing is to be paid for {number}. Thank you.", number=number)
    return T(
        "owner",
        "{amount} have been paid for {number} already; nothing more is to be paid. Thank you.",
        number=number,
        amount=Money(paid),
    )


def _above(refusal: Refusal) -> Words:
    return T(
        "owner",
        "Sorry, with the surcharge of this time it comes to {amount}, for which we would ask whoever speaks for your company. "
        "Please choose a time within our service hours, or talk to a person. Thank you.",
        amount=Money(refusal.facts.get("fen", 0)),
    )


WORDS: dict[type[Refusal], T | Callable[[Refusal], Words]] = {
    NotBookable: T(
        "owner",
        "Sorry, this service rests just now. Please choose another one, or talk to us, a colleague looks for a way. Thank you.",
    ),
    MayNotOrder: _who_may,
    PriceChanged: T(
        "owner", "Sorry, the price has changed meanwhile. Please read the present one and decide again. Thank you."
    ),
    SurchargeAboveLimit: _above,
    PriceExpired: T(
        "owner",
        "Sorry, the time for which this price held is over. Please press “Ask for a price again” on the card. Thank you.",
    ),
    PriceReplaced: T("owner", "Sorry, there is a newer price meanwhile. Please read the card, thank you."),
    AnsweredAlready: T("owner", "Your answer has been noted already. The card shows how it goes on, thank you."),
    ProofMissing: T("owner", "Sorry, please send a picture of the slip of your transfer. Thank you."),
    NothingOwed: _nothing_owed,
    LessThanOwed: _owed,
    MoreThanOwed: _owed,
    **dict.fromkeys(
        (
            ConsentMissing,
            PriceUnsaid,
            AnswerAwaited,
            ChargeMissing,
            TimeUnconfirmed,
            MoreThanConsented,
            MoneyOnTheWay,
            NotAnAmount,
            MoreThanPaid,
            MoreThanHeld,
            NothingOnHand,
            SameAmount,
        ),
        OFFICE,
    ),
}
