"""What a member of staff reads when money cannot be taken, given or moved as they wish: the amount, and the way on (R013, R180)."""

from collections.abc import Callable

from bot.texts import Money, T, Words
from models.order_refusals import (
    MayNotOrder,
    MoreThanHeld,
    MoreThanOwed,
    MoreThanPaid,
    NotAnAmount,
    NothingOnHand,
    ProofMissing,
    SameAmount,
)
from models.refusals import CannotBeOpened, PictureMissing, Refusal, TooLarge, TooMany


def _more_than_owed(refusal: Refusal) -> T:
    return T("staff", "That is too much: {money} is open. Please look again.", money=Money(refusal.facts.get("fen", 0)))


def _more_than_paid(refusal: Refusal) -> T:
    fen = refusal.facts.get("fen", 0)
    return T("staff", "Only {money} was paid for it and has arrived; no more can be paid back.", money=Money(fen))


def _more_than_held(refusal: Refusal) -> T:
    return T("staff", "There is only {money}. Please give a smaller amount.", money=Money(refusal.facts.get("fen", 0)))


STAFF: dict[type[Refusal], T | Callable[[Refusal], Words]] = {
    NotAnAmount: T("staff", "This is no amount of money. Please write it like this: 1280 or 1280.50."),
    MoreThanOwed: _more_than_owed,
    MoreThanPaid: _more_than_paid,
    MoreThanHeld: _more_than_held,
    ProofMissing: T("staff", "Please send a picture of the slip; without it a transfer or a deposit is not booked."),
    NothingOnHand: T("staff", "You have no money on hand that could be handed over, or it is on its way already."),
    SameAmount: T("staff", "That is the amount that was said. If it is right, please confirm it."),
    TooLarge: T("staff", "This file is too large; up to 20 MB can be kept. Please send a smaller one."),
    TooMany: T("staff", "There is no room for more here; what came first is kept. Please go on."),
    CannotBeOpened: T("staff", "What you sent cannot be opened. Please take it again, and send it once more."),
    PictureMissing: T("staff", "Please send a picture of the result, or choose why there is none."),
    MayNotOrder: T("staff", "This contact may not order for the unit. Please ask one of the company who may."),
}
