"""Every entry that an import changes is kept: who, when, old and new (R111)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from models.events import record


@dataclass(frozen=True)
class Keeper:
    """Writes the log of one import."""

    session: Session
    project_id: int
    run_id: int
    by_id: int
    now: datetime

    def keep(self, subject: str, new: Mapping[str, str], old: Mapping[str, str] | None = None) -> None:
        """One line of the register became different, or is there now."""
        facts = {"run": self.run_id, "fields": sorted(new), "created": old is None}
        record(
            self.session,
            project_id=self.project_id,
            subject=subject,
            kind="import",
            now=self.now,
            actor_id=self.by_id,
            facts=facts,
        )
