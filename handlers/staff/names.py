"""Names of roles, trades, weekdays, days and booked times, and lists in pages."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, time, tzinfo
from typing import TypeVar

from bot.screens import Button, Row
from bot.taps import Tap
from bot.texts import Day, Span, T, Words, listed
from handlers.taps import Go, Place
from models.capacity.tables import Hold
from models.people import Role, Shift
from models.staffing.plan import Gap, Post

Thing = TypeVar("Thing")
PAGE = 10

ROLE = {
    Role.MANAGER: T("staff", "manager"),
    Role.CS_SUPERVISOR: T("staff", "customer service supervisor"),
    Role.CS_FIELD: T("staff", "field customer service"),
    Role.CS_DESK: T("staff", "customer service desk"),
    Role.CASHIER: T("staff", "cashier"),
    Role.FINANCE: T("staff", "finance"),
    Role.DEPT_HEAD: T("staff", "head of department"),
    Role.TECHNICIAN: T("staff", "technician"),
    Role.CLEANER: T("staff", "cleaner"),
    Role.GARDENER: T("staff", "gardener"),
    Role.CONTROL_ROOM: T("staff", "control room"),
    Role.GUARD: T("staff", "guard"),
    Role.ADMIN: T("staff", "personnel and administration"),
}

TRADE = {
    "power": T("staff", "power"),
    "water": T("staff", "water and drainage"),
    "aircon": T("staff", "air-conditioning"),
    "lowvoltage": T("staff", "low voltage and access"),
    "carpentry": T("staff", "carpentry, doors and locks"),
    "general": T("staff", "general repairs"),
    "lift": T("staff", "lifts"),
    "fire": T("staff", "fire protection"),
    "cleaning": T("staff", "cleaning"),
    "greening": T("staff", "greening"),
    "security": T("staff", "security"),
}

WEEKDAY = {
    1: T("staff", "Mon"),
    2: T("staff", "Tue"),
    3: T("staff", "Wed"),
    4: T("staff", "Thu"),
    5: T("staff", "Fri"),
    6: T("staff", "Sat"),
    7: T("staff", "Sun"),
}


def trades_of(codes: Sequence[str]) -> Words:
    """Trades in one line."""
    return listed([_trade(code) for code in codes], ", ")


def _trade(code: str) -> Words:
    return TRADE.get(code) or code


def weekdays_of(numbers: Sequence[int]) -> Words:
    """Days of the week, those in a row as from-to."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return listed([_run(run) for run in runs], ", ")


def _run(run: Sequence[int]) -> Words:
    if len(run) == 7:
        return T("staff", "every day")
    return WEEKDAY[run[0]] if len(run) == 1 else listed([WEEKDAY[run[0]], WEEKDAY[run[-1]]], "-")


def hours_of(starts: time, ends: time) -> Words:
    """From when to when."""
    return f"{starts:%H:%M}-{ends:%H:%M}"


def shift_of(shift: Shift) -> Words:
    """A shift in one line."""
    return listed([weekdays_of(shift.weekdays), hours_of(shift.starts, shift.ends)], " ")


def day_of(day: date, zone: tzinfo) -> Day:
    """A date, to be said with its weekday."""
    return Day(datetime.combine(day, time(12), zone))


def gap_of(gap: Gap) -> Words:
    """A time in which nobody is there."""
    times = {"start": gap.starts, "end": gap.ends}
    match gap.post:
        case Post.TECHNICIAN:
            return T("staff", "{start} to {end}: no technician for emergencies", **times)
        case Post.CONTROL_ROOM:
            return T("staff", "{start} to {end}: nobody in the control room", **times)
        case _:
            return T("staff", "{start} to {end}: nobody at the intake desk", **times)


def booking_words(hold: Hold) -> Words:
    """When a booked visit is, and who was to come."""
    return T("staff", "{time}: {name}", time=Span(hold.starts, hold.ends), name=hold.staff.person.name)


def page_of(things: Sequence[Thing], page: int) -> Sequence[Thing]:
    """The things on one page, counted from 0."""
    return things[page * PAGE : (page + 1) * PAGE]


def turn(count: int, page: int, tap: Callable[[int], Tap]) -> Row:
    """The buttons to the pages before and after."""
    before = (Button(T("button", "Earlier page"), tap(page - 1)),) if page > 0 else ()
    after = (Button(T("button", "Next page"), tap(page + 1)),) if count > (page + 1) * PAGE else ()
    return (*before, *after)


def ways_out(back: Tap | None = None) -> Row:
    """Back, and home."""
    home = Button(T("button", "Home"), Go(Place.HOME))
    return (Button(T("button", "Back"), back), home) if back else (home,)
