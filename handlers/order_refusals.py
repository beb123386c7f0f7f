"""What a member of staff reads when a step of a paid order cannot be done: what is missing, and the way on (R047, R064, R180)."""

from collections.abc import Callable

from bot.texts import Money, T, Words
from models.order_refusals import (
    AnswerAwaited,
    AnsweredAlready,
    ChargeMissing,
    ConsentMissing,
    LessThanOwed,
    MoneyOnTheWay,
    MoreThanConsented,
    NotBookable,
    NothingOwed,
    PriceChanged,
    PriceExpired,
    PriceReplaced,
    PriceUnsaid,
    SurchargeAboveLimit,
    TimeUnconfirmed,
)
from models.refusals import Refusal


def _exactly(refusal: Refusal) -> Words:
    return T("staff", "Exactly {amount} is to be paid; please take that.", amount=Money(refusal.facts.get("fen", 0)))


def _above(refusal: Refusal) -> Words:
    return T(
        "staff",
        "With the surcharge it comes to {amount}, more than the owner orders alone. Please agree a time within service hours.",
        amount=Money(refusal.facts.get("fen", 0)),
    )


STAFF: dict[type[Refusal], T | Callable[[Refusal], Words]] = {
    ConsentMissing: T(
        "staff",
        "The owner has not agreed to a price yet, so nobody is sent. Name a price, or wait for the answer; "
        "what is free is noted with “Free of charge”.",
    ),
    PriceUnsaid: T(
        "staff",
        "First say what it costs: free and why, or “Name a price”. What comes to nothing is ended by customer service.",
    ),
    AnswerAwaited: T(
        "staff",
        "A price still waits for the owner's answer. Please let them tap on their own telephone, or ask customer service to call; "
        "a no on the spot you note yourself.",
    ),
    ChargeMissing: T("staff", "Please finish with “Finish”: there it is also said what was done and what it costs."),
    TimeUnconfirmed: T(
        "staff", "The time of a cleaning is agreed with the owner first. Please press “Confirm the time”."
    ),
    SurchargeAboveLimit: _above,
    PriceChanged: T("staff", "The price has changed since it was read. Please read the new one out, and ask again."),
    NotBookable: T("staff", "This item is not on the list on that day. Please choose another, or “Own item”."),
    PriceExpired: T("staff", "This price has run out. Please name it anew; the owner answers the new one."),
    PriceReplaced: T("staff", "Another price was named since. The card shows it; please read that one out."),
    AnsweredAlready: T("staff", "This price was answered already. The card shows how it stands."),
    MoreThanConsented: T(
        "staff",
        "That is more than the owner has agreed to. Please press “More is needed: price it” first; after the yes it can be charged.",
    ),
    NothingOwed: T("staff", "Nothing is to be paid for it at present. The card shows how it stands."),
    LessThanOwed: _exactly,
    MoneyOnTheWay: T("staff", "The money is still on its way: in a colleague's pocket, or not yet seen at the bank."),
}
