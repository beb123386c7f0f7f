"""The record of one sampled ticket, and what was found (J34)."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, UtcTime
from models.people import Staff
from models.tickets.tables import Ticket


class Verdict(StrEnum):
    """What the supervisor found."""

    GOOD = "good"
    IMPROVE = "improve"  # with a note of what


class Sample(Base, kw_only=True):
    """One closed ticket of a week's sample; `code` is the week in which it was drawn, such as 202538."""

    __tablename__ = "quality_samples"
    __table_args__ = (UniqueConstraint("ticket_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"), index=True)
    code: Mapped[int]
    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id"))
    drawn_at: Mapped[datetime] = mapped_column(UtcTime)
    version: Mapped[int] = mapped_column(default=1)
    verdict: Mapped[Verdict | None] = mapped_column(default=None)
    note: Mapped[str] = mapped_column(default="")
    judged_at: Mapped[datetime | None] = mapped_column(UtcTime, default=None)
    judged_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.person_id"), default=None)
    ticket: Mapped[Ticket] = relationship(init=False)
    judged_by: Mapped[Staff | None] = relationship(init=False)

    @property
    def subject(self) -> str:
        """Its own name in events, notices and cards."""
        return f"sample:{self.id}"
