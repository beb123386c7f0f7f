"""The record of standard replies: one row for each version, whose words never change (R120)."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, UtcTime
from models.estate import Both
from models.people import Staff
from models.phrases.lifecycle import State


class StandardReply(Base, kw_only=True):
    """A version of a standard reply, in both languages; those that came with the office were drafted by nobody."""

    __tablename__ = "standard_replies"
    __table_args__ = (UniqueConstraint("project_id", "code", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"))
    code: Mapped[str]
    version: Mapped[int] = mapped_column(default=1)
    title_zh: Mapped[str]
    title_en: Mapped[str]
    words_zh: Mapped[str]
    words_en: Mapped[str]
    state: Mapped[State] = mapped_column(default=State.DRAFT)
    drafted_at: Mapped[datetime] = mapped_column(UtcTime)
    drafted_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.person_id"), default=None)
    decided_at: Mapped[datetime | None] = mapped_column(UtcTime, default=None)
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.person_id"), default=None)
    drafted_by: Mapped[Staff | None] = relationship(init=False, foreign_keys=[drafted_by_id])
    decided_by: Mapped[Staff | None] = relationship(init=False, foreign_keys=[decided_by_id])

    @property
    def subject(self) -> str:
        """The version's own name in events, notices and cards."""
        return f"phrase:{self.id}"

    @property
    def title(self) -> Both:
        """What stands on its button."""
        return Both(self.title_zh, self.title_en)

    @property
    def words(self) -> Both:
        """What the owner reads."""
        return Both(self.words_zh, self.words_en)
