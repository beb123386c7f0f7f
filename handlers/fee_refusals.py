"""What people read when a receivable cannot be changed as they wish: an explanation, and a way on (R129, R180)."""

from collections.abc import Callable

from bot.texts import T, Words
from models.receivables.refusals import (
    AskedAlready,
    DateTooLate,
    Disputed,
    MonthClosed,
    MonthNotOver,
    MonthOpen,
    NotBilled,
    NothingOpen,
    OwnProposal,
)
from models.refusals import Refusal

THE_OFFICES_OWN = T(
    "owner",
    "Sorry, this step is taken by our colleagues. Please press “Talk to a person” and we will help you. Thank you.",
)


Said = T | Callable[[Refusal], Words]


def _too_late(refusal: Refusal) -> Words:
    return T(
        "owner",
        "Sorry, more time can be given until {day}. Please choose a day up to then, or talk to us. Thank you.",
        day=_day(refusal),
    )


def _too_late_to_staff(refusal: Refusal) -> Words:
    return T(
        "staff", "More time can be given until {day} at the latest. Please choose a day up to then.", day=_day(refusal)
    )


def _day(refusal: Refusal) -> str:
    return str(refusal.facts.get("until", ""))


def _month(refusal: Refusal) -> str:
    return str(refusal.facts.get("period", ""))[:7]


def _closed(refusal: Refusal) -> Words:
    return T(
        "staff",
        "Finance has closed the month {month}. Please put it right in the present month.",
        month=_month(refusal),
    )


def _not_over(refusal: Refusal) -> Words:
    return T("staff", "The month {month} is not over yet. Please close it next month.", month=_month(refusal))


def _open(refusal: Refusal) -> Words:
    return T("staff", "The month {month} is still open. Please close it first.", month=_month(refusal))


OWNER: dict[type[Refusal], Said] = {
    NothingOpen: T("owner", "Nothing is open here any more. Please see the account for how it stands, thank you."),
    Disputed: T(
        "owner",
        "We are looking into your question about this line first; until then please wait with it. Thank you for your patience.",
    ),
    AskedAlready: T(
        "owner", "Your wish or question about this is with us already. The answer comes here, thank you for waiting."
    ),
    DateTooLate: _too_late,
    **dict.fromkeys((MonthClosed, MonthNotOver, MonthOpen, NotBilled, OwnProposal), THE_OFFICES_OWN),
}

STAFF: dict[type[Refusal], Said] = {
    NothingOpen: T("staff", "Nothing of it is open any more. Please look at the account of the unit."),
    Disputed: T("staff", "There is an open question about it. Please answer that first."),
    AskedAlready: T("staff", "The same is asked for already and waits for an answer. Please look there."),
    DateTooLate: _too_late_to_staff,
    MonthClosed: _closed,
    MonthNotOver: _not_over,
    MonthOpen: _open,
    NotBilled: T("staff", "There is no such fee, or it is not charged by the month. Please choose another one."),
    OwnProposal: T("staff", "You proposed this yourself, so somebody else decides it. Please ask another manager."),
}
