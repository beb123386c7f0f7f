"""The records of imports: one run per file that was sent, and its plan in pieces that are done one by one."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, UtcTime


class ImportState(StrEnum):
    """How far an import has come."""

    CHECKING = "checking"  # the file is on its way, or being looked at
    CHECKED = "checked"  # the plan waits for the manager's decision; nothing has changed yet
    UNREADABLE = "unreadable"
    APPLYING = "applying"
    DONE = "done"
    FAILED = "failed"  # a piece could not be done; what was done before it stays
    CANCELLED = "cancelled"
    EXPIRED = "expired"


OPEN = frozenset({ImportState.CHECKING, ImportState.CHECKED})


class ImportRun(Base, kw_only=True):
    """One workbook that a manager sent; `found` says what its check found, `done` what came of it."""

    __tablename__ = "import_runs"
    __table_args__ = (Index("ix_import_runs_by", "by_id", "state"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"))
    by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    media_id: Mapped[int] = mapped_column(ForeignKey("media.id"))
    at: Mapped[datetime] = mapped_column(UtcTime)
    name: Mapped[str] = mapped_column(default="")
    kind: Mapped[str] = mapped_column(default="register", server_default="register")  # of `sheets.BOOKS`
    state: Mapped[ImportState] = mapped_column(default=ImportState.CHECKING)
    version: Mapped[int] = mapped_column(default=1)
    found: Mapped[dict[str, Any]] = mapped_column(JSON, default_factory=dict)
    done: Mapped[dict[str, Any]] = mapped_column(JSON, default_factory=dict)

    @property
    def subject(self) -> str:
        """Its name among events, notices, cards and dues."""
        return f"import:{self.id}"


class ImportPiece(Base, kw_only=True):
    """Some steps of a plan that are done in one transaction; forgotten when the import has ended."""

    __tablename__ = "import_pieces"

    run_id: Mapped[int] = mapped_column(ForeignKey("import_runs.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    steps: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    done_at: Mapped[datetime | None] = mapped_column(UtcTime, default=None)
