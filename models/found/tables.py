"""The records of lost and found: things, claims, signatures, losses, and which of them were compared (R206)."""

from datetime import date, datetime, time
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, Time, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, UtcTime
from models.found.lifecycle import ItemState, LossState
from models.people import Person


class Kind(StrEnum):
    """What sort of thing it is: the only word about it that every owner may read."""

    ELECTRONICS = "electronics"
    PAPERS = "papers"
    WALLET = "wallet"
    KEYS = "keys"
    CLOTHES = "clothes"
    JEWELLERY = "jewellery"
    MONEY = "money"
    OTHER = "other"


class IdKind(StrEnum):
    """The document that was shown; its number is never kept."""

    IDENTITY = "identity"
    PASSPORT = "passport"
    DRIVING = "driving"
    WORK = "work"


class Signed(StrEnum):
    """How somebody has signed that they have it back."""

    BOT = "bot"  # confirmed on the owner bot
    SLIP = "slip"  # a picture of the signed slip


class FoundItem(Base, kw_only=True):
    """A thing that was found (拾物); `day` and `hour` are local, the keeper is None when the service centre has it.

    The place is "corridor@12" for one of the catalogue's, or what the finder wrote.
    """

    __tablename__ = "found_items"
    __table_args__ = (
        Index("ix_found_items_state", "project_id", "state", "day"),
        Index("ix_found_items_by", "by_id", "id"),
        Index("ix_found_items_number", "project_id", "number"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"))
    number: Mapped[str] = mapped_column(default="")  # drawn last, see `next_number`
    kind: Mapped[Kind]
    words: Mapped[str]
    place: Mapped[str]
    day: Mapped[date]
    hour: Mapped[time | None] = mapped_column(Time, default=None)
    at: Mapped[datetime] = mapped_column(UtcTime)  # when it was registered
    by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    keeper_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), default=None)
    state: Mapped[ItemState] = mapped_column(default=ItemState.KEPT)
    version: Mapped[int] = mapped_column(default=1)
    ended_at: Mapped[datetime | None] = mapped_column(UtcTime, default=None)
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), default=None)
    ended_words: Mapped[str] = mapped_column(default="")  # where it went, with the police's number
    late_at: Mapped[datetime | None] = mapped_column(UtcTime, default=None)  # when those in charge were told
    by: Mapped[Person] = relationship(init=False, foreign_keys=[by_id])
    keeper: Mapped[Person | None] = relationship(init=False, foreign_keys=[keeper_id])

    @property
    def subject(self) -> str:
        """Its name in events, notices and cards."""
        return f"found:{self.id}"


class Loss(Base, kw_only=True):
    """What an owner misses (寻物); `day` and `hour` are local, the place as with a found thing."""

    __tablename__ = "losses"
    __table_args__ = (
        Index("ix_losses_state", "project_id", "state", "day"),
        Index("ix_losses_person", "person_id", "id"),
        Index("ix_losses_number", "project_id", "number"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"))
    number: Mapped[str] = mapped_column(default="")
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    kind: Mapped[Kind]
    words: Mapped[str]
    place: Mapped[str]
    day: Mapped[date]
    hour: Mapped[time | None] = mapped_column(Time, default=None)
    at: Mapped[datetime] = mapped_column(UtcTime)
    state: Mapped[LossState] = mapped_column(default=LossState.OPEN)
    version: Mapped[int] = mapped_column(default=1)
    ended_at: Mapped[datetime | None] = mapped_column(UtcTime, default=None)
    person: Mapped[Person] = relationship(init=False)

    @property
    def subject(self) -> str:
        """Its name in events, notices and cards."""
        return f"loss:{self.id}"


class Claim(Base, kw_only=True):
    """Somebody says that a thing is theirs: a contact of the register, or a name and telephone with a document shown."""

    __tablename__ = "found_claims"
    __table_args__ = (Index("ix_found_claims_item", "item_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    item_id: Mapped[int] = mapped_column(ForeignKey("found_items.id"))
    loss_id: Mapped[int | None] = mapped_column(ForeignKey("losses.id"), default=None)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), default=None)
    name: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    id_kind: Mapped[IdKind | None] = mapped_column(default=None)
    proof: Mapped[str]  # what was checked
    taken_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime] = mapped_column(UtcTime)
    asked_at: Mapped[datetime | None] = mapped_column(UtcTime, default=None)  # to confirm on the owner bot
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), default=None)
    dropped_at: Mapped[datetime | None] = mapped_column(UtcTime, default=None)  # it was not theirs
    dropped_why: Mapped[str] = mapped_column(default="")
    person: Mapped[Person | None] = relationship(init=False, foreign_keys=[person_id])


class Handover(Base, kw_only=True):
    """A thing went back to its owner: who gave it, who signed, and how; append-only, one for each thing."""

    __tablename__ = "found_handovers"
    __table_args__ = (UniqueConstraint("item_id"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    item_id: Mapped[int] = mapped_column(ForeignKey("found_items.id"))
    claim_id: Mapped[int] = mapped_column(ForeignKey("found_claims.id"))
    by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    signed: Mapped[Signed]
    signed_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime] = mapped_column(UtcTime)
    by: Mapped[Person] = relationship(init=False, foreign_keys=[by_id])


class Pairing(Base, kw_only=True):
    """A person has compared a thing with a loss: the same, so that the owner was told, or not the same."""

    __tablename__ = "found_pairings"

    item_id: Mapped[int] = mapped_column(ForeignKey("found_items.id"), primary_key=True)
    loss_id: Mapped[int] = mapped_column(ForeignKey("losses.id"), primary_key=True)
    same: Mapped[bool]
    by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime] = mapped_column(UtcTime)
