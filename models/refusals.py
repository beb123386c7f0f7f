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
    """Only somebody whose shift covers this moment may take a job from the group (R204)."""


class OwnJob(Refusal):
    """Whoever performed a job does not call back about it (R027, X13)."""


class TooLarge(Refusal):
    """A file is larger than a bot can fetch, or than this place takes."""


class TooMany(Refusal):
    """There is no room for more pictures, or more words, in this place."""


class PictureMissing(Refusal):
    """A result needs a picture, or the reason why there is none (R026, DOMAIN 5.1)."""


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
