"""What people read when something cannot be done: an explanation and a way on, never a bare refusal (R180)."""

from bot.texts import T, Words
from models.refusals import (
    Gone,
    InvitationInvalid,
    NotOfThisTrade,
    NotOnDuty,
    NotYours,
    Outdated,
    OwnJob,
    Refusal,
    TakenBySomeoneElse,
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
    InvitationInvalid: T(
        "owner",
        "Sorry, this invitation has been used or has expired. Please ask the service desk for a new one. Thank you.",
    ),
}

STAFF: dict[type[Refusal], T] = {
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
    InvitationInvalid: T(
        "staff", "This invitation is unknown, used or expired. Please ask your manager for a new one."
    ),
}


def owner_words(refusal: Refusal) -> Words:
    """What an owner reads."""
    return OWNER[type(refusal)]


def staff_words(refusal: Refusal) -> Words:
    """What a member of staff reads."""
    return STAFF[type(refusal)]
