"""The second page of the staff's menu: what is done now and then, such as setting the office up."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.scene import Reply, Scene
from bot.screens import Button, Screen, rows_of
from bot.texts import T
from handlers.staff.cash.menu import WATCHES
from handlers.taps import Go, Place
from models.assignments.parts import GIVERS
from models.incidents.reading import IN_COMMAND
from models.ledger.rights import TAKES
from models.mailbox.reading import READERS as MAILBOX_READERS
from models.people import Role, Staff
from models.receivables.rights import READS
from models.refusals import NotYours
from models.roles import FRONT_OFFICE, IN_CHARGE
from models.setup.runs import EXPORTERS
from models.surveys.reading import READERS as SURVEY_READERS
from models.warranty.register import keeps_warranties


@dataclass(frozen=True)
class Entry:
    """A line of the page: where it leads, and for whom it is there; the place itself checks again."""

    place: Place
    title: T
    roles: frozenset[Role]
    also: Callable[[Staff], bool] | None = None  # what besides the role is asked

    def is_for(self, staff: Staff) -> bool:
        """Whether this person finds it there."""
        return staff.role in self.roles and (self.also is None or self.also(staff))


LEADERS = frozenset({Role.MANAGER, Role.CS_SUPERVISOR, Role.DEPT_HEAD})

ENTRIES: tuple[Entry, ...] = (
    Entry(Place.FIND, T("button", "Find"), frozenset(Role)),
    Entry(Place.INCIDENTS, T("button", "Incidents"), IN_COMMAND),
    Entry(Place.REQUESTS, T("button", "Requests of owners"), FRONT_OFFICE),
    Entry(Place.CODES, T("button", "Print code cards"), FRONT_OFFICE),
    Entry(Place.REGISTER, T("button", "Owner register"), IN_CHARGE),
    Entry(Place.ASSIGNMENTS, T("button", "Tasks given"), GIVERS),
    Entry(Place.PHRASES, T("button", "Standard replies"), FRONT_OFFICE),
    Entry(Place.WARRANTIES, T("button", "Warranties"), LEADERS, keeps_warranties),
    Entry(Place.STAFF, T("button", "Staff"), LEADERS),
    Entry(Place.ROSTER, T("button", "Duty roster"), LEADERS),
    Entry(Place.POLICY, T("button", "Rules and numbers"), IN_CHARGE),
    Entry(Place.SHIFTS, T("button", "My shifts"), frozenset(Role)),
    Entry(Place.ANNOUNCEMENTS, T("button", "Announcements"), FRONT_OFFICE),
    Entry(Place.MAILBOX, T("button", "Manager's mailbox"), MAILBOX_READERS),
    Entry(Place.SURVEYS, T("button", "Opinion survey"), SURVEY_READERS),
    Entry(Place.MARKS, T("button", "Owners who are upset"), IN_CHARGE),
    Entry(Place.FOUND, T("button", "Lost and found"), frozenset(Role)),
    Entry(Place.CASH, T("button", "Receipts and hand-overs"), TAKES | WATCHES),
    Entry(Place.ACCOUNTS, T("button", "Fees"), READS),
    Entry(Place.KNOWLEDGE, T("button", "Knowledge base"), frozenset(Role)),
    Entry(Place.PRICES, T("button", "Price list"), frozenset(Role)),
    Entry(Place.REPORTS, T("button", "Reports"), IN_CHARGE),
    Entry(Place.LEDGERS, T("button", "Export ledgers"), IN_CHARGE),
    Entry(Place.PLANS, T("button", "Weekly and monthly plan"), FRONT_OFFICE),
    Entry(Place.WORKBOOKS, T("button", "Import and export"), EXPORTERS),
)


def may_open(role: Role) -> bool:
    """Whether the page has anything for this role."""
    return any(role in entry.roles for entry in ENTRIES)


def office_menu(scene: Scene) -> Reply:
    """What this person may do there; raises NotYours where that is nothing."""
    mine = [entry for entry in ENTRIES if entry.is_for(scene.staff)]
    if not mine:
        raise NotYours
    buttons = [Button(entry.title, Go(entry.place)) for entry in mine]
    home = (Button(T("button", "Home"), Go(Place.HOME)),)
    return Screen(T("staff", "<b>The office</b>. Please choose."), (*rows_of(buttons, 2), home))
