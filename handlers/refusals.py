"""What people read when something cannot be done: an explanation and a way on, never a bare refusal (R180)."""

from bot.texts import T, Words
from models.refusals import (
    Gone,
    ImpossibleTime,
    InvitationInvalid,
    KnownAlready,
    LastManager,
    NeverOpen,
    NotOfThisTrade,
    NotOnDuty,
    NotYours,
    NumberTaken,
    Outdated,
    OutOfRange,
    OwnJob,
    ReasonMissing,
    Refusal,
    TakenBySomeoneElse,
    TooLate,
    WordsMissing,
    Yourself,
)

# Steps that no owner is ever offered.
THE_OFFICES_OWN = T(
    "owner",
    "Sorry, this step is taken by our colleagues. Please press “Talk to a person” and we will help you. Thank you.",
)

OWNER: dict[type[Refusal], T] = {
    Gone: T(
        "owner",
        "Sorry, we have nothing under this number for you. Please look under “My tickets”, or talk to us. Thank you.",
    ),
    NotYours: THE_OFFICES_OWN,
    TooLate: T(
        "owner", "Sorry, this matter has moved on in the meantime. Please see its present state here. Thank you."
    ),
    Outdated: T("owner", "Sorry, this matter has just changed. Please see its present state here. Thank you."),
    TakenBySomeoneElse: T("owner", "A colleague is already taking care of this. Thank you."),
    WordsMissing: T("owner", "Sorry, please add a few words. Thank you."),
    NotOfThisTrade: THE_OFFICES_OWN,
    OwnJob: T("owner", "Sorry, a colleague will call you about this. Thank you."),
    InvitationInvalid: T(
        "owner",
        "Sorry, this invitation has been used or has expired. Please ask the service desk for a new one. Thank you.",
    ),
    **dict.fromkeys(
        (
            ReasonMissing,
            OutOfRange,
            NeverOpen,
            NumberTaken,
            KnownAlready,
            LastManager,
            Yourself,
            NotOnDuty,
            ImpossibleTime,
        ),
        THE_OFFICES_OWN,
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
    OwnJob: T("staff", "You did this job yourself, so a colleague calls about it."),
    InvitationInvalid: T(
        "staff", "This invitation is unknown, used or expired. Please ask your manager for a new one."
    ),
    ReasonMissing: T("staff", "Please write why; the reason is kept with the change."),
    OutOfRange: T("staff", "This is outside what is allowed; the limits stand on its page. Please give another value."),
    NeverOpen: T(
        "staff", "The office would never be open then, and could promise nothing. Please leave it open on one day."
    ),
    NumberTaken: T("staff", "Somebody has this staff number already. Please choose another one."),
    KnownAlready: T(
        "staff", "Somebody of the office has this telephone. Please look under “Staff” or “Former colleagues”."
    ),
    LastManager: T(
        "staff", "An office needs a manager. Please make somebody else a manager first, then this can be done."
    ),
    Yourself: T("staff", "Nobody ends their own employment. Please ask another manager to do it."),
    NotOnDuty: T(
        "staff", "You have no shift at this time. If you work now, please ask your head to enter it in the roster."
    ),
    ImpossibleTime: T(
        "staff", "These days do not fit: not in the past, and the end not before the beginning. Please choose again."
    ),
}


def owner_words(refusal: Refusal) -> Words:
    """What an owner reads."""
    return OWNER[type(refusal)]


def staff_words(refusal: Refusal) -> Words:
    """What a member of staff reads."""
    return STAFF[type(refusal)]
