"""The building: its project (the management office), its departments and its units (R001, R003)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import JSON, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, UtcTime


@dataclass(frozen=True)
class Both:
    """A name in both languages of the house; the reader's language chooses."""

    zh: str
    en: str


class Project(Base, kw_only=True):
    """One management office and its building; every record belongs to one (R001)."""

    __tablename__ = "projects"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    code: Mapped[str] = mapped_column(unique=True)
    name_zh: Mapped[str]
    name_en: Mapped[str]
    timezone: Mapped[str] = mapped_column(default="Asia/Shanghai")
    language: Mapped[str] = mapped_column(default="zh_Hans")
    desk_phone: Mapped[str] = mapped_column(default="")
    control_room_phone: Mapped[str] = mapped_column(default="")
    policy: Mapped[dict[str, Any]] = mapped_column(JSON, default_factory=dict)
    opened_at: Mapped[datetime] = mapped_column(UtcTime)

    @property
    def name(self) -> Both:
        """The building's name."""
        return Both(self.name_zh, self.name_en)

    @property
    def zone(self) -> ZoneInfo:
        """The zone in which the office lives and in which times are shown."""
        return ZoneInfo(self.timezone)


class Department(Base, kw_only=True):
    """A department of the office; departments are the targets of dispatch (R003)."""

    __tablename__ = "departments"
    __table_args__ = (UniqueConstraint("project_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"))
    code: Mapped[str]
    name_zh: Mapped[str]
    name_en: Mapped[str]
    takes_repairs: Mapped[bool] = mapped_column(default=False)

    @property
    def name(self) -> Both:
        """The department's name."""
        return Both(self.name_zh, self.name_en)


class Unit(Base, kw_only=True):
    """A unit of the tower with its owner and at most one occupier (R002)."""

    __tablename__ = "units"
    __table_args__ = (UniqueConstraint("project_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"))
    number: Mapped[str]
    floor: Mapped[int]
    area_m2: Mapped[int]
    owner_name: Mapped[str]
    occupier_name: Mapped[str] = mapped_column(default="")
    status: Mapped[str] = mapped_column(default="self_used")
    note: Mapped[str] = mapped_column(default="")
    contract_from: Mapped[date | None] = mapped_column(default=None)
    contract_until: Mapped[date | None] = mapped_column(default=None)
    keys: Mapped[str] = mapped_column(default="")  # which keys the office holds
    rates: Mapped[str] = mapped_column(default="")  # the price of the contract, in the register's words (R108)
    emergency_contact: Mapped[str] = mapped_column(default="")
    # what a tenant's staff may order alone, in fen; None for what the office's policy says
    spending_limit_fen: Mapped[int | None] = mapped_column(default=None)
