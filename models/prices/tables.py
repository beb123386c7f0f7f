"""The records of the price list: items, their versions, and every step of a version (R059, R064, R077)."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import JSON, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, UtcTime
from models.estate import Both
from models.people import Person
from models.prices.lifecycle import APPROVED, State


class ServiceClass(StrEnum):
    """What kind of paid service it is (X2)."""

    CLEANING = "cleaning"
    REPAIR = "repair"
    OTHER = "other"


class MaterialRule(StrEnum):
    """Who brings the material (DOMAIN 4.4)."""

    NONE = "none"  # none is needed
    OWN_OR_COST = "own_or_cost"  # the customer's own, or at cost with its receipt
    INCLUDED = "included"


class Shelf(StrEnum):
    """Under what owners find an item; its letter begins the item's code (DOMAIN 4.4)."""

    POWER = "D"
    WATER = "S"
    DOORS = "M"
    AIRCON = "K"
    CLEANING = "B"
    PLANTS = "L"
    LIFT = "H"
    OTHER = "Q"


class PriceItem(Base, kw_only=True):
    """A service of the list under its code; what it costs stands in its editions. It may rest from a day until a day, both included.

    `department` and `trade` are codes; empty ones mean that anybody may do it.
    """

    __tablename__ = "price_items"
    __table_args__ = (UniqueConstraint("project_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"))
    code: Mapped[str]
    shelf: Mapped[Shelf]
    service_class: Mapped[ServiceClass]
    department: Mapped[str] = mapped_column(default="")
    trade: Mapped[str] = mapped_column(default="")
    suspended_from: Mapped[date | None] = mapped_column(default=None)
    suspended_until: Mapped[date | None] = mapped_column(default=None)

    def has_rested(self, day: date) -> bool:
        """Whether its suspension is over by that day."""
        return self.suspended_until is not None and self.suspended_until < day

    def rests_on(self, day: date) -> bool:
        """Whether it is suspended on that day."""
        return holds(self.suspended_from, self.suspended_until, day) if self.suspended_from else False


class PriceEdition(Base, kw_only=True):
    """One version (版本) of an item; once it is approved, what it says never changes, so that orders can keep it.

    `number` counts the versions of the item, `version` the moves of this one, `listed` is the version of the whole list that brought it.
    Money is in fen (`price_fen` None: by quotation), `most` in whole units: nobody sensible asks for more. It holds from `valid_from`
    to `valid_until`, both included.
    """

    __tablename__ = "price_editions"
    __table_args__ = (UniqueConstraint("item_id", "number"), Index("ix_price_editions_state", "state"))

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    item_id: Mapped[int] = mapped_column(ForeignKey("price_items.id"))
    number: Mapped[int]
    name_zh: Mapped[str]
    name_en: Mapped[str]
    unit_zh: Mapped[str]
    unit_en: Mapped[str]
    price_fen: Mapped[int | None]
    valid_from: Mapped[date]
    minimum_fen: Mapped[int] = mapped_column(default=0)
    minutes: Mapped[int | None] = mapped_column(default=None)
    material: Mapped[MaterialRule] = mapped_column(default=MaterialRule.OWN_OR_COST)
    guarantee_days: Mapped[int] = mapped_column(default=0)
    whole_only: Mapped[bool] = mapped_column(default=True)
    most: Mapped[int] = mapped_column(default=100)
    phrases: Mapped[list[str]] = mapped_column(JSON, default_factory=list)
    valid_until: Mapped[date | None] = mapped_column(default=None)
    state: Mapped[State] = mapped_column(default=State.DRAFT)
    version: Mapped[int] = mapped_column(default=1)
    listed: Mapped[int | None] = mapped_column(default=None)
    published_at: Mapped[datetime | None] = mapped_column(UtcTime, default=None)
    approved_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), default=None)
    item: Mapped[PriceItem] = relationship(init=False, lazy="joined", innerjoin=True)
    approved_by: Mapped[Person | None] = relationship(init=False)

    @property
    def subject(self) -> str:
        """The version's own name in events, notices and cards."""
        return f"price:{self.id}"

    @property
    def name(self) -> Both:
        """What the service is called."""
        return Both(self.name_zh, self.name_en)

    @property
    def unit(self) -> Both:
        """What it is counted in."""
        return Both(self.unit_zh, self.unit_en)

    def holds_on(self, day: date) -> bool:
        """Whether it is the price of that day: approved, begun and not over."""
        return self.state in APPROVED and holds(self.valid_from, self.valid_until, day)

    def is_over(self, day: date) -> bool:
        """Whether it holds no more from that day on."""
        return self.valid_until is not None and self.valid_until < day


class PriceStep(Base, kw_only=True):
    """What was done with a version, by whom and in which words; append-only. `state` is where it stood before.

    The days are those of a suspension.
    """

    __tablename__ = "price_steps"
    __table_args__ = (Index("ix_price_steps_edition", "edition_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    edition_id: Mapped[int] = mapped_column(ForeignKey("price_editions.id"))
    move: Mapped[str]
    state: Mapped[State]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime] = mapped_column(UtcTime)
    words: Mapped[str] = mapped_column(default="")
    from_day: Mapped[date | None] = mapped_column(default=None)
    until_day: Mapped[date | None] = mapped_column(default=None)
    by: Mapped[Person | None] = relationship(init=False)


def holds(start: date, end: date | None, day: date) -> bool:
    """Whether a day lies between two, both included; no end is open."""
    return start <= day and (end is None or day <= end)
