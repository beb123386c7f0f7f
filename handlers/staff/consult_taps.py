"""The buttons of questions to the supervisor, messages and standard replies, as typed values."""

from dataclasses import dataclass

from bot.taps import Tap


@dataclass(frozen=True)
class OpenQuestion(Tap, prefix="ho"):
    """A question's card."""

    question: int


@dataclass(frozen=True)
class WithdrawQuestion(Tap, prefix="qw"):
    """It has settled itself."""

    question: int


@dataclass(frozen=True)
class OpenMessage(Tap, prefix="lo"):
    """A message that was left for a colleague."""

    message: int


@dataclass(frozen=True)
class ReadMessage(Tap, prefix="lr"):
    """I have read it, and the owner may know."""

    message: int


@dataclass(frozen=True)
class OpenPhrase(Tap, prefix="yo"):
    """A standard reply."""

    phrase: int


@dataclass(frozen=True)
class DecidePhrase(Tap, prefix="ya"):
    """A move with a version of a standard reply: approve it, or withdraw it."""

    phrase: int
    move: str
