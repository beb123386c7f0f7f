"""The records of groups: which chat it is, what it is for, and what was taken up from it (R095, R204)."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, UtcTime
from models.estate import Department
from models.people import Person, Side


class GroupUse(StrEnum):
    """What a group is for."""

    DEPARTMENT = "department"  # dispatch cards: number and floor only
    OWNERS = "owners"  # messages that may become tickets, once their author says so


class ChatGroup(Base, kw_only=True):
    """A group that one of the bots was put into; without `use` nobody has said yet what it is for."""

    __tablename__ = "chat_groups"
    __table_args__ = (UniqueConstraint("side", "chat_id"), Index("ix_chat_groups_department", "department_id"))

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"))
    side: Mapped[Side]
    chat_id: Mapped[int] = mapped_column(BigInteger)
    title: Mapped[str]
    use: Mapped[GroupUse | None] = mapped_column(default=None)
    department_id: Mapped[int | None] = mapped_column(ForeignKey("departments.id"), default=None)
    bound_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), default=None)
    bound_at: Mapped[datetime | None] = mapped_column(UtcTime, default=None)
    left_at: Mapped[datetime | None] = mapped_column(UtcTime, default=None)
    department: Mapped[Department | None] = relationship(init=False)

    @property
    def subject(self) -> str:
        """The group's name in events."""
        return f"group:{self.id}"


class Mention(Base, kw_only=True):
    """Words from a group that somebody would like to see as a ticket; they become one only when their author says so (R095)."""

    __tablename__ = "mentions"
    __table_args__ = (UniqueConstraint("group_id", "message_id"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"))
    group_id: Mapped[int] = mapped_column(ForeignKey("chat_groups.id"))
    message_id: Mapped[int] = mapped_column(BigInteger)
    author_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    words: Mapped[str]
    at: Mapped[datetime] = mapped_column(UtcTime)
    author: Mapped[Person] = relationship(init=False, foreign_keys=[author_id])

    @property
    def subject(self) -> str:
        """The mention's own name in events, notices and cards."""
        return f"mention:{self.id}"
