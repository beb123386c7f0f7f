"""The ladder of reminders: which rung a line has reached on a day; pure (R123, J16, DOMAIN 3.2, N20-N22)."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Step(StrEnum):
    """One rung, from the friendly word to the list for the court."""

    SOON = "soon"  # a week before
    TOMORROW = "tomorrow"
    PASSED = "passed"  # the day after
    FIRST = "first"  # first notice: seven days
    SECOND = "second"  # second notice: three days
    THIRD = "third"  # a visit, and the third notice
    LEGAL = "legal"  # put before the manager, who decides


@dataclass(frozen=True)
class Ladder:
    """When each rung begins, in days before and after the due date, and in months after the month of the due date."""

    soon_days: int = 7
    tomorrow_days: int = 1
    passed_days: int = 1
    first_days: int = 7
    second_day_of_next_month: int = 10
    third_months: int = 2
    legal_months: int = 5

    def begins(self, step: Step, due_on: date) -> date:
        """The first day of a rung for what is due on a day."""
        match step:
            case Step.SOON:
                return due_on - timedelta(days=self.soon_days)
            case Step.TOMORROW:
                return due_on - timedelta(days=self.tomorrow_days)
            case Step.PASSED:
                return due_on + timedelta(days=self.passed_days)
            case Step.FIRST:
                return due_on + timedelta(days=self.first_days)
            case Step.SECOND:
                return later_month(due_on, 1, self.second_day_of_next_month)
            case Step.THIRD:
                return later_month(due_on, self.third_months, 1)
            case Step.LEGAL:
                return later_month(due_on, self.legal_months, 1)

    def step(self, due_on: date, today: date) -> Step | None:
        """The highest rung that has begun; None a good while before the due date. A friendly word ends on the due date itself."""
        reached = [one for one in Step if self.begins(one, due_on) <= today]
        return reached[-1] if reached else None


def later_month(day: date, months: int, number: int) -> date:
    """A day of the month that is so many months later; the last one of a month that is shorter than the number."""
    month = day.year * 12 + day.month - 1 + months
    first, following = (date(one // 12, one % 12 + 1, 1) for one in (month, month + 1))
    return first + timedelta(days=min(number, (following - first).days) - 1)


FRIENDLY = frozenset({Step.SOON, Step.TOMORROW, Step.PASSED})
ORDER = {step: place for place, step in enumerate(Step)}
