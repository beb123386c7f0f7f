"""What people read when something cannot be done: an explanation and a way on, never a bare refusal (R180)."""

from collections.abc import Callable

from bot.texts import T, Words, listed
from handlers import account_refusals, fee_refusals, money_refusals, order_refusals, report_refusals, survey_refusals
from handlers import own_order_refusals as own_orders
from models.refusals import (
    AlreadyAsked,
    AlreadyBound,
    CannotBeOpened,
    CauseMissing,
    CodeUnknown,
    DayToCome,
    DoorClosed,
    FinderReturns,
    Gone,
    ImpossibleTime,
    JustUrged,
    KnownAlready,
    LastManager,
    NeverOpen,
    NobodyReached,
    NoDoor,
    NotAnEntry,
    NotAPhone,
    NotAtTheDesk,
    NotFinished,
    NotMergeable,
    NotOfThisTrade,
    NotOnDuty,
    NotOnTheBot,
    NotYours,
    NumberTaken,
    Outdated,
    OutOfRange,
    OwnDraft,
    OwnJob,
    OwnMoney,
    OwnWords,
    PassedTooOften,
    PhoneTaken,
    PictureMissing,
    ReasonMissing,
    Refusal,
    SameDepartment,
    SlotTaken,
    SoundsWrong,
    StillKept,
    StillUnclear,
    SubjobsOpen,
    TakenBySomeoneElse,
    TimePast,
    TooEarly,
    TooLarge,
    TooLate,
    TooMany,
    TooManyTries,
    UnitUnknown,
    UnknownBraces,
    WordsMissing,
    Yourself,
)

THE_OFFICES_OWN = T(
    "owner",
    "Sorry, this step is taken by our colleagues. Please press “Talk to a person” and we will help you. Thank you.",
)


def _free_near(refusal: Refusal) -> Words | None:
    """The free times near one that is taken."""
    times = listed([one.start for one in refusal.facts.get("next", ())], ", ")
    return times if times.parts else None


def _taken(refusal: Refusal) -> Words:
    if (times := _free_near(refusal)) is None:
        return T(
            "owner", "Sorry, at that time our colleagues are with other owners. Please choose another time. Thank you."
        )
    return T(
        "owner",
        "Sorry, at that time our colleagues are with other owners. Near it these are free: {times}. Please choose one of them. Thank you.",
        times=times,
    )


OWNER: dict[type[Refusal], T | Callable[[Refusal], Words]] = {
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
    NotOnDuty: T("owner", "Sorry, a colleague on duty takes care of this. Thank you."),
    OwnJob: T("owner", "Sorry, a colleague will call you about this. Thank you."),
    TooManyTries: T(
        "owner",
        "Sorry, there were many tries in a short time. To protect our owners, please try again later, or call the service desk. Thank you.",
    ),
    AlreadyAsked: T(
        "owner", "Your request is with us already. Our colleagues are looking after it, thank you for waiting."
    ),
    AlreadyBound: T(
        "owner",
        "Sorry, this step is taken by our colleagues. Please press “Talk to a person” and we will help you. Thank you.",
    ),
    StillUnclear: T("owner", "Our colleague first finds out what it is. Thank you for your patience."),
    NoDoor: T("owner", "In a public area we come without an appointment. Thank you."),
    TimePast: T("owner", "Sorry, that time is over. Please give a later one, thank you."),
    SlotTaken: _taken,
    DayToCome: T("owner", "We come on the day that was arranged. Thank you."),
    TooEarly: T("owner", "Please wait a moment; our colleague is at your door. Thank you."),
    CodeUnknown: T(
        "owner",
        "Sorry, we found no visit under this code. Please compare it with the card, look under “My tickets”, or talk to us. Thank you.",
    ),
    PhoneTaken: T("owner", "Sorry, a colleague will call you about this number. Thank you."),
    NotAPhone: T("owner", "Sorry, please write the telephone number as in this example: 13800000000. Thank you."),
    UnitUnknown: T("owner", "Sorry, a colleague will call you about this unit. Thank you."),
    NotAnEntry: T("owner", "Sorry, please write it in a few plain words. Thank you."),
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
    JustUrged: T(
        "owner",
        "Our colleagues have just been reminded. The card says who sees to it and what comes next. Thank you for waiting.",
    ),
    **dict.fromkeys(
        (DoorClosed, SubjobsOpen, PassedTooOften, SameDepartment, NotMergeable, CauseMissing), THE_OFFICES_OWN
    ),
    **dict.fromkeys((OwnWords, NotFinished, UnknownBraces, SoundsWrong), THE_OFFICES_OWN),
    **dict.fromkeys(
        (FinderReturns, NotAtTheDesk, NotOnTheBot, StillKept, OwnMoney, OwnDraft, NobodyReached), THE_OFFICES_OWN
    ),
    TooLarge: T(
        "owner",
        "Sorry, this file is larger than we can take in; up to 20 megabytes are fine. Please send a smaller one, or a picture. Thank you.",
    ),
    TooMany: T(
        "owner",
        "Sorry, this is more than we can keep in one place; what came first is kept. Please go on with it. Thank you.",
    ),
    CannotBeOpened: T("owner", "Sorry, what you have sent could not be opened. Please send it once more. Thank you."),
    PictureMissing: T("owner", "Sorry, please add a picture, or say why there is none. Thank you."),
    **own_orders.WORDS,
    **survey_refusals.OWNER | report_refusals.OWNER | fee_refusals.OWNER,
    **dict.fromkeys(account_refusals.STAFF, THE_OFFICES_OWN),
}


def _seconds_left(refusal: Refusal) -> T:
    left = refusal.facts.get("seconds", 0)
    return T("staff", "Please wait at the door: {seconds} seconds are left before you may leave.", seconds=left)


def _not_today(refusal: Refusal) -> T:
    time = refusal.facts.get("time", "")
    return T("staff", "The appointment is at {time}. To change it, press “Agree a time”.", time=time)


def _taken_to_staff(refusal: Refusal) -> Words:
    if (times := _free_near(refusal)) is None:
        return T("staff", "Nobody of the trade is free then. Please choose another time.")
    return T("staff", "Nobody of the trade is free then. Free near it: {times}.", times=times)


STAFF: dict[type[Refusal], T | Callable[[Refusal], Words]] = {
    Gone: T("staff", "You have no part in this one, or it does not exist. Your work is under “Home”."),
    NotYours: T("staff", "This step belongs to a colleague. The card shows who has it now."),
    TooLate: T("staff", "It has moved on; this step is done or no longer needed. The card shows how it stands."),
    Outdated: T("staff", "It changed just now. The card shows how it stands; please decide again."),
    TakenBySomeoneElse: T("staff", "A colleague was a moment quicker and has this job. Thank you for being ready."),
    WordsMissing: T("staff", "Please write what was done; without a result the job stays open."),
    NotOfThisTrade: T("staff", "Please choose somebody of the department that has the job."),
    NotOnDuty: T(
        "staff", "You have no shift at this time. If you work now, please ask your head to enter it in the roster."
    ),
    OwnJob: T("staff", "You did this job yourself, so a colleague calls about it."),
    StillUnclear: T("staff", "First say what it is: press “Say what it is”, then finish."),
    NoDoor: T("staff", "A public area has no door and no appointment: go there and check in."),
    DoorClosed: T("staff", "Nobody has opened yet. Press “The door is open” first, or leave the card and go."),
    TimePast: T("staff", "That time is over. Please give a later one."),
    SlotTaken: _taken_to_staff,
    DayToCome: _not_today,
    TooEarly: _seconds_left,
    CodeUnknown: T("staff", "No card has this code. Please open the ticket itself."),
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
    NotAPhone: T("staff", "This is no telephone number. Please write it in full, such as 13800000000."),
    UnitUnknown: T("staff", "There is no such unit. Please ask for the number, and choose “Another way to let in”."),
    NotAnEntry: T("staff", "This does not fit the entry. A date is written 2025-09-15, an area as a whole number."),
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
    ImpossibleTime: T(
        "staff", "These days do not fit: not in the past, and the end not before the beginning. Please choose again."
    ),
    JustUrged: T("staff", "They were reminded a moment ago; the card shows who has it."),
    SubjobsOpen: T("staff", "Parts of it are still open. The card lists who has them; urge them, or call a part off."),
    PassedTooOften: T(
        "staff",
        "It was passed on too often already. The supervisor or the manager decides who does it; please ask them.",
    ),
    SameDepartment: T("staff", "Please choose another department that takes repairs."),
    NotMergeable: T(
        "staff",
        "These two cannot become one. Please choose another ticket with work still to do, of the same unit or of a public area; "
        "the more pressing of two goes on.",
    ),
    CauseMissing: T("staff", "This fault came again. Please say what is behind it, then report it as done."),
    FinderReturns: T(
        "staff", "You found it yourself, so a colleague of customer service gives it back. Please ask one."
    ),
    NotAtTheDesk: T("staff", "The finder still has it. Please take it in at the service centre first."),
    NotOnTheBot: T("staff", "They have no owner bot. Please let them sign a slip, and take a picture of it."),
    StillKept: T("staff", "Its keep days are not over. Until then it is kept, or handed to the police."),
    OwnMoney: T("staff", "You entered or took this money yourself, so a colleague confirms it."),
    OwnWords: T(
        "staff", "You wrote or reviewed this yourself, so another colleague reads it; two others do before owners."
    ),
    NotFinished: T(
        "staff",
        "Something is missing: the question, both answers, or what finds it. The card says what; please add it.",
    ),
    UnknownBraces: T(
        "staff",
        "What stands in braces cannot be looked up. Please use {one}, {two}, {three} or {four}, or plain words.",
        one="{中控室电话}",
        two="{服务台电话}",
        three="{服务时间}",
        four="{大厦名称}",
    ),
    SoundsWrong: T(
        "staff", "The answer does not keep the wording rules. Please rewrite it, or hand it in from its card."
    ),
    OwnDraft: T(
        "staff", "You drafted this yourself, so the supervisor or the manager approves it, whoever of them you are not."
    ),
    NobodyReached: T(
        "staff",
        "Nobody of these units is on the bot, and nothing was sent. Please print the posting, and call by the list.",
    ),
    **money_refusals.STAFF | order_refusals.STAFF | survey_refusals.STAFF,
    **report_refusals.STAFF | fee_refusals.STAFF | account_refusals.STAFF,
}


def owner_words(refusal: Refusal) -> Words:
    """What an owner reads, with the times of this case."""
    words = OWNER[type(refusal)]
    return words(refusal) if callable(words) else words


def staff_words(refusal: Refusal) -> Words:
    """What a member of staff reads, with the numbers of this case."""
    words = STAFF[type(refusal)]
    return words(refusal) if callable(words) else words
