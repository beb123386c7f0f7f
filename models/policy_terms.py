"""The terms in which a tunable value is described: its heading, what it is counted in, its bounds and where it comes from."""

from dataclasses import dataclass
from datetime import time
from enum import StrEnum

Day = tuple[tuple[time, time], ...]
Week = tuple[Day, ...]

DAY: Day = ((time(8, 30), time(17, 30)),)
SATURDAY: Day = ((time(9, 0), time(12, 0)),)
WEEK: Week = (DAY, DAY, DAY, DAY, DAY, SATURDAY, ())  # from Monday to Sunday
OWN = "own"  # an origin: our own proposal, not the handbook's


class Measure(StrEnum):
    """What a value is counted in, or what else it is."""

    MINUTES = "minutes"
    HOURS = "hours"
    DAYS = "days"
    PERCENT = "percent"
    COUNT = "count"
    YUAN = "yuan"
    SWITCH = "switch"
    CLOCK = "clock"
    WEEK = "week"
    DATES = "dates"
    INTAKE = "intake"
    PHONE = "phone"
    TEXT = "text"
    OTHER = "other"  # shown, and changed by the operator


class Group(StrEnum):
    """Under which heading a value stands."""

    HOURS = "hours"
    ANSWER = "answer"
    WORK = "work"
    VISIT = "visit"
    OPINION = "opinion"
    MESSAGES = "messages"
    ROSTER = "roster"
    ACCESS = "access"
    BRANCH = "branch"
    PAID = "paid"
    FEES = "fees"
    SURVEY = "survey"
    TARGETS = "targets"
    OTHER = "other"


class Intake(StrEnum):
    """A group that may receive owners (R014)."""

    DESK = "desk"
    FIELD = "field"
    CONTROL_ROOM = "control_room"


@dataclass(frozen=True)
class IntakeHours:
    """Who receives between two times of the day; an end before the start is on the next day."""

    starts: time
    ends: time
    group: Intake

    def covers(self, clock: time) -> bool:
        """Whether it holds at a time of day."""
        if self.starts < self.ends:
            return self.starts <= clock < self.ends
        return clock >= self.starts or clock < self.ends


@dataclass(frozen=True)
class About:
    """What one needs to know about a value before one changes it; the bounds are those of numbers."""

    group: Group
    measure: Measure
    origin: str
    least: int = 0
    most: int = 0
