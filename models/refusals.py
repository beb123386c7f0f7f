"""Why the office cannot do a thing right now; the docstring is the developer's message, the reader's words are found elsewhere."""

from typing import Any


class Refusal(Exception):
    """The parent of all: undoes the deed, and becomes an explanation with a way on (R180)."""

    def __init__(self, **facts: Any) -> None:
        super().__init__(self.__class__.__name__)
        self.facts = facts


class Gone(Refusal):
    """The thing does not exist, or the person may not know that it does."""


class NotYours(Refusal):
    """The person has no part in the ticket that would allow this move."""


class TooLate(Refusal):
    """The ticket has moved on, and this move does not start from where it is now."""


class Outdated(Refusal):
    """The person decided on an earlier state than the present one."""


class TakenBySomeoneElse(Refusal):
    """An offered job was taken by a colleague first."""


class WordsMissing(Refusal):
    """A compulsory text (the result, the reason) is empty (R026)."""


class NotOfThisTrade(Refusal):
    """The proposed person does not belong to the department that has the job."""


class NotOnDuty(Refusal):
    """No shift of the person covers this moment: nothing to check in to, and no job to take from the group (R015, R204)."""


class OwnJob(Refusal):
    """Whoever performed a job does not call back about it (R027, X13)."""


class StillUnclear(Refusal):
    """Nobody has said yet what it is, and it cannot be finished before (R066)."""


class NoDoor(Refusal):
    """A public place has no door and no appointment."""


class DoorClosed(Refusal):
    """Nobody has opened yet, so nothing can have been done behind the door (R070)."""


class TimePast(Refusal):
    """The time that was given is over."""


class SlotTaken(Refusal):
    """Nobody is free for a visit at that time; `next` lists free times near it, each with `start` and `end` (R047)."""


class DayToCome(Refusal):
    """The owner was told a later day, and nobody is late for it yet; `time` says for when (R049)."""


class TooEarly(Refusal):
    """The waiting time at a closed door is not over; `seconds` says how much is left (R070)."""


class CodeUnknown(Refusal):
    """No reminder card of one of the person's units carries this code."""


class TooManyTries(Refusal):
    """The account has sent so many wrong codes, or so many requests, that it has to rest (R205)."""


class AlreadyAsked(Refusal):
    """The account has a request that the office has not answered yet."""


class AlreadyBound(Refusal):
    """The contact is on the bot with another account; only a code moves them to a new one."""


class PhoneTaken(Refusal):
    """The telephone number is that of another person of the register."""


class NotAPhone(Refusal):
    """The text is no telephone number by the office's pattern."""


class UnitUnknown(Refusal):
    """The office has no unit of this number."""


class NotAnEntry(Refusal):
    """The text cannot stand in this entry of the register: no number, no date, or nothing at all."""


class ReasonMissing(Refusal):
    """A change that must say why does not (R017)."""


class OutOfRange(Refusal):
    """A value of the policy is not of its kind, or beyond its bounds."""


class NeverOpen(Refusal):
    """Service hours without an open hour in the whole week: no promise could ever be made."""


class NumberTaken(Refusal):
    """Somebody else has this staff number."""


class KnownAlready(Refusal):
    """Somebody who works here, or did, has this telephone: they are taken on again instead of entered twice."""


class LastManager(Refusal):
    """An office always has a manager: the last one neither leaves nor changes the role."""


class Yourself(Refusal):
    """Nobody ends their own employment; another manager does."""


class ImpossibleTime(Refusal):
    """A day that has passed, or an end before its beginning."""


class SubjobsOpen(Refusal):
    """Another department still has a part of the ticket in hand, so its result cannot be fed back yet (R044)."""


class PassedTooOften(Refusal):
    """The ticket was transferred so often that only the supervisor or the manager may decide where it stays (R032)."""


class SameDepartment(Refusal):
    """A ticket cannot be transferred to the department that has it already, nor to one that takes no repairs."""


class JustUrged(Refusal):
    """The colleagues were reminded of this ticket a moment ago."""


class NotMergeable(Refusal):
    """The two tickets cannot become one: the same, done or ended, a part of another, or a pressing one under one that may wait."""


class CauseMissing(Refusal):
    """A repeated fault is not reported as done without its cause (R042)."""


class TooLarge(Refusal):
    """A file is larger than a bot can fetch, or than this place takes."""


class TooMany(Refusal):
    """There is no room for more pictures, or more words, in this place."""


class PictureMissing(Refusal):
    """A result needs a picture, or the reason why there is none (R026, DOMAIN 5.1)."""


class CannotBeOpened(Refusal):
    """What was sent is of no use: its bytes did not come, or are not what they say."""


class FinderReturns(Refusal):
    """Whoever registered a found thing does not give it back alone: a colleague of customer service does (R206)."""


class NotAtTheDesk(Refusal):
    """The finder still has the thing; it goes back, or to the police, from the service centre only (R206)."""


class NotOnTheBot(Refusal):
    """The one who claims a thing has no owner bot to confirm it on: a slip is signed instead (R206)."""


class StillKept(Refusal):
    """A found thing is not disposed of before its keep days are over (R206)."""


class OwnDraft(Refusal):
    """Whoever has drafted an announcement does not approve it (DOMAIN 5.7, R195)."""


class NobodyReached(Refusal):
    """An announcement would reach nobody through the bot; it is posted and telephoned instead (R149)."""


class OwnMoney(Refusal):
    """Whoever has computed or taken money does not confirm it (R011, X3)."""


class OwnWords(Refusal):
    """Whoever wrote an answer, or reviewed it first, does not review it again: two others read it (R119)."""


class NotFinished(Refusal):
    """An answer is not handed in without its question, words to find it by, and both languages (R119)."""


class UnknownBraces(Refusal):
    """What stands in braces cannot be looked up; `names` says what."""


class SoundsWrong(Refusal):
    """An answer breaks the wording standard and nobody has insisted; `faults` says which rules (DOMAIN 6, X8)."""


class FormAnswered(Refusal):
    """Somebody of the same unit with the same part has answered this form; `name` and `time` say who and when (R151)."""


class SurveyOver(Refusal):
    """The survey is closed, or has not begun; `day` is the last one on which it could be answered (R151)."""


class NotIssued(Refusal):
    """No form of this round was issued for the unit (R151)."""


class SurveyUnderWay(Refusal):
    """A round is prepared or going on already, and the next one begins after it (R151)."""


class PeriodNotOver(Refusal):
    """A report is made when its week or month is over; `end` says when that is (R157, R158)."""


class NotCounted(Refusal):
    """The numbers of a report are still being counted, and nobody submits what nobody has read."""


class OwnSample(Refusal):
    """Whoever had a hand in a ticket does not judge its quality (J34)."""
