"""The buttons of questions and answers, as typed values (R037, R119)."""

from dataclasses import dataclass

from bot.taps import Tap


@dataclass(frozen=True)
class ListTopic(Tap, prefix="qt"):
    """The questions of a class."""

    topic: str


@dataclass(frozen=True)
class OpenAnswer(Tap, prefix="qa"):
    """The answer to a question of the list, by its edition."""

    edition: int


@dataclass(frozen=True)
class ChooseAnswer(Tap, prefix="qc"):
    """The answer that was meant, among those that may fit what was asked."""

    enquiry: int
    edition: int


@dataclass(frozen=True)
class OpenEnquiry(Tap, prefix="qo"):
    """An enquiry's card."""

    enquiry: int


@dataclass(frozen=True)
class MoveEnquiry(Tap, prefix="qm"):
    """A move that needs no more words; `seen` is the version that the person decided on."""

    enquiry: int
    move: str
    seen: int


@dataclass(frozen=True)
class ReportAsked(Tap, prefix="qr"):
    """What was taken for a question is something to be repaired."""

    enquiry: int


@dataclass(frozen=True)
class ListEditions(Tap, prefix="kl"):
    """A page of the knowledge base: the editions of a shelf."""

    shelf: str
    page: int


@dataclass(frozen=True)
class OpenEdition(Tap, prefix="ko"):
    """An edition's card."""

    edition: int


@dataclass(frozen=True)
class ListVersions(Tap, prefix="kv"):
    """Every edition of an entry."""

    entry: int


@dataclass(frozen=True)
class MoveEdition(Tap, prefix="km"):
    """A move that needs no more words; `seen` is the version that the person decided on."""

    edition: int
    move: str
    seen: int


@dataclass(frozen=True)
class HandInAnyway(Tap, prefix="ki"):
    """The wording was pointed out, and it is handed in as it is."""

    edition: int
    seen: int


@dataclass(frozen=True)
class ChangeEntry(Tap, prefix="kc"):
    """A new edition, with the words of this one."""

    edition: int


@dataclass(frozen=True)
class LearnFrom(Tap, prefix="kn"):
    """Something that ended is worth an entry: "ticket" or "enquiry" (R226)."""

    kind: str
    about: int
