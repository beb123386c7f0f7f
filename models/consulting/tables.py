"""The record of a question to the supervisor (R030)."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, UtcTime
from models.consulting.lifecycle import State
from models.people import Person, Staff


class SupervisorQuestion(Base, kw_only=True):
    """What a colleague asks about a subject such as "ticket:7" or "talk:3", while its owner waits.

    `due_at` is five minutes after the press of the button (X14); `held_at` is when the owner got a holding reply instead of an
    answer, which says until when: `held_until`.
    """

    __tablename__ = "supervisor_questions"
    __table_args__ = (
        Index("ix_supervisor_questions_state", "project_id", "state", "asked_at"),
        Index("ix_supervisor_questions_about", "about", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"))
    about: Mapped[str]
    owner_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("staff.person_id"))
    words: Mapped[str]
    asked_at: Mapped[datetime] = mapped_column(UtcTime)
    due_at: Mapped[datetime] = mapped_column(UtcTime)
    state: Mapped[State] = mapped_column(default=State.ASKED)
    held_at: Mapped[datetime | None] = mapped_column(UtcTime, default=None)
    held_until: Mapped[datetime | None] = mapped_column(UtcTime, default=None)
    answer: Mapped[str] = mapped_column(default="")
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.person_id"), default=None)
    ended_at: Mapped[datetime | None] = mapped_column(UtcTime, default=None)
    version: Mapped[int] = mapped_column(default=1)
    owner: Mapped[Person] = relationship(init=False, foreign_keys=[owner_id])
    asked_by: Mapped[Staff] = relationship(init=False, foreign_keys=[asked_by_id])
    answered_by: Mapped[Staff | None] = relationship(init=False, foreign_keys=[answered_by_id])

    @property
    def subject(self) -> str:
        """The question's own name in events, notices and cards."""
        return f"question:{self.id}"

    @property
    def about_what(self) -> tuple[str, int]:
        """The kind of its subject, and the number."""
        kind, _, number = self.about.partition(":")
        return kind, int(number)
