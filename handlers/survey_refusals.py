"""Why the survey cannot be answered or opened now, and the way on (R151, R180)."""

from collections.abc import Callable

from bot.texts import T, Words
from models.refusals import FormAnswered, NotIssued, Refusal, SurveyOver, SurveyUnderWay

BY_THE_OFFICE = T(
    "owner",
    "Sorry, this step is taken by our colleagues. Please press “Talk to a person” and we will help you. Thank you.",
)


def _answered(refusal: Refusal) -> Words:
    name, time = refusal.facts.get("name"), refusal.facts.get("time")
    if not name or time is None:
        return T("owner", "Your unit has answered this survey already. Thank you for your help.")
    return T(
        "owner",
        "Thank you: {name} has answered this survey for your unit on {time}. "
        "If you would like to add something, please tell us under “Complaints and suggestions”.",
        name=name,
        time=time,
    )


def _answered_to_staff(refusal: Refusal) -> Words:
    name, time = refusal.facts.get("name", ""), refusal.facts.get("time", "")
    return T("staff", "This form came back already: {name}, {time}. One form counts once.", name=name, time=time)


OWNER: dict[type[Refusal], T | Callable[[Refusal], Words]] = {
    FormAnswered: _answered,
    SurveyOver: T(
        "owner",
        "Sorry, this survey has ended. Your opinion is always welcome: please tell us under “Complaints and suggestions”, "
        "or talk to us. Thank you.",
    ),
    NotIssued: BY_THE_OFFICE,
    SurveyUnderWay: BY_THE_OFFICE,
}
STAFF: dict[type[Refusal], T | Callable[[Refusal], Words]] = {
    FormAnswered: _answered_to_staff,
    SurveyOver: T(
        "staff",
        "This round takes no forms: it has not begun, or the next one is prepared. Please enter what was said as a suggestion.",
    ),
    NotIssued: T(
        "staff",
        "No form of this round was issued for that unit, so it cannot count. Please enter what was said as a suggestion.",
    ),
    SurveyUnderWay: T("staff", "A round is prepared or going on already. Please end that one first."),
}
