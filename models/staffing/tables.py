"""What was changed about a member of staff, kept for ever: old, new, by whom and why (R017)."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, UtcTime
from models.people import Person


class StaffChange(Base, kw_only=True):
    """One change of one person's employment or roster; append-only."""

    __tablename__ = "staff_changes"
    __table_args__ = (Index("ix_staff_changes_staff", "staff_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"))
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.person_id"))
    at: Mapped[datetime] = mapped_column(UtcTime)
    by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    what: Mapped[str]
    old: Mapped[str] = mapped_column(default="")
    new: Mapped[str] = mapped_column(default="")
    why: Mapped[str] = mapped_column(default="")
    by: Mapped[Person] = relationship(init=False)
