"""The record of words of danger that came before any alarm."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, UtcTime
from models.people import Person, Staff
from models.tickets.tables import Ticket


class DangerNote(Base, kw_only=True):
    """What somebody wrote of danger before any alarm was raised (R098).

    `ticket` is the alarm that it became; `answered_by` the colleague who raised it for them, or who called and found none needed.
    """

    __tablename__ = "danger_notes"
    __table_args__ = (Index("ix_danger_notes_person", "person_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    words: Mapped[str]
    written_at: Mapped[datetime] = mapped_column(UtcTime)
    ticket_id: Mapped[int | None] = mapped_column(ForeignKey("tickets.id"), default=None)
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.person_id"), default=None, init=False)
    answered_at: Mapped[datetime | None] = mapped_column(UtcTime, default=None, init=False)
    person: Mapped[Person] = relationship(init=False)
    ticket: Mapped[Ticket | None] = relationship(init=False)
    answered_by: Mapped[Staff | None] = relationship(init=False)

    @property
    def subject(self) -> str:
        """The note's name in events, notices and cards."""
        return f"danger:{self.id}"
