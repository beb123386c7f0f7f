"""The record of one warranty (R057)."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, UtcTime
from models.estate import Unit


class Warranty(Base, kw_only=True):
    """What a firm guarantees, for one unit or, without one, for the whole building; both days count.

    `system` is a group of the category tree ("2" for water) or one symptom of it ("8.3" for the roof). One that was ended by
    hand holds for nothing that was reported afterwards.
    """

    __tablename__ = "warranties"
    __table_args__ = (Index("ix_warranties_ends", "project_id", "ends"), Index("ix_warranties_unit", "unit_id"))

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"))
    system: Mapped[str]
    words: Mapped[str]
    firm: Mapped[str]
    phone: Mapped[str]
    starts: Mapped[date]
    ends: Mapped[date]
    note: Mapped[str] = mapped_column(default="")
    ended_at: Mapped[datetime | None] = mapped_column(UtcTime, default=None)
    unit: Mapped[Unit | None] = relationship(init=False)

    @property
    def subject(self) -> str:
        """Its own name in events, changes, tasks and cards."""
        return f"warranty:{self.id}"

    def is_about(self, code: str) -> bool:
        """Whether a symptom belongs to what is guaranteed: "2" holds for 2.5, not for 20.1."""
        return code == self.system or code.startswith(f"{self.system}.")

    def holds_on(self, day: date) -> bool:
        """Whether the day lies within it, both ends included, unless it was ended by hand."""
        return self.starts <= day <= self.ends and self.ended_at is None
