"""The buttons of the office's own affairs: people, roster, check-in, policy."""

from dataclasses import dataclass

from bot.taps import Tap


@dataclass(frozen=True)
class ListStaff(Tap, prefix="sl"):
    """The people of a department, or with 0 those who have left, page by page."""

    department: int
    page: int


@dataclass(frozen=True)
class OpenStaff(Tap, prefix="so"):
    """Somebody's card."""

    staff: int


@dataclass(frozen=True)
class StaffHistory(Tap, prefix="sh"):
    """What was changed about somebody, page by page."""

    staff: int
    page: int


@dataclass(frozen=True)
class RosterDay(Tap, prefix="rd"):
    """Who comes on a day (its ordinal), of a department or, with 0, of all."""

    day: int
    department: int


@dataclass(frozen=True)
class RosterWeek(Tap, prefix="rw"):
    """Seven days from a day on."""

    day: int
    department: int


@dataclass(frozen=True)
class PickPlanned(Tap, prefix="rp"):
    """Whose hours are to be changed? Of a department or, with 0, of all."""

    department: int
    page: int


@dataclass(frozen=True)
class RosterOf(Tap, prefix="ro"):
    """One person's coming days."""

    staff: int


@dataclass(frozen=True)
class CheckInNow(Tap, prefix="ci"):
    """I am here (值班签到)."""


@dataclass(frozen=True)
class SignOff(Tap, prefix="co"):
    """I am leaving."""


@dataclass(frozen=True)
class OpenGroup(Tap, prefix="pg"):
    """The values under one heading of the policy, page by page."""

    group: str
    page: int


@dataclass(frozen=True)
class OpenValue(Tap, prefix="pol"):
    """One value of the policy."""

    number: int


@dataclass(frozen=True)
class PolicyHistory(Tap, prefix="ph"):
    """Every change of the policy, page by page."""

    page: int


@dataclass(frozen=True)
class OpenAssignment(Tap, prefix="as"):
    """A task that was given to a colleague."""

    assignment: int


@dataclass(frozen=True)
class MyAssignments(Tap, prefix="am"):
    """What I have to do, page by page."""

    page: int


@dataclass(frozen=True)
class GivenAssignments(Tap, prefix="ag"):
    """A section of the tasks that were given, page by page."""

    section: str
    page: int


@dataclass(frozen=True)
class AnswerWish(Tap, prefix="aw"):
    """More time is given (1), or not (0); `seen` is the version that was decided on."""

    assignment: int
    agree: int
    seen: int


@dataclass(frozen=True)
class ShowEnclosed(Tap, prefix="ae"):
    """The pictures of a task."""

    assignment: int


@dataclass(frozen=True)
class ListWarranties(Tap, prefix="wl"):
    """The warranties that hold (0), or those that are over (1), page by page."""

    over: int
    page: int


@dataclass(frozen=True)
class OpenWarranty(Tap, prefix="wo"):
    """A warranty's card."""

    warranty: int
