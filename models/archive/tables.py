"""The records of the archive: a paper of a unit, and every version of it (R104, R111)."""

from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, UtcTime
from models.estate import Unit
from models.people import Staff


class PaperKind(StrEnum):
    """What sort of paper it is; in this order a file lists them."""

    CONTRACT = "contract"
    LICENCE = "licence"  # identity card or business licence
    HANDOVER = "handover"
    UNDERTAKING = "undertaking"
    INSPECTION = "inspection"
    METERS = "meters"
    OTHER = "other"


class Paper(Base, kw_only=True):
    """A paper of a unit as it is now: `at` and `by` are those of its newest version.

    `about` says in which case it was filed, such as "move_in:3". Nothing is ever deleted: one that is withdrawn stays readable.
    """

    __tablename__ = "archive_papers"
    __table_args__ = (Index("ix_archive_papers_unit", "unit_id", "id"), Index("ix_archive_papers_about", "about"))

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    kind: Mapped[PaperKind]
    note: Mapped[str] = mapped_column(default="")
    about: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column(default=0)
    at: Mapped[datetime] = mapped_column(UtcTime)
    by_id: Mapped[int] = mapped_column(ForeignKey("staff.person_id"))
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcTime, default=None)
    unit: Mapped[Unit] = relationship(init=False)
    by: Mapped[Staff] = relationship(init=False)

    @property
    def subject(self) -> str:
        """The paper's own name in events and cards."""
        return f"paper:{self.id}"


class PaperVersion(Base, kw_only=True):
    """What was done with a paper: filed, replaced or withdrawn, by whom and why; append-only, and so are its pictures."""

    KIND: ClassVar[str] = "paper_version"
    __tablename__ = "archive_versions"
    __table_args__ = (Index("ix_archive_versions_paper", "paper_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    paper_id: Mapped[int] = mapped_column(ForeignKey("archive_papers.id"))
    number: Mapped[int]
    move: Mapped[str]
    note: Mapped[str] = mapped_column(default="")
    why: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime] = mapped_column(UtcTime)
    by_id: Mapped[int] = mapped_column(ForeignKey("staff.person_id"))
    by: Mapped[Staff] = relationship(init=False)

    @property
    def subject(self) -> str:
        """To what its pictures and files are attached."""
        return f"{self.KIND}:{self.id}"
