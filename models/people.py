"""The people: contacts of units, staff with their trades and shifts, and where each is reached."""

from datetime import date, datetime, time
from enum import StrEnum

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, Time, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, UtcTime
from models.estate import Both, Department, Unit

# The honorifics of the handbook, and how they are said in English.
TITLES = {"先生": "Mr", "女士": "Ms", "小姐": "Miss"}


class Side(StrEnum):
    """Which of the two bots."""

    OWNER = "owner"
    STAFF = "staff"


class Role(StrEnum):
    """What a member of staff is in the permission matrix (DOMAIN 5.7)."""

    MANAGER = "manager"
    CS_SUPERVISOR = "cs_supervisor"
    CS_FIELD = "cs_field"
    CS_DESK = "cs_desk"
    CASHIER = "cashier"
    FINANCE = "finance"
    DEPT_HEAD = "dept_head"
    TECHNICIAN = "technician"
    CLEANER = "cleaner"
    GARDENER = "gardener"
    CONTROL_ROOM = "control_room"
    GUARD = "guard"
    ADMIN = "admin"


CUSTOMER_SERVICE = frozenset({Role.CS_DESK, Role.CS_FIELD, Role.CS_SUPERVISOR})
MAY_NOT_ENTER = frozenset({Role.FINANCE})  # everybody else reports for others too (DOMAIN 5.7)
PERFORMERS = frozenset({Role.TECHNICIAN, Role.CLEANER, Role.GARDENER, Role.GUARD})


class Person(Base, kw_only=True):
    """Anybody the office knows by name: a contact of a unit, a member of staff, or both."""

    __tablename__ = "people"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"))
    name: Mapped[str]
    honorific: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    language: Mapped[str] = mapped_column(default="zh_Hans")
    guest: Mapped[bool] = mapped_column(default=False)  # known only because of an alarm; not bound to anything
    staff: Mapped["Staff | None"] = relationship(back_populates="person", default=None, init=False)

    @property
    def called(self) -> Both:
        """How the office addresses the person: name and honorific, in each language's order."""
        title = TITLES.get(self.honorific, "")
        return Both(self.name + self.honorific, f"{title} {self.name}".strip())


class Binding(Base, kw_only=True):
    """A person's place on one of the bots; in Telegram a private chat has its user's number."""

    __tablename__ = "bindings"
    __table_args__ = (UniqueConstraint("project_id", "side", "telegram_id"), UniqueConstraint("person_id", "side"))

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    side: Mapped[Side]
    telegram_id: Mapped[int] = mapped_column(BigInteger)
    unreachable_since: Mapped[datetime | None] = mapped_column(UtcTime, default=None)
    privacy_at: Mapped[datetime | None] = mapped_column(UtcTime, default=None)  # when the notice was confirmed (R205)


class Contact(Base, kw_only=True):
    """A person in a part for a unit: owner, principal, admin, finance and so on (R002)."""

    __tablename__ = "contacts"
    __table_args__ = (UniqueConstraint("person_id", "unit_id"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    role: Mapped[str]
    committee: Mapped[bool] = mapped_column(default=False)
    ended_at: Mapped[datetime | None] = mapped_column(UtcTime, default=None)  # moved out or replaced: no access since
    person: Mapped[Person] = relationship(init=False)
    unit: Mapped[Unit] = relationship(init=False)


class Staff(Base, kw_only=True):
    """A registered employee: only they may use the staff bot (R001)."""

    __tablename__ = "staff"
    __table_args__ = (UniqueConstraint("project_id", "number"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"))
    department_id: Mapped[int] = mapped_column(ForeignKey("departments.id"))
    number: Mapped[str]
    role: Mapped[Role]
    title_zh: Mapped[str]
    title_en: Mapped[str]
    trades: Mapped[list[str]] = mapped_column(JSON, default_factory=list)
    left_at: Mapped[datetime | None] = mapped_column(UtcTime, default=None)
    person: Mapped[Person] = relationship(back_populates="staff", lazy="joined", innerjoin=True, init=False)
    department: Mapped[Department] = relationship(init=False)

    @property
    def title(self) -> Both:
        """What the person is by trade or office."""
        return Both(self.title_zh, self.title_en)


class Shift(Base, kw_only=True):
    """A weekly working time in the office's zone; one that ends before it starts ends the next day (R015).

    `valid_from` and `valid_until` are the first and the last day on which it may begin; None is open-ended.
    One that is `instead` holds on each of these days, and the weekly ones do not count there.
    """

    __tablename__ = "shifts"
    __table_args__ = (Index("ix_shifts_staff", "staff_id"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.person_id"))
    weekdays: Mapped[list[int]] = mapped_column(JSON)
    starts: Mapped[time] = mapped_column(Time)
    ends: Mapped[time] = mapped_column(Time)
    valid_from: Mapped[date | None] = mapped_column(default=None)
    valid_until: Mapped[date | None] = mapped_column(default=None)
    instead: Mapped[bool] = mapped_column(default=False)


class Leave(Base, kw_only=True):
    """Days on which somebody does not come, whatever the shifts say; both days count."""

    __tablename__ = "leaves"
    __table_args__ = (Index("ix_leaves_staff", "staff_id", "last"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.person_id"))
    first: Mapped[date]
    last: Mapped[date]
    reason: Mapped[str] = mapped_column(default="")


class CheckIn(Base, kw_only=True):
    """Somebody says that they are on duty now (值班签到); `day` is the local day on which the shift began."""

    __tablename__ = "check_ins"
    __table_args__ = (UniqueConstraint("staff_id", "day"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.person_id"))
    day: Mapped[date]
    at: Mapped[datetime] = mapped_column(UtcTime)
    left_at: Mapped[datetime | None] = mapped_column(UtcTime, default=None)
