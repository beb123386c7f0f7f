"""What people read when something cannot be done: an explanation and a way on, never a bare refusal (R180)."""

from bot.texts import T, Words
from models.refusals import (
    AlreadyAsked,
    AlreadyBound,
    Gone,
    NotAnEntry,
    NotAPhone,
    NotOfThisTrade,
    NotOnDuty,
    NotYours,
    Outdated,
    OwnJob,
    PhoneTaken,
    PictureMissing,
    Refusal,
    TakenBySomeoneElse,
    TooLarge,
    TooLate,
    TooMany,
    TooManyTries,
    UnitUnknown,
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
    TooManyTries: T(
        "owner",
        "Sorry, there were many tries in a short time. To protect our owners, please try again later, or call the service desk. Thank you.",
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
    AlreadyAsked: T(
        "owner", "Your request is with us already. Our colleagues are looking after it, thank you for waiting."
    ),
    AlreadyBound: T(
        "owner",
        "Sorry, this step is taken by our colleagues. Please press “Talk to a person” and we will help you. Thank you.",
    ),
    PhoneTaken: T("owner", "Sorry, a colleague will call you about this number. Thank you."),
    NotAPhone: T("owner", "Sorry, please write the telephone number as in this example: 13800000000. Thank you."),
    UnitUnknown: T("owner", "Sorry, a colleague will call you about this unit. Thank you."),
    NotAnEntry: T("owner", "Sorry, please write it in a few plain words. Thank you."),
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
    TooManyTries: T(
        "staff", "There were many wrong codes. Please wait an hour, or ask your manager for a new invitation."
    ),
    AlreadyAsked: T("staff", "There is an open request about this already; it is under “The office”."),
    AlreadyBound: T(
        "staff",
        "This contact is on the bot with another account. Please call the known number; if the phone is new, give a code.",
    ),
    PhoneTaken: T(
        "staff", "This number belongs to another person of the register. Please find it, and clear it up with both."
    ),
    TooLarge: T("staff", "This file is too large; up to 20 MB can be kept. Please send a smaller one."),
    TooMany: T("staff", "There is no room for more here; what came first is kept. Please go on."),
    PictureMissing: T("staff", "Please send a picture of the result, or choose why there is none."),
    NotAPhone: T("staff", "This is no telephone number. Please write it in full, such as 13800000000."),
    UnitUnknown: T("staff", "There is no such unit. Please ask for the number, and choose “Another way to let in”."),
    NotAnEntry: T("staff", "This does not fit the entry. A date is written 2025-09-15, an area as a whole number."),
}


def owner_words(refusal: Refusal) -> Words:
    """What an owner reads."""
    return OWNER[type(refusal)]


def staff_words(refusal: Refusal) -> Words:
    """What a member of staff reads."""
    return STAFF[type(refusal)]
