"""The record of a report: its numbers as they were counted, and the words of whoever submitted it (R157, R158)."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, UtcTime
from models.people import Staff
from models.reports.lifecycle import State
from models.reports.periods import PeriodKind


class Report(Base, kw_only=True):
    """One report on one period; a correction is another one with the next `number`.

    `sections` are typed figures as plain values, None until they are counted; `pictures` are the media that show them.
    """

    __tablename__ = "reports"
    __table_args__ = (
        UniqueConstraint("project_id", "kind", "code", "number"),
        Index("ix_reports_state", "project_id", "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"))
    kind: Mapped[PeriodKind]
    code: Mapped[int]
    number: Mapped[int] = mapped_column(default=1)
    state: Mapped[State] = mapped_column(default=State.DRAFT)
    version: Mapped[int] = mapped_column(default=1)
    made_at: Mapped[datetime] = mapped_column(UtcTime)
    sections: Mapped[list[dict[str, Any]] | None] = mapped_column(JSON(none_as_null=True), default=None)
    counted_at: Mapped[datetime | None] = mapped_column(UtcTime, default=None)
    pictures: Mapped[list[int]] = mapped_column(JSON, default_factory=list)
    problems: Mapped[str] = mapped_column(default="")
    proposals: Mapped[str] = mapped_column(default="")
    next_plan: Mapped[str] = mapped_column(default="")
    why: Mapped[str] = mapped_column(default="")  # of a correction
    written_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.person_id"), default=None)
    submitted_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.person_id"), default=None)
    submitted_at: Mapped[datetime | None] = mapped_column(UtcTime, default=None)
    written_by: Mapped[Staff | None] = relationship(init=False, foreign_keys=[written_by_id])
    submitted_by: Mapped[Staff | None] = relationship(init=False, foreign_keys=[submitted_by_id])

    @property
    def subject(self) -> str:
        """Its own name in events, notices and cards."""
        return f"report:{self.id}"

    @property
    def is_written(self) -> bool:
        """Whether everything is there that a person has to say."""
        return bool(self.problems and self.proposals and self.next_plan)
