"""The records of the mailbox: weekly openings (《经理信箱开启记录》), letters, and what was done with each (R143, R144)."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.assignments.tables import Assignment
from models.base import Base, UtcTime
from models.mailbox.lifecycle import LetterState, OpeningState
from models.people import Person, Staff


class Opening(Base, kw_only=True):
    """One week's opening, kept also where the box was empty.

    `letters` is how many there were, `first_at` and `last_at` from when; who wrote them and what is no part of it.
    """

    __tablename__ = "mailbox_openings"
    __table_args__ = (UniqueConstraint("project_id", "day"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"))
    day: Mapped[date]
    due_at: Mapped[datetime] = mapped_column(UtcTime)
    state: Mapped[OpeningState] = mapped_column(default=OpeningState.DUE)
    version: Mapped[int] = mapped_column(default=1)
    letters: Mapped[int] = mapped_column(default=0)
    first_at: Mapped[datetime | None] = mapped_column(UtcTime, default=None)
    last_at: Mapped[datetime | None] = mapped_column(UtcTime, default=None)
    opened_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.person_id"), default=None)
    opened_at: Mapped[datetime | None] = mapped_column(UtcTime, default=None)
    passed_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.person_id"), default=None)
    passed_at: Mapped[datetime | None] = mapped_column(UtcTime, default=None)
    opened_by: Mapped[Staff | None] = relationship(init=False, foreign_keys=[opened_by_id], viewonly=True)
    passed_by: Mapped[Staff | None] = relationship(init=False, foreign_keys=[passed_by_id], viewonly=True)

    @property
    def subject(self) -> str:
        """The opening's own name in events, notices and cards."""
        return f"mailbox:{self.id}"


class Letter(Base, kw_only=True):
    """A letter to the manager; `reply_by` is the last moment for the answer, counted from the opening (7 days)."""

    __tablename__ = "letters"
    __table_args__ = (
        Index("ix_letters_person", "person_id", "id"),
        Index("ix_letters_state", "project_id", "state"),
        Index("ix_letters_opening", "opening_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    words: Mapped[str]
    wants_reply: Mapped[bool]
    at: Mapped[datetime] = mapped_column(UtcTime)
    state: Mapped[LetterState] = mapped_column(default=LetterState.SEALED)
    version: Mapped[int] = mapped_column(default=1)
    opening_id: Mapped[int | None] = mapped_column(ForeignKey("mailbox_openings.id"), default=None)
    reply_by: Mapped[datetime | None] = mapped_column(UtcTime, default=None)
    person: Mapped[Person] = relationship(init=False)

    @property
    def subject(self) -> str:
        """The letter's own name in events, notices and cards."""
        return f"letter:{self.id}"

    def is_late(self, now: datetime) -> bool:
        """Whether the answer is overdue."""
        open_still = self.state in {LetterState.OPENED, LetterState.WITH_MANAGER}
        return open_still and self.reply_by is not None and self.reply_by <= now


class LetterStep(Base, kw_only=True):
    """What was done with a letter, by whom and in which words; append-only. `until` is for when a call is planned."""

    __tablename__ = "letter_steps"
    __table_args__ = (Index("ix_letter_steps_letter", "letter_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    letter_id: Mapped[int] = mapped_column(ForeignKey("letters.id"))
    move: Mapped[str]
    by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime] = mapped_column(UtcTime)
    words: Mapped[str] = mapped_column(default="")
    assignment_id: Mapped[int | None] = mapped_column(ForeignKey("assignments.id"), default=None)
    until: Mapped[datetime | None] = mapped_column(UtcTime, default=None)
    by: Mapped[Person] = relationship(init=False)
    assignment: Mapped[Assignment | None] = relationship(init=False)
