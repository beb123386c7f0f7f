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
    STAFF = "staff"
    ROSTER = "roster"
    SHIFTS = "shifts"
    POLICY = "policy"
    PROXY = "proxy"
    WORKBOOKS = "workbooks"
    MY_ASSIGNMENTS = "my_assignments"
    ASSIGNMENTS = "assignments"
    WARRANTIES = "warranties"
    FOUND = "found"
    MOVE_INS = "move_ins"
    COMPLAINTS = "complaints"
    QUESTIONS = "questions"
    ENQUIRIES = "enquiries"
    KNOWLEDGE = "knowledge"
    TALKS = "talks"
    PHRASES = "phrases"
    MAILBOX = "mailbox"
    LETTERS = "letters"
    ANNOUNCEMENTS = "announcements"
    INCIDENTS = "incidents"
    MARKS = "marks"
    PAID_ORDERS = "paid_orders"
    AUDIT = "audit"
    EXPLAIN = "explain"
    RECEIVE = "receive"
    REFUNDS = "refunds"
    PRICES = "prices"
    SERVICES = "services"
    CASH = "cash"
    SURVEYS = "surveys"
    REPORTS = "reports"
    LEDGERS = "ledgers"
    PLANS = "plans"
    SAMPLES = "samples"
    ACCOUNTS = "accounts"
    ACCOUNT_LISTS = "account_lists"
    ACCOUNT_MONTHS = "account_months"
    ACCOUNT_PAPERS = "account_papers"
    FEES = "fees"


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
class Begin(Tap, prefix="b", for_all=True):
    """A form, perhaps about something; who is not let in opens only one that is for all."""

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
class MergeInto(Tap, prefix="mi"):
    """The form that merges a ticket, with the other one chosen already."""

    ticket: int
    into: int


@dataclass(frozen=True)
class SpeakLanguage(Tap, prefix="la"):
    """From now on in this language."""

    language: str


@dataclass(frozen=True)
class BindGroup(Tap, prefix="gb"):
    """In a group: it is this department's from now on."""

    department: int


@dataclass(frozen=True)
class TakeInGroup(Tap, prefix="gt"):
    """In a group: take the job that the card shows."""

    ticket: int


@dataclass(frozen=True)
class TakeUp(Tap, prefix="mu"):
    """In private: what I said in the group shall become a ticket."""

    mention: int


@dataclass(frozen=True)
class LetGo(Tap, prefix="ml"):
    """In private: it shall not."""

    mention: int


@dataclass(frozen=True)
class Acknowledge(Tap, prefix="ak"):
    """Somebody answers for an alarm."""

    ticket: int


@dataclass(frozen=True)
class Emergency(Tap, prefix="e", for_all=True):
    """The screen of emergencies."""


@dataclass(frozen=True)
class RaiseAlarm(Tap, prefix="ea", for_all=True):
    """One tap, and the alarm is raised; by the code of the symptom."""

    symptom: str


@dataclass(frozen=True)
class AlarmFromReport(Tap, prefix="er"):
    """The same from inside a report, whose answers are taken along."""


@dataclass(frozen=True)
class ReportThis(Tap, prefix="rt"):
    """What was sent outside of any form is a matter of its own."""


@dataclass(frozen=True)
class MissThis(Tap, prefix="mt"):
    """Report a loss with the words and pictures that were sent outside of any form."""


@dataclass(frozen=True)
class TellMore(Tap, prefix="em", for_all=True):
    """Say more about an alarm that was raised."""

    ticket: int


@dataclass(frozen=True)
class More(Tap, prefix="mo"):
    """What can be done with a ticket besides its usual way."""

    ticket: int


@dataclass(frozen=True)
class Urge(Tap, prefix="u"):
    """An owner asks how long it will be."""

    ticket: int


@dataclass(frozen=True)
class HearNoMore(Tap, prefix="hn"):
    """Whoever reported the same fault wants no more news of it."""

    ticket: int


@dataclass(frozen=True)
class AnotherFault(Tap, prefix="af"):
    """What was taken for the same fault is another one."""

    ticket: int


@dataclass(frozen=True)
class GetWorkbook(Tap, prefix="gw"):
    """The register's template, or the register in its form."""

    kind: str


@dataclass(frozen=True)
class ApplyImport(Tap, prefix="ia"):
    """Take over the good rows of an import."""

    run: int
    seen: int


@dataclass(frozen=True)
class CancelImport(Tap, prefix="ic"):
    """Leave everything as it is."""

    run: int
    seen: int


@dataclass(frozen=True)
class ShowPictures(Tap, prefix="sp"):
    """What was sent for a ticket, as pictures."""

    ticket: int
