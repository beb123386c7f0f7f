"""Who must hear what: notices wait here until the outbox has delivered them."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base, UtcTime, insert_once
from models.people import Side


class Pace(StrEnum):
    """How a notice may reach its reader."""

    REPLY = "reply"  # the receipt of what the reader has just done: at once
    PROMPT = "prompt"  # work or progress: paced, day and night
    ROUTINE = "routine"  # may wait: keeps quiet hours and the daily budget
    ERRAND = "errand"  # of fees and surveys: routine, and only in the office hours of working days
    EMERGENCY = "emergency"  # overtakes everything


MAY_WAIT = frozenset({Pace.ROUTINE, Pace.ERRAND})


class NoticeState(StrEnum):
    """How far a notice has come."""

    QUEUED = "queued"
    SENT = "sent"
    UNSURE = "unsure"  # timed out three times; it may have arrived, and somebody telephones
    UNREACHABLE = "unreachable"
    DROPPED = "dropped"  # nobody needs it any more: there is nothing to say, or its reader has left; nobody telephones
    DEAD = "dead"  # could not be sent; somebody telephones


class Notice(Base, kw_only=True):
    """One thing that one person must hear, or that stands in one group; its words are found when it is sent."""

    __tablename__ = "notices"
    __table_args__ = (
        UniqueConstraint("kind", "subject", "person_id", "occasion"),
        UniqueConstraint("kind", "subject", "group_id", "occasion"),
        CheckConstraint("(person_id IS NULL) <> (group_id IS NULL)", name="for_one"),
        Index("ix_notices_queue", "state", "side", "not_before"),
        Index("ix_notices_person", "person_id", "state", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    group_id: Mapped[int | None] = mapped_column(ForeignKey("chat_groups.id"), default=None)
    side: Mapped[Side]
    kind: Mapped[str]
    subject: Mapped[str]
    occasion: Mapped[str]
    pace: Mapped[Pace]
    created_at: Mapped[datetime] = mapped_column(UtcTime)
    not_before: Mapped[datetime] = mapped_column(UtcTime)
    facts: Mapped[dict[str, Any]] = mapped_column(JSON, default_factory=dict)
    state: Mapped[NoticeState] = mapped_column(default=NoticeState.QUEUED)
    attempts: Mapped[int] = mapped_column(default=0)
    sent_at: Mapped[datetime | None] = mapped_column(UtcTime, default=None)
    error: Mapped[str] = mapped_column(default="")


def tell(
    session: Session,
    *,
    project_id: int,
    person_id: int | None = None,
    group_id: int | None = None,
    side: Side,
    kind: str,
    subject: str,
    occasion: str,
    now: datetime,
    pace: Pace = Pace.PROMPT,
    facts: Mapping[str, Any] | None = None,
    not_before: datetime | None = None,
) -> bool:
    """Queue a notice once for its kind, subject, person (or group) and occasion; say whether it is new."""
    return insert_once(
        session,
        Notice,
        {
            "project_id": project_id,
            "person_id": person_id,
            "group_id": group_id,
            "side": side,
            "kind": kind,
            "subject": subject,
            "occasion": occasion,
            "pace": pace,
            "created_at": now,
            "not_before": not_before or now,
            "facts": dict(facts or {}),
            "state": NoticeState.QUEUED,
            "attempts": 0,
            "error": "",
        },
    )


def next_notice_at(session: Session, now: datetime) -> datetime | None:
    """When the next notice that is waiting for its hour may go."""
    waiting = select(func.min(Notice.not_before)).where(Notice.state == NoticeState.QUEUED, Notice.not_before > now)
    return session.scalar(waiting)
