"""The one clock of the house: the office's time can be moved, the machine's leases go by real time."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol


class Clock(Protocol):
    """Two times: `now` is what the office lives by, `wall` what leases and retries go by. Both aware."""

    def now(self) -> datetime:
        """The office's time."""
        ...

    def wall(self) -> datetime:
        """Real time."""
        ...


class SystemClock:
    """A real office: both times are the real one."""

    def now(self) -> datetime:
        """The office's time."""
        return datetime.now(UTC)

    def wall(self) -> datetime:
        """Real time."""
        return datetime.now(UTC)


class MovableClock:
    """The demo's and the tests' clock: it runs on from where it was put, or stands still; it never goes back."""

    def __init__(self, start: datetime, *, runs: bool = True, keep: Path | None = None) -> None:
        self._keep, self._runs = keep, runs
        self._started = datetime.now(UTC)
        kept = datetime.fromisoformat(keep.read_text()) if keep and keep.exists() else start
        self._at = kept.astimezone(UTC)

    def now(self) -> datetime:
        """The office's time."""
        return self._at + (self.wall() - self._started) if self._runs else self._at

    def wall(self) -> datetime:
        """Real time."""
        return datetime.now(UTC)

    def move_to(self, moment: datetime) -> None:
        """Put the clock forward; an earlier moment is ignored."""
        self._at, self._started = max(moment, self.now()).astimezone(UTC), self.wall()
        self.save()

    def save(self) -> None:
        """Keep the time for the next start."""
        if self._keep:
            self._keep.write_text(self.now().isoformat())
