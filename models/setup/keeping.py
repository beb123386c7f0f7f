"""Every entry that an import changes is kept: who, when, old and new, and from which file (R111)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from models.estate import Unit
from models.people import Contact, Person
from models.register.changes import record_change, set_entry


@dataclass(frozen=True)
class Keeper:
    """Changes rows for one import and writes down what became of them; `why` is the file's name."""

    session: Session
    project_id: int
    by_id: int
    now: datetime
    why: str

    def set(self, row: Unit | Person | Contact, entries: Mapping[str, Any]) -> None:
        """Change entries of a row."""
        for name, value in entries.items():
            set_entry(self.session, row, name, value, by_id=self.by_id, now=self.now, why=self.why)

    def keep(self, subject: str, new: Mapping[str, str], old: Mapping[str, str] | None = None) -> None:
        """Entries of a subject became different, or are there now."""
        for name, value in new.items():
            record_change(
                self.session,
                project_id=self.project_id,
                subject=subject,
                field=name,
                old=(old or {}).get(name, ""),
                new=value,
                by_id=self.by_id,
                now=self.now,
                why=self.why,
            )
