"""The records of live conversations, and of every line of them (R045)."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, UtcTime
from models.people import Person, Side, Staff
from models.talks.lifecycle import State


class Talk(Base, kw_only=True):
    """One conversation of one owner, perhaps about a subject such as "ticket:7".

    `rung_at` is when the desk was rung last, `rings` how often in vain; `unanswered_since` is the owner's first line that nobody
    has answered, `reminders` how often the colleague was reminded of it; `resolved` is what the owner said at the end.
    """

    __tablename__ = "talks"
    __table_args__ = (
        Index("ix_talks_person", "person_id", "state"),
        Index("ix_talks_holder", "holder_id", "state"),
        Index("ix_talks_state", "project_id", "state", "opened_at"),
        Index("ix_talks_about", "about"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    about: Mapped[str] = mapped_column(default="")
    state: Mapped[State] = mapped_column(default=State.WAITING)
    holder_id: Mapped[int | None] = mapped_column(ForeignKey("staff.person_id"), default=None)
    opened_at: Mapped[datetime] = mapped_column(UtcTime)
    rung_at: Mapped[datetime] = mapped_column(UtcTime)
    rings: Mapped[int] = mapped_column(default=0)
    taken_at: Mapped[datetime | None] = mapped_column(UtcTime, default=None)
    answered_at: Mapped[datetime | None] = mapped_column(UtcTime, default=None)  # the first answer by a person (X14)
    unanswered_since: Mapped[datetime | None] = mapped_column(UtcTime, default=None)
    reminders: Mapped[int] = mapped_column(default=0)
    last_at: Mapped[datetime] = mapped_column(UtcTime)
    heated_at: Mapped[datetime | None] = mapped_column(UtcTime, default=None)  # the owner is upset since (R041, R083)
    ended_at: Mapped[datetime | None] = mapped_column(UtcTime, default=None)
    resolved: Mapped[bool | None] = mapped_column(default=None)
    version: Mapped[int] = mapped_column(default=1)
    person: Mapped[Person] = relationship(init=False)
    holder: Mapped[Staff | None] = relationship(init=False, foreign_keys=[holder_id])

    @property
    def subject(self) -> str:
        """The conversation's own name in events, notices and cards."""
        return f"talk:{self.id}"

    @property
    def ticket_id(self) -> int | None:
        """The ticket that it is about, if any."""
        kind, _, number = self.about.partition(":")
        return int(number) if kind == "ticket" else None


class LineKind(StrEnum):
    """What a line is."""

    SAID = "said"
    PASSED = "passed"  # why a colleague has passed it on (R188)


class TalkLine(Base, kw_only=True):
    """What somebody wrote, on which side, with which standard reply (its code, or empty); append-only.

    Pictures and files are attached to the line's own subject.
    """

    __tablename__ = "talk_lines"
    __table_args__ = (Index("ix_talk_lines_talk", "talk_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    talk_id: Mapped[int] = mapped_column(ForeignKey("talks.id"))
    by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    side: Mapped[Side]
    kind: Mapped[LineKind] = mapped_column(default=LineKind.SAID)
    words: Mapped[str] = mapped_column(default="")
    standard: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime] = mapped_column(UtcTime)
    by: Mapped[Person] = relationship(init=False)

    @property
    def subject(self) -> str:
        """The name under which what came with it is kept."""
        return f"talk_line:{self.id}"
