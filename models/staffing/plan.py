"""The roster as a plan, without a database: who comes when, and when nobody does (R005, R015)."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from models.hours import is_holiday, is_working_day
from models.people import Leave, Shift

MONDAY, SUNDAY = 1, 7
A_DAY = timedelta(days=1)


@dataclass(frozen=True, order=True)
class Spell:
    """One turn of work of one person; `day` is the local day on which it begins."""

    starts: datetime
    ends: datetime
    staff_id: int
    day: date


class Post(StrEnum):
    """What somebody must be there for, day and night: to receive, to repair in an emergency, to watch in the control room."""

    INTAKE = "intake"
    TECHNICIAN = "technician"
    CONTROL_ROOM = "control_room"


@dataclass(frozen=True)
class Gap:
    """A time in which nobody is there for a post."""

    starts: datetime
    ends: datetime
    post: Post = Post.INTAKE

    def within(self, other: "Gap") -> bool:
        """Whether the other one covers the whole of it."""
        return other.starts <= self.starts and self.ends <= other.ends


def begins_on(shift: Shift, day: date) -> bool:
    """Whether a shift begins on a day: a holiday is manned like a Sunday, a make-up day (调休) like a Monday."""
    if (shift.valid_from and day < shift.valid_from) or (shift.valid_until and day > shift.valid_until):
        return False
    if shift.instead:
        return True
    if is_holiday(day):
        return SUNDAY in shift.weekdays
    if day.isoweekday() > 5 and is_working_day(day):
        return MONDAY in shift.weekdays
    return day.isoweekday() in shift.weekdays


class Plan:
    """The shifts and leaves of some people, in the office's zone."""

    def __init__(self, zone: ZoneInfo, shifts: Iterable[Shift], leaves: Iterable[Leave]) -> None:
        self.zone = zone
        self._shifts: dict[int, list[Shift]] = {}
        self._leaves: dict[int, list[Leave]] = {}
        for shift in shifts:
            self._shifts.setdefault(shift.staff_id, []).append(shift)
        for leave in leaves:
            self._leaves.setdefault(leave.staff_id, []).append(leave)

    def leave_on(self, staff_id: int, day: date) -> Leave | None:
        """The leave that covers a day."""
        return next((one for one in self._leaves.get(staff_id, ()) if one.first <= day <= one.last), None)

    def shifts_on(self, staff_id: int, day: date) -> list[Shift]:
        """What somebody works of all that begins on a day: nothing on leave, a day's own hours instead of the weekly ones."""
        if self.leave_on(staff_id, day):
            return []
        due = [one for one in self._shifts.get(staff_id, ()) if begins_on(one, day)]
        return [one for one in due if one.instead] or due

    def spells_on(self, staff_id: int, day: date) -> list[Spell]:
        """The same as moments, soonest first."""
        return sorted(self._spell(shift, day) for shift in self.shifts_on(staff_id, day))

    def _spell(self, shift: Shift, day: date) -> Spell:
        last = day if shift.starts < shift.ends else day + A_DAY
        start, end = datetime.combine(day, shift.starts, self.zone), datetime.combine(last, shift.ends, self.zone)
        return Spell(start, end, shift.staff_id, day)

    def spell_at(self, staff_id: int, moment: datetime) -> Spell | None:
        """The turn of work that covers a moment, also one that began yesterday."""
        today = moment.astimezone(self.zone).date()
        near = (spell for day in (today, today - A_DAY) for spell in self.spells_on(staff_id, day))
        return next((one for one in near if one.starts <= moment < one.ends), None)

    def present(self, moment: datetime) -> set[int]:
        """Whose shift covers a moment."""
        return {staff_id for staff_id in self._shifts if self.spell_at(staff_id, moment)}

    def spells(self, first: date, last: date) -> Iterator[Spell]:
        """Every turn that begins between two days, both included."""
        for staff_id in self._shifts:
            for ahead in range((last - first).days + 1):
                yield from self.spells_on(staff_id, first + timedelta(days=ahead))


def holes(plan: Plan, people: Collection[int], since: datetime, until: datetime, post: Post = Post.INTAKE) -> list[Gap]:
    """The times between two moments in which nobody of these people, who fill a post, is there (R014, R015)."""
    first, last = since.astimezone(plan.zone).date() - A_DAY, until.astimezone(plan.zone).date()
    found, covered = [], since
    for spell in sorted(one for one in plan.spells(first, last) if one.staff_id in people):
        if spell.starts >= until:
            break
        if spell.starts > covered:
            found.append(Gap(covered, spell.starts, post))
        covered = max(covered, spell.ends)
    return [*found, Gap(covered, until, post)] if covered < until else found
