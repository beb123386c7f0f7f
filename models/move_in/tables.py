"""The records of move-ins, and of every step of them (R103)."""

from datetime import date, datetime

from sqlalchemy import BigInteger, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, UtcTime
from models.estate import Unit
from models.move_in.lifecycle import State
from models.people import Staff


class MoveIn(Base, kw_only=True):
    """Somebody moves into a unit: `occupier` is who it was for, `keeper` who of customer service looks after it (R010)."""

    __tablename__ = "move_ins"
    __table_args__ = (Index("ix_move_ins_unit", "unit_id", "id"), Index("ix_move_ins_state", "project_id", "state"))

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    occupier: Mapped[str]
    keeper_id: Mapped[int] = mapped_column(ForeignKey("staff.person_id"))
    opened_at: Mapped[datetime] = mapped_column(UtcTime)
    state: Mapped[State] = mapped_column(default=State.REGISTER)
    version: Mapped[int] = mapped_column(default=1)
    ended_at: Mapped[datetime | None] = mapped_column(UtcTime, default=None)
    unit: Mapped[Unit] = relationship(init=False)
    keeper: Mapped[Staff] = relationship(init=False)

    @property
    def subject(self) -> str:
        """The case's own name in events, notices and cards."""
        return f"move_in:{self.id}"


class MoveInStep(Base, kw_only=True):
    """What was done with a move-in, in which state, by whom and in which words; append-only.

    `amount_fen` is the total of the fees in fen, `companion` who of engineering came along, or who keeps the
    case from then on, `day` for when the step is planned.
    """

    __tablename__ = "move_in_steps"
    __table_args__ = (Index("ix_move_in_steps_case", "move_in_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    move_in_id: Mapped[int] = mapped_column(ForeignKey("move_ins.id"))
    move: Mapped[str]
    state: Mapped[State]
    by_id: Mapped[int] = mapped_column(ForeignKey("staff.person_id"))
    at: Mapped[datetime] = mapped_column(UtcTime)
    words: Mapped[str] = mapped_column(default="")
    amount_fen: Mapped[int | None] = mapped_column(BigInteger, default=None)
    companion_id: Mapped[int | None] = mapped_column(ForeignKey("staff.person_id"), default=None)
    day: Mapped[date | None] = mapped_column(default=None)
    by: Mapped[Staff] = relationship(init=False, foreign_keys=[by_id])
    companion: Mapped[Staff | None] = relationship(init=False, foreign_keys=[companion_id])
