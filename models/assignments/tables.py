"""The records of tasks that were given to colleagues, and of every step of them (R016)."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.assignments.lifecycle import State
from models.base import Base, UtcTime
from models.people import Staff


class Assignment(Base, kw_only=True):
    """A task for one colleague, with a deadline.

    Without a giver the office's own clock gave it, and the managers answer for it: then `about` says what it is for, such as
    "warranty:7", and `occasion` is its natural key. Without an assignee it is back with its giver.
    """

    __tablename__ = "assignments"
    __table_args__ = (
        UniqueConstraint("project_id", "occasion"),
        Index("ix_assignments_assignee", "assignee_id", "state"),
        Index("ix_assignments_giver", "giver_id", "state"),
        Index("ix_assignments_due", "project_id", "state", "due_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"))
    giver_id: Mapped[int | None] = mapped_column(ForeignKey("staff.person_id"))
    assignee_id: Mapped[int | None] = mapped_column(ForeignKey("staff.person_id"))
    words: Mapped[str]
    about: Mapped[str] = mapped_column(default="")
    occasion: Mapped[str | None] = mapped_column(default=None)
    given_at: Mapped[datetime] = mapped_column(UtcTime)
    due_at: Mapped[datetime] = mapped_column(UtcTime)
    wished_at: Mapped[datetime | None] = mapped_column(UtcTime, default=None)  # until when the assignee asks for time
    state: Mapped[State] = mapped_column(default=State.OPEN)
    version: Mapped[int] = mapped_column(default=1)
    ended_at: Mapped[datetime | None] = mapped_column(UtcTime, default=None)
    giver: Mapped[Staff | None] = relationship(init=False, foreign_keys=[giver_id])
    assignee: Mapped[Staff | None] = relationship(init=False, foreign_keys=[assignee_id])

    @property
    def subject(self) -> str:
        """The task's own name in events, notices and cards."""
        return f"assignment:{self.id}"

    def is_late(self, now: datetime) -> bool:
        """Whether it is still to be done, and should have been by now."""
        return self.state == State.OPEN and self.due_at <= now


class AssignmentStep(Base, kw_only=True):
    """What was done with a task, by whom, and in which words; append-only. `until` is the time that was asked for or set."""

    __tablename__ = "assignment_steps"
    __table_args__ = (Index("ix_assignment_steps_assignment", "assignment_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignments.id"))
    move: Mapped[str]
    by_id: Mapped[int] = mapped_column(ForeignKey("staff.person_id"))
    at: Mapped[datetime] = mapped_column(UtcTime)
    words: Mapped[str] = mapped_column(default="")
    until: Mapped[datetime | None] = mapped_column(UtcTime, default=None)
    by: Mapped[Staff] = relationship(init=False)
