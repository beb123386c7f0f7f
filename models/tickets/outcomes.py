"""The records of what came of a round: what was reported of it, and what the owner thought of it."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, UtcTime

REOPENED = "reopened"


class Result(Base, kw_only=True):
    """What a colleague reported of one round: the result, or why the job went back or began again (R026, R027, R032); append-only."""

    __tablename__ = "results"
    __table_args__ = (Index("ix_results_ticket", "ticket_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id"))
    round: Mapped[int]
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.person_id"))
    kind: Mapped[str]
    words: Mapped[str]
    no_photo: Mapped[str] = mapped_column(default="")  # why there is no picture of it (DOMAIN 5.1)
    at: Mapped[datetime] = mapped_column(UtcTime)


class Rating(Base, kw_only=True):
    """What the owner thought of one round of a job, from 1 to 5 (R053).

    Append-only, but for the scores of a job that was not solved: it starts again at once, and they may follow (0 until then).
    """

    __tablename__ = "ratings"
    __table_args__ = (UniqueConstraint("ticket_id", "round"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"))
    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id"))
    round: Mapped[int]
    solved: Mapped[bool]
    punctuality: Mapped[int]
    attitude: Mapped[int]
    quality: Mapped[int]
    tidiness: Mapped[int]
    comment: Mapped[str]
    at: Mapped[datetime] = mapped_column(UtcTime)

    @property
    def lowest(self) -> int:
        """The lowest of the four scores; 0 where none was given (yet)."""
        return min(self.punctuality, self.attitude, self.quality, self.tidiness)
