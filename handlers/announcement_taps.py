"""The buttons of announcements, on both bots, as typed values (R149)."""

from dataclasses import dataclass

from bot.taps import Tap


@dataclass(frozen=True)
class OpenAnnouncement(Tap, prefix="an"):
    """An announcement's card; an owner who opens it has read it."""

    announcement: int


@dataclass(frozen=True)
class ListAnnouncements(Tap, prefix="anl"):
    """A section of the list, page by page."""

    section: str
    page: int


@dataclass(frozen=True)
class HaveRead(Tap, prefix="anr"):
    """已阅: the owner says so of an important one."""

    announcement: int


@dataclass(frozen=True)
class AskAbout(Tap, prefix="ana"):
    """咨询此公告: the desk calls and explains."""

    announcement: int


@dataclass(frozen=True)
class AnnouncementDeed(Tap, prefix="and"):
    """A deed that needs no words; `seen` is the version that the person decided on."""

    announcement: int
    deed: str
    seen: int


@dataclass(frozen=True)
class ListReaders(Tap, prefix="anp"):
    """Who has read it (1), or who has not (0), page by page."""

    announcement: int
    done: int
    page: int


@dataclass(frozen=True)
class ToldByPhone(Tap, prefix="ant"):
    """Somebody who had not read it was told by telephone."""

    announcement: int
    person: int
    page: int


@dataclass(frozen=True)
class ListUnreached(Tap, prefix="anu"):
    """The units of which nobody is on the bot, page by page."""

    announcement: int
    page: int


@dataclass(frozen=True)
class PrintAnnouncement(Tap, prefix="anf"):
    """The posting for the lobby, the list of telephones, or the letters."""

    announcement: int
    paper: str
