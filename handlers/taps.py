"""The buttons of both bots, as typed values."""

from dataclasses import dataclass
from enum import StrEnum

from bot.taps import Tap


class Place(StrEnum):
    """Screens that a button can open."""

    HOME = "home"
    MINE = "mine"
    PERSON = "person"
    LANGUAGE = "language"
    DESK = "desk"
    FEEDBACK = "feedback"
    ASSIGN = "assign"
    OPEN = "open"
    TASKS = "tasks"
    CALLS = "calls"
    DIGEST = "digest"
    LEDGER = "ledger"
    OFFICE = "office"
    MY_DATA = "data"
    PRIVACY = "privacy"
    OWN_EXPORT = "export"
    FIND = "find"
    REQUESTS = "requests"
    CODES = "codes"
    REGISTER = "register"


@dataclass(frozen=True)
class Go(Tap, prefix="g"):
    """To one of the screens."""

    place: Place


@dataclass(frozen=True)
class OpenTicket(Tap, prefix="t"):
    """A ticket's card."""

    ticket: int


@dataclass(frozen=True)
class MakeMove(Tap, prefix="m"):
    """A move that needs no more words; `seen` is the version that the person decided on."""

    ticket: int
    move: str
    seen: int


@dataclass(frozen=True)
class Begin(Tap, prefix="b"):
    """A form, perhaps about something."""

    flow: str
    about: int


@dataclass(frozen=True)
class AskWithdraw(Tap, prefix="w"):
    """Ask once more before a report is withdrawn."""

    ticket: int


@dataclass(frozen=True)
class SendAsProposed(Tap, prefix="s"):
    """The desk agrees with the proposed department."""

    ticket: int
    seen: int


@dataclass(frozen=True)
class PickPerson(Tap, prefix="pp"):
    """Show the department's people for a job."""

    ticket: int


@dataclass(frozen=True)
class AssignTo(Tap, prefix="a"):
    """Give the job to one of them."""

    ticket: int
    staff: int
    seen: int


@dataclass(frozen=True)
class OfferJob(Tap, prefix="o"):
    """Offer the job to everybody on duty who fits."""

    ticket: int
    seen: int


@dataclass(frozen=True)
class OpenCall(Tap, prefix="c"):
    """A telephone task's card."""

    call: int


@dataclass(frozen=True)
class PrintOrder(Tap, prefix="po"):
    """The dispatch order (派工单) as a document."""

    ticket: int


@dataclass(frozen=True)
class PrintLedger(Tap, prefix="pl"):
    """The repair ledger of a month, so many months ago."""

    months_ago: int


@dataclass(frozen=True)
class SpeakLanguage(Tap, prefix="la"):
    """From now on in this language."""

    language: str


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
