"""The record of one item of a plan (R159, R160)."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, UtcTime
from models.people import Staff
from models.reports.periods import PeriodKind
from models.tickets.tables import Ticket


class PlanItem(Base, kw_only=True):
    """One of the five items of one week or month; done by whom, with a note, and perhaps a ticket that shows it.

    Pictures that show it are attached to its subject.
    """

    __tablename__ = "plan_items"
    __table_args__ = (
        UniqueConstraint("project_id", "kind", "code", "number"),
        Index("ix_plan_items_open", "project_id", "kind", "code", "done_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"))
    kind: Mapped[PeriodKind]
    code: Mapped[int]
    number: Mapped[int]
    version: Mapped[int] = mapped_column(default=1)
    done_at: Mapped[datetime | None] = mapped_column(UtcTime, default=None)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.person_id"), default=None)
    note: Mapped[str] = mapped_column(default="")
    ticket_id: Mapped[int | None] = mapped_column(ForeignKey("tickets.id"), default=None)
    by: Mapped[Staff | None] = relationship(init=False)
    ticket: Mapped[Ticket | None] = relationship(init=False)

    @property
    def subject(self) -> str:
        """Its own name in events, notices and cards."""
        return f"plan:{self.id}"
