"""What people read when something cannot be done: an explanation and a way on, never a bare refusal (R180)."""

from collections.abc import Callable

from bot.texts import T, Words
from models.refusals import (
    CodeUnknown,
    Gone,
    InvitationInvalid,
    NoDoor,
    NotOfThisTrade,
    NotOnDuty,
    NotYours,
    Outdated,
    OwnJob,
    Refusal,
    StillUnclear,
    TakenBySomeoneElse,
    TimePast,
    TooEarly,
    TooLate,
    WordsMissing,
)

OWNER: dict[type[Refusal], T] = {
    Gone: T(
        "owner",
        "Sorry, we have nothing under this number for you. Please look under “My tickets”, or talk to us. Thank you.",
    ),
    NotYours: T(
        "owner",
        "Sorry, this step is taken by our colleagues. Please press “Talk to a person” and we will help you. Thank you.",
    ),
    TooLate: T(
        "owner", "Sorry, this matter has moved on in the meantime. Please see its present state here. Thank you."
    ),
    Outdated: T("owner", "Sorry, this matter has just changed. Please see its present state here. Thank you."),
    TakenBySomeoneElse: T("owner", "A colleague is already taking care of this. Thank you."),
    WordsMissing: T("owner", "Sorry, please add a few words. Thank you."),
    NotOfThisTrade: T(
        "owner",
        "Sorry, this step is taken by our colleagues. Please press “Talk to a person” and we will help you. Thank you.",
    ),
    NotOnDuty: T("owner", "Sorry, a colleague on duty takes care of this. Thank you."),
    OwnJob: T("owner", "Sorry, a colleague will call you about this. Thank you."),
    StillUnclear: T("owner", "Our colleague first finds out what it is. Thank you for your patience."),
    NoDoor: T("owner", "In a public area we come without an appointment. Thank you."),
    TimePast: T("owner", "Sorry, that time is over. Please give a later one, thank you."),
    TooEarly: T("owner", "Please wait a moment; our colleague is at your door. Thank you."),
    CodeUnknown: T(
        "owner",
        "Sorry, we found no visit under this code. Please compare it with the card, look under “My tickets”, or talk to us. Thank you.",
    ),
    InvitationInvalid: T(
        "owner",
        "Sorry, this invitation has been used or has expired. Please ask the service desk for a new one. Thank you.",
    ),
}


def _seconds_left(refusal: Refusal) -> T:
    left = refusal.facts.get("seconds", 0)
    return T("staff", "Please wait at the door: {seconds} seconds are left before you may leave.", seconds=left)


STAFF: dict[type[Refusal], T | Callable[[Refusal], T]] = {
    Gone: T("staff", "You have no part in this one, or it does not exist. Your work is under “Home”."),
    NotYours: T("staff", "This step belongs to a colleague. The card shows who has it now."),
    TooLate: T("staff", "It has moved on; this step is done or no longer needed. The card shows how it stands."),
    Outdated: T("staff", "It changed just now. The card shows how it stands; please decide again."),
    TakenBySomeoneElse: T("staff", "A colleague was a moment quicker and has this job. Thank you for being ready."),
    WordsMissing: T("staff", "Please write what was done; without a result the job stays open."),
    NotOfThisTrade: T("staff", "Please choose somebody of the department that has the job."),
    NotOnDuty: T(
        "staff", "Your shift does not cover this hour; a colleague on duty takes it. Thank you for being ready."
    ),
    OwnJob: T("staff", "You did this job yourself, so a colleague calls about it."),
    StillUnclear: T("staff", "First say what it is: press “Say what it is”, then finish."),
    NoDoor: T("staff", "A public area has no door and no appointment: go there and check in."),
    TimePast: T("staff", "That time is over. Please give a later one."),
    TooEarly: _seconds_left,
    CodeUnknown: T("staff", "No card has this code. Please open the ticket itself."),
    InvitationInvalid: T(
        "staff", "This invitation is unknown, used or expired. Please ask your manager for a new one."
    ),
}


def owner_words(refusal: Refusal) -> Words:
    """What an owner reads."""
    return OWNER[type(refusal)]


def staff_words(refusal: Refusal) -> Words:
    """What a member of staff reads, with the numbers of this case."""
    words = STAFF[type(refusal)]
    return words(refusal) if callable(words) else words
