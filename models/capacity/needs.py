"""What a visit needs: a department, a trade and so many minutes."""

from dataclasses import dataclass
from datetime import timedelta

GRID = 30  # minutes: in such steps visits begin, and so long they last


@dataclass(frozen=True)
class Need:
    """Somebody of a department (its code) who knows a trade, for so many minutes; None for as long as visits usually last."""

    department_code: str
    trade: str
    minutes: int | None = None

    def lasts(self, usual: int) -> timedelta:
        """How long a colleague is kept for it, in whole half hours; `usual` is in minutes."""
        wanted = self.minutes if self.minutes is not None else usual
        return timedelta(minutes=max(-(-wanted // GRID), 1) * GRID)
