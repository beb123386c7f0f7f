"""The record of a message that an owner left for a colleague (R186)."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, UtcTime
from models.messages.lifecycle import State
from models.people import Person, Staff


class StaffMessage(Base, kw_only=True):
    """From an owner, for one colleague, or without one for the desk; perhaps about a subject such as "ticket:7".

    `desk_at` is when the desk was told that nobody had read it, `due_at` the moment for that.
    """

    __tablename__ = "staff_messages"
    __table_args__ = (
        Index("ix_staff_messages_to", "to_id", "state"),
        Index("ix_staff_messages_state", "project_id", "state", "left_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    to_id: Mapped[int | None] = mapped_column(ForeignKey("staff.person_id"))
    about: Mapped[str] = mapped_column(default="")
    words: Mapped[str]
    left_at: Mapped[datetime] = mapped_column(UtcTime)
    due_at: Mapped[datetime] = mapped_column(UtcTime)
    desk_at: Mapped[datetime | None] = mapped_column(UtcTime, default=None)
    state: Mapped[State] = mapped_column(default=State.WAITING)
    read_at: Mapped[datetime | None] = mapped_column(UtcTime, default=None)
    read_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.person_id"), default=None)
    answer: Mapped[str] = mapped_column(default="")
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.person_id"), default=None)
    answered_at: Mapped[datetime | None] = mapped_column(UtcTime, default=None)
    version: Mapped[int] = mapped_column(default=1)
    person: Mapped[Person] = relationship(init=False, foreign_keys=[person_id])
    to: Mapped[Staff | None] = relationship(init=False, foreign_keys=[to_id])
    read_by: Mapped[Staff | None] = relationship(init=False, foreign_keys=[read_by_id])
    answered_by: Mapped[Staff | None] = relationship(init=False, foreign_keys=[answered_by_id])

    @property
    def subject(self) -> str:
        """The message's own name in events, notices and cards."""
        return f"message:{self.id}"

    @property
    def ticket_id(self) -> int | None:
        """The ticket that it is about, if any."""
        kind, _, number = self.about.partition(":")
        return int(number) if kind == "ticket" else None
