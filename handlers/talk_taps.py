"""The buttons of conversations, on both bots, as typed values (R045)."""

from dataclasses import dataclass

from bot.taps import Tap


@dataclass(frozen=True)
class AskForPerson(Tap, prefix="xp"):
    """The ways to a person, perhaps about a ticket."""

    ticket: int


@dataclass(frozen=True)
class TalkNow(Tap, prefix="xn"):
    """Talk to a colleague now, perhaps about a ticket."""

    ticket: int


@dataclass(frozen=True)
class CallMe(Tap, prefix="xc"):
    """Be called back, perhaps about a ticket."""

    ticket: int


@dataclass(frozen=True)
class CallInstead(Tap, prefix="xi"):
    """Be called instead of waiting on."""

    talk: int


@dataclass(frozen=True)
class EndTalk(Tap, prefix="xe"):
    """The conversation is over."""

    talk: int


@dataclass(frozen=True)
class JudgeTalk(Tap, prefix="xj"):
    """It helped (1), or did not (0)."""

    talk: int
    resolved: int


@dataclass(frozen=True)
class OpenTalk(Tap, prefix="xo"):
    """A conversation's card."""

    talk: int


@dataclass(frozen=True)
class TakeTalk(Tap, prefix="xt"):
    """I talk to the owner."""

    talk: int


@dataclass(frozen=True)
class PutTalkBack(Tap, prefix="xb"):
    """Somebody else of the desk shall go on."""

    talk: int
