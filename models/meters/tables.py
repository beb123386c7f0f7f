"""The records of meters: meters, readings, prices with their validity, and billing runs with their lines (R127, R128, R131)."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, UtcTime
from models.estate import Unit
from models.meters.kinds import How, MeterKind, ReadingState
from models.receivables.formulas import HUNDRED


class Meter(Base, kw_only=True):
    """A meter of a unit; readings in hundredths. One that was exchanged has its end and names nobody, its successor names it."""

    __tablename__ = "meters"
    __table_args__ = (
        UniqueConstraint("project_id", "number"),
        CheckConstraint("ratio > 0", name="ratio"),
        Index("ix_meters_unit", "unit_id", "kind"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    kind: Mapped[MeterKind]
    number: Mapped[str]
    ratio: Mapped[int] = mapped_column(default=1)
    digits: Mapped[int] = mapped_column(default=4)  # before the point; after the highest it begins again
    remote: Mapped[bool] = mapped_column(default=True)
    since: Mapped[date]
    first_value: Mapped[int] = mapped_column(default=0)
    until: Mapped[date | None] = mapped_column(default=None)
    last_value: Mapped[int | None] = mapped_column(default=None)
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("meters.id"), default=None)
    unit: Mapped[Unit] = relationship(init=False)
    replaces: Mapped["Meter | None"] = relationship(init=False, remote_side="Meter.id")

    @property
    def turn(self) -> int:
        """What a whole turn of it counts, in hundredths."""
        return HUNDRED * int(10**self.digits)

    @property
    def subject(self) -> str:
        """Its name in events and cards."""
        return f"meter:{self.id}"


class Reading(Base, kw_only=True):
    """What a meter showed for a month, in hundredths; `period` is the month of the bill that it ends, read in its first days.

    A reading is never changed: another one replaces it, and only one of a meter's month is not replaced.
    """

    __tablename__ = "readings"
    __table_args__ = (
        Index("ix_readings_meter", "meter_id", "period"),
        Index("ix_readings_period", "project_id", "period"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"))
    meter_id: Mapped[int] = mapped_column(ForeignKey("meters.id"))
    period: Mapped[date]
    value: Mapped[int]
    how: Mapped[How]
    at: Mapped[datetime] = mapped_column(UtcTime)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    state: Mapped[ReadingState] = mapped_column(default=ReadingState.FINE)
    rolled: Mapped[bool] = mapped_column(default=False)
    doubts: Mapped[list[str]] = mapped_column(JSON, default_factory=list)
    note: Mapped[str] = mapped_column(default="")
    confirmed_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.person_id"), default=None)
    meter: Mapped[Meter] = relationship(init=False)

    @property
    def subject(self) -> str:
        """Its name in events and cards."""
        return f"reading:{self.id}"


class PriceState(StrEnum):
    """How far a price is: proposed by the supervisor, approved by the manager (DOMAIN 5.7)."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    DECLINED = "declined"


class FeePrice(Base, kw_only=True):
    """What a fee costs from a day until a day, both included; without a unit for all, with one by its contract (R131).

    `price` counts ten-thousandths of a yuan; `count` is how many of it the unit has, such as parking bays.
    """

    __tablename__ = "fee_prices"
    __table_args__ = (
        CheckConstraint("price >= 0", name="price"),
        Index("ix_fee_prices_fee", "project_id", "fee_code", "unit_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"))
    fee_code: Mapped[str]
    price: Mapped[int]
    valid_from: Mapped[date]
    valid_until: Mapped[date | None] = mapped_column(default=None)
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"), default=None)
    count: Mapped[int] = mapped_column(default=1)
    state: Mapped[PriceState] = mapped_column(default=PriceState.PROPOSED)
    version: Mapped[int] = mapped_column(default=1)
    reason: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime] = mapped_column(UtcTime)
    by_id: Mapped[int] = mapped_column(ForeignKey("staff.person_id"))
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.person_id"), default=None)
    unit: Mapped[Unit | None] = relationship(init=False)

    @property
    def subject(self) -> str:
        """Its name in events, notices and cards."""
        return f"fee_price:{self.id}"


class RunState(StrEnum):
    """How far a billing run is."""

    COMPUTED = "computed"
    PROPOSED = "proposed"
    RELEASED = "released"


class BillingRun(Base, kw_only=True):
    """The billing run of a month: computed, looked at, released by the manager; what it opened stays (R127)."""

    __tablename__ = "billing_runs"
    __table_args__ = (UniqueConstraint("project_id", "period"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"))
    period: Mapped[date]
    computed_at: Mapped[datetime] = mapped_column(UtcTime)
    computed_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    state: Mapped[RunState] = mapped_column(default=RunState.COMPUTED)
    version: Mapped[int] = mapped_column(default=1)
    proposed_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.person_id"), default=None)
    released_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.person_id"), default=None)
    released_at: Mapped[datetime | None] = mapped_column(UtcTime, default=None)

    @property
    def subject(self) -> str:
        """Its name in events, notices and cards."""
        return f"run:{self.id}"


class RunLine(Base, kw_only=True):
    """What the run would open for a unit and a fee, in fen; without an amount `missing` says what stands in its way."""

    __tablename__ = "billing_run_lines"
    __table_args__ = (UniqueConstraint("run_id", "unit_id", "fee_code"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    run_id: Mapped[int] = mapped_column(ForeignKey("billing_runs.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    fee_code: Mapped[str]
    amount_fen: Mapped[int | None]
    before_fen: Mapped[int | None] = mapped_column(default=None)  # of the month before
    missing: Mapped[str] = mapped_column(default="")
    flags: Mapped[list[str]] = mapped_column(JSON, default_factory=list)
    details: Mapped[dict[str, Any]] = mapped_column(JSON, default_factory=dict)
    unit: Mapped[Unit] = relationship(init=False)
