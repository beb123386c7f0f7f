"""The buttons of getting in, of the register and of the search, as typed values."""

from dataclasses import dataclass

from bot.taps import Tap


@dataclass(frozen=True)
class AskToBeLetIn(Tap, prefix="in", for_all=True):
    """Somebody without a code wishes to be registered."""


@dataclass(frozen=True)
class ConfirmPrivacy(Tap, prefix="pv", for_all=True):
    """The privacy notice was read, in this version, and is agreed to."""

    version: str


@dataclass(frozen=True)
class OpenFile(Tap, prefix="uf"):
    """A unit's file, at one of its sections and pages."""

    unit: int
    section: str
    page: int


@dataclass(frozen=True)
class ShowAttachments(Tap, prefix="us"):
    """Show what one page of the attachments in a unit's file lists."""

    unit: int
    page: int


@dataclass(frozen=True)
class OpenContact(Tap, prefix="uc"):
    """A contact of a unit."""

    contact: int


@dataclass(frozen=True)
class GiveCode(Tap, prefix="gc"):
    """Make a one-time code for a contact."""

    contact: int


@dataclass(frozen=True)
class OpenAccess(Tap, prefix="ar"):
    """The request of somebody who wishes to be let in."""

    access: int


@dataclass(frozen=True)
class LetInAs(Tap, prefix="li"):
    """The desk knows who it is: a contact of the unit with this telephone."""

    access: int
    person: int


@dataclass(frozen=True)
class OpenWish(Tap, prefix="wi"):
    """An owner's request for a change of the register."""

    wish: int


@dataclass(frozen=True)
class GrantWish(Tap, prefix="wg"):
    """Make the change that was asked for."""

    wish: int


@dataclass(frozen=True)
class Find(Tap, prefix="q"):
    """Another page of what was found."""

    page: int
    words: str
