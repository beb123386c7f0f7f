"""Times that an owner can wish for: two-hour spans of the coming working days (DOMAIN 4.7, U3)."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice

from models.estate import Project
from models.hours import Hours, hours_of

LENGTH = timedelta(hours=2)
NOTICE = timedelta(hours=1)
OFFERED = 8

Slot = tuple[datetime, datetime | None]


def coming_slots(project: Project, now: datetime) -> list[tuple[datetime, datetime]]:
    """The next spans that begin at least an hour from now."""
    return list(islice(_spans(hours_of(project), now), OFFERED))


def _spans(hours: Hours, now: datetime) -> Iterator[tuple[datetime, datetime]]:
    for start, end in hours.spans(now):
        begin = start
        while begin + LENGTH <= end:
            if begin >= now + NOTICE:
                yield begin, begin + LENGTH
            begin += LENGTH
