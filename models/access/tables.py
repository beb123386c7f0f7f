"""The records of getting in: one-time codes, wrong tries, and requests of people without a code (R205)."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, UtcTime
from models.people import Person, Side


class Invitation(Base, kw_only=True):
    """A code that binds one Telegram account to one person, once; only its hash is kept."""

    __tablename__ = "invitations"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    side: Mapped[Side]
    code_hash: Mapped[str] = mapped_column(unique=True)
    expires_at: Mapped[datetime] = mapped_column(UtcTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcTime, default=None)


class CodeTry(Base, kw_only=True):
    """A wrong code that an account has sent; after a few the account has to rest."""

    __tablename__ = "code_tries"
    __table_args__ = (Index("ix_code_tries_account", "project_id", "side", "telegram_id", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"))
    side: Mapped[Side]
    telegram_id: Mapped[int] = mapped_column(BigInteger)
    at: Mapped[datetime] = mapped_column(UtcTime)


class Answer(StrEnum):
    """What the office made of a request; there is no bare refusal (R180)."""

    APPROVED = "approved"
    EXPLAINED = "explained"


class AccessRequest(Base, kw_only=True):
    """Somebody without a code asks to be let in; `person` is a guest until the desk knows who it is."""

    __tablename__ = "access_requests"
    __table_args__ = (
        Index("ix_access_requests_account", "project_id", "telegram_id", "asked_at"),
        Index("ix_access_requests_open", "project_id", "done_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"))
    telegram_id: Mapped[int] = mapped_column(BigInteger)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    unit_number: Mapped[str]  # as it was written; it may not exist
    name: Mapped[str]
    honorific: Mapped[str]
    phone: Mapped[str]
    role: Mapped[str]
    asked_at: Mapped[datetime] = mapped_column(UtcTime)
    done_at: Mapped[datetime | None] = mapped_column(UtcTime, default=None)
    answer: Mapped[Answer | None] = mapped_column(default=None)
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), default=None)
    words: Mapped[str] = mapped_column(default="")  # what the applicant was told
    person: Mapped[Person] = relationship(init=False, foreign_keys=[person_id])
    answered_by: Mapped[Person | None] = relationship(init=False, foreign_keys=[answered_by_id])

    @property
    def subject(self) -> str:
        """The request's name in events, notices and cards."""
        return f"access:{self.id}"
