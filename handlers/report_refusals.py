"""What those in charge read when something about a report cannot be done yet (R180)."""

from collections.abc import Callable

from bot.texts import Day, T, Words
from models.refusals import NotCounted, OwnSample, PeriodNotOver, Refusal

OFFICE = T(
    "owner", "Sorry, our colleagues see to this step. Please press “Talk to a person” and we will help you. Thank you."
)


def _not_over(refusal: Refusal) -> Words:
    end = refusal.facts.get("end")
    when = Day(end) if end else ""
    return T(
        "staff",
        "This period is not over. Its report can be made from {day} on; the digest has today's numbers.",
        day=when,
    )


OWNER: dict[type[Refusal], T | Callable[[Refusal], Words]] = dict.fromkeys(
    (NotCounted, OwnSample, PeriodNotOver), OFFICE
)

STAFF: dict[type[Refusal], T | Callable[[Refusal], Words]] = {
    PeriodNotOver: _not_over,
    NotCounted: T("staff", "The numbers are still being counted. Please wait a moment, or press “Count anew”."),
    OwnSample: T("staff", "You had a hand in this ticket yourself, so somebody else in charge judges it."),
}
