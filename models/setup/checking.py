"""Rows and the register become a plan: pure, so that it can be made anywhere and made again."""

from models.setup.book import Book
from models.setup.checks.contacts import Contacts
from models.setup.checks.phones import Phones
from models.setup.checks.plan import Desk, Plan
from models.setup.checks.shifts import check_shifts
from models.setup.checks.staff import Employees
from models.setup.checks.units import check_units
from models.setup.register import Register
from models.setup.sheets import CONTACTS, SHIFTS, STAFF, UNITS


def check(book: Book, register: Register, *, phone_pattern: str, me: int = 0) -> Plan:
    """What would become of the workbook; a line of the register that it does not have stays as it is."""
    desk = Desk(register, phone_pattern, me)
    phones = Phones(desk)
    units = check_units(desk, book.lines(UNITS.code))
    staff = Employees(desk, phones).plan(book.lines(STAFF.code))
    Contacts(desk, phones).plan(book.lines(CONTACTS.code), units)
    check_shifts(desk, book.lines(SHIFTS.code), staff)
    desk.plan.faults = sorted([*book.faults, *desk.plan.faults], key=lambda one: (ORDER[one.sheet], one.row))
    return desk.plan


ORDER = {sheet.code: place for place, sheet in enumerate((UNITS, CONTACTS, STAFF, SHIFTS))}
