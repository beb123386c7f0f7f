"""Stretches of time, without a database: what is joined, what is taken out of them, and where a visit could begin."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta

from models.capacity.needs import GRID

Window = tuple[datetime, datetime]
STEP = timedelta(minutes=GRID)


def joined(spans: Iterable[Window]) -> list[Window]:
    """The same time with what touches or overlaps in one piece, soonest first."""
    found: list[Window] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def without(windows: Iterable[Window], taken: Iterable[Window], gap: timedelta) -> list[Window]:
    """What is left when some time is taken, with a gap for the way before and after each."""
    left = list(windows)
    for start, end in taken:
        left = [part for window in left for part in _parts(window, start - gap, end + gap)]
    return left


def _parts(window: Window, start: datetime, end: datetime) -> Iterator[Window]:
    first, last = window
    if end <= first or last <= start:
        yield window
        return
    if first < start:
        yield first, start
    if end < last:
        yield end, last


def on_grid(moment: datetime) -> datetime:
    """The moment itself if it is a full or a half hour, or else the next one."""
    seconds = int(STEP.total_seconds())
    whole = -(-moment.timestamp() // seconds) * seconds
    return datetime.fromtimestamp(whole, UTC)


def starts_in(window: Window, lasts: timedelta) -> Iterator[datetime]:
    """Every full and half hour at which something of this length can begin."""
    start = on_grid(window[0])
    while start + lasts <= window[1]:
        yield start
        start += STEP


def holds_whole(windows: Iterable[Window], span: Window) -> bool:
    """Whether one of these stretches covers a span from its beginning to its end."""
    return any(start <= span[0] and span[1] <= end for start, end in windows)
