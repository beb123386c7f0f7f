"""The record of who keeps a colleague's time for what."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, UtcTime
from models.capacity.needs import Need
from models.estate import Department
from models.people import Staff


def offered(subject: str) -> str:
    """For what a time is kept that is proposed for a subject: nobody's looking at other times gives it away."""
    return f"{subject}/offered"


class HoldState(StrEnum):
    """How a time is kept: while somebody thinks, for good, or not any more."""

    HELD = "held"
    BOOKED = "booked"
    RELEASED = "released"


class Hold(Base, kw_only=True):
    """A colleague's time from `starts` to `ends` that nobody else is offered; a released row stays.

    `subject` is what it is for, such as "order:7", and empty while somebody thinks. `tentative` means that the head has not given
    the job to this colleague yet (R067). `held_until` counts only while it is held. `ticket_id` is the order's ticket, once booked.
    """

    __tablename__ = "holds"
    __table_args__ = (
        Index("ix_holds_staff", "staff_id", "ends"),
        Index("ix_holds_subject", "subject", "state"),
        Index("ix_holds_person", "person_id", "state"),
        Index("ix_holds_state", "project_id", "state", "ends"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"))
    department_id: Mapped[int] = mapped_column(ForeignKey("departments.id"))
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.person_id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    trade: Mapped[str]
    starts: Mapped[datetime] = mapped_column(UtcTime)
    ends: Mapped[datetime] = mapped_column(UtcTime)
    made_at: Mapped[datetime] = mapped_column(UtcTime)
    held_until: Mapped[datetime] = mapped_column(UtcTime)
    subject: Mapped[str] = mapped_column(default="")
    ticket_id: Mapped[int | None] = mapped_column(ForeignKey("tickets.id"), default=None)
    tentative: Mapped[bool] = mapped_column(default=True)
    state: Mapped[HoldState] = mapped_column(default=HoldState.HELD)
    staff: Mapped[Staff] = relationship(init=False)
    department: Mapped[Department] = relationship(init=False)

    @property
    def own_subject(self) -> str:
        """The hold's own name, for what comes due about it."""
        return f"hold:{self.id}"

    @property
    def need(self) -> Need:
        """What it was held for."""
        return Need(self.department.code, self.trade, int((self.ends - self.starts).total_seconds()) // 60)

    def is_live(self, now: datetime) -> bool:
        """Whether the colleague is kept for it at this moment."""
        return self.state == HoldState.BOOKED or (self.state == HoldState.HELD and self.held_until > now)
