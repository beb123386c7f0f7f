"""The records of announcements, of what was done with each, and of who was told and has read (R149)."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.announcements.content import Content, Kind, Scope, Supply, Whom
from models.announcements.lifecycle import State
from models.base import Base, UtcTime
from models.people import Person, Staff


class Announcement(Base, kw_only=True):
    """One announcement; `cursor` is the last person who was told, `corrects_id` the one whose place it takes."""

    __tablename__ = "announcements"
    __table_args__ = (Index("ix_announcements_state", "project_id", "state", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"))
    drafter_id: Mapped[int] = mapped_column(ForeignKey("staff.person_id"))
    drafted_at: Mapped[datetime] = mapped_column(UtcTime)
    kind: Mapped[Kind]
    title: Mapped[str]
    words: Mapped[str]
    supply: Mapped[Supply | None]
    reason: Mapped[str]
    starts_at: Mapped[datetime | None] = mapped_column(UtcTime)
    ends_at: Mapped[datetime | None] = mapped_column(UtcTime)
    scope: Mapped[Scope]
    places: Mapped[list[str]] = mapped_column(JSON)
    whom: Mapped[Whom]
    important: Mapped[bool]
    send_at: Mapped[datetime | None] = mapped_column(UtcTime)
    hurry: Mapped[str]
    corrects_id: Mapped[int | None] = mapped_column(ForeignKey("announcements.id"), default=None)
    state: Mapped[State] = mapped_column(default=State.DRAFT)
    version: Mapped[int] = mapped_column(default=1)
    cursor: Mapped[int] = mapped_column(default=0)
    approver_id: Mapped[int | None] = mapped_column(ForeignKey("staff.person_id"), default=None)
    approved_at: Mapped[datetime | None] = mapped_column(UtcTime, default=None)
    sent_at: Mapped[datetime | None] = mapped_column(UtcTime, default=None)
    ended_at: Mapped[datetime | None] = mapped_column(UtcTime, default=None)
    drafter: Mapped[Staff] = relationship(init=False, foreign_keys=[drafter_id])
    approver: Mapped[Staff | None] = relationship(init=False, foreign_keys=[approver_id], viewonly=True)

    @property
    def subject(self) -> str:
        """The announcement's own name in events, notices and cards."""
        return f"announcement:{self.id}"

    @property
    def content(self) -> Content:
        """What it says, and to whom."""
        return Content(
            kind=self.kind,
            title=self.title,
            words=self.words,
            supply=self.supply,
            reason=self.reason,
            starts_at=self.starts_at,
            ends_at=self.ends_at,
            scope=self.scope,
            places=tuple(self.places),
            whom=self.whom,
            important=self.important,
            send_at=self.send_at,
            hurry=self.hurry,
        )


class AnnouncementStep(Base, kw_only=True):
    """What was done with an announcement, by whom and in which words; append-only. By nobody: the clock."""

    __tablename__ = "announcement_steps"
    __table_args__ = (Index("ix_announcement_steps_announcement", "announcement_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    announcement_id: Mapped[int] = mapped_column(ForeignKey("announcements.id"))
    move: Mapped[str]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.person_id"))
    at: Mapped[datetime] = mapped_column(UtcTime)
    words: Mapped[str] = mapped_column(default="")
    by: Mapped[Staff | None] = relationship(init=False)


class AnnouncementReader(Base, kw_only=True):
    """Somebody who was told, when they read it, and who told them by telephone instead, or when a paper was posted for them."""

    __tablename__ = "announcement_readers"
    __table_args__ = (Index("ix_announcement_readers_person", "person_id", "read_at"),)

    announcement_id: Mapped[int] = mapped_column(ForeignKey("announcements.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    told_at: Mapped[datetime] = mapped_column(UtcTime)
    read_at: Mapped[datetime | None] = mapped_column(UtcTime, default=None)
    phoned_at: Mapped[datetime | None] = mapped_column(UtcTime, default=None)
    phoned_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.person_id"), default=None)
    posted_at: Mapped[datetime | None] = mapped_column(UtcTime, default=None)
    person: Mapped[Person] = relationship(init=False)

    @property
    def has_heard(self) -> bool:
        """Whether it was read, or told in another way."""
        return bool(self.read_at or self.phoned_at or self.posted_at)
