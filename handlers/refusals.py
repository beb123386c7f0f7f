"""What people read when something cannot be done: an explanation and a way on, never a bare refusal (R180)."""

from bot.texts import T, Words
from models.refusals import (
    Gone,
    InvitationInvalid,
    NotOfThisTrade,
    NotYours,
    Outdated,
    OwnJob,
    PictureMissing,
    Refusal,
    TakenBySomeoneElse,
    TooLarge,
    TooLate,
    TooMany,
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
    OwnJob: T("owner", "Sorry, a colleague will call you about this. Thank you."),
    InvitationInvalid: T(
        "owner",
        "Sorry, this invitation has been used or has expired. Please ask the service desk for a new one. Thank you.",
    ),
    TooLarge: T(
        "owner",
        "Sorry, this file is larger than we can take in; up to 20 megabytes are fine. Please send a smaller one, or a picture. Thank you.",
    ),
    TooMany: T(
        "owner",
        "Sorry, this is more than we can keep in one place; what came first is kept. Please go on with it. Thank you.",
    ),
    PictureMissing: T("owner", "Sorry, please add a picture, or say why there is none. Thank you."),
}

STAFF: dict[type[Refusal], T] = {
    Gone: T("staff", "You have no part in this one, or it does not exist. Your work is under “Home”."),
    NotYours: T("staff", "This step belongs to a colleague. The card shows who has it now."),
    TooLate: T("staff", "It has moved on; this step is done or no longer needed. The card shows how it stands."),
    Outdated: T("staff", "It changed just now. The card shows how it stands; please decide again."),
    TakenBySomeoneElse: T("staff", "A colleague was a moment quicker and has this job. Thank you for being ready."),
    WordsMissing: T("staff", "Please write what was done; without a result the job stays open."),
    NotOfThisTrade: T("staff", "Please choose somebody of the department that has the job."),
    OwnJob: T("staff", "You did this job yourself, so a colleague calls about it."),
    InvitationInvalid: T(
        "staff", "This invitation is unknown, used or expired. Please ask your manager for a new one."
    ),
    TooLarge: T("staff", "This file is too large; up to 20 MB can be kept. Please send a smaller one."),
    TooMany: T("staff", "There is no room for more here; what came first is kept. Please go on."),
    PictureMissing: T("staff", "Please send a picture of the result, or choose why there is none."),
}


def owner_words(refusal: Refusal) -> Words:
    """What an owner reads."""
    return OWNER[type(refusal)]


def staff_words(refusal: Refusal) -> Words:
    """What a member of staff reads."""
    return STAFF[type(refusal)]
