"""The records of media: what was sent, its bytes, its number on each bot, and what it belongs to."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, UtcTime


class MediaKind(StrEnum):
    """What it is."""

    PHOTO = "photo"
    VOICE = "voice"
    DOCUMENT = "document"
    LOCATION = "location"
    CONTACT = "contact"


class MediaState(StrEnum):
    """How far it has come; a location or a contact is kept at once, it has no bytes."""

    ASKED = "asked"  # the bytes have still to be fetched from the bot that received it
    KEPT = "kept"
    UNUSABLE = "unusable"  # too large, or not what it says it is; `error` says which


class Media(Base, kw_only=True):
    """One thing that somebody sent; size in bytes, seconds of a voice note, place in millionths of a degree."""

    __tablename__ = "media"
    __table_args__ = (Index("ix_media_state", "state", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"))
    kind: Mapped[MediaKind]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime] = mapped_column(UtcTime)
    bot_id: Mapped[int] = mapped_column(BigInteger)  # on which bot it came in: the file id is good there only
    file_id: Mapped[str] = mapped_column(default="")
    name: Mapped[str] = mapped_column(default="")
    mime: Mapped[str] = mapped_column(default="")
    size: Mapped[int] = mapped_column(default=0)
    seconds: Mapped[int] = mapped_column(default=0)
    caption: Mapped[str] = mapped_column(default="")
    latitude: Mapped[int | None] = mapped_column(default=None)
    longitude: Mapped[int | None] = mapped_column(default=None)
    phone: Mapped[str] = mapped_column(default="")
    state: Mapped[MediaState] = mapped_column(default=MediaState.ASKED)
    claimed_until: Mapped[datetime | None] = mapped_column(UtcTime, default=None)
    attempts: Mapped[int] = mapped_column(default=0)
    error: Mapped[str] = mapped_column(default="")


class MediaBytes(Base, kw_only=True):
    """What was fetched, checked and made small; a table of its own, so that lists never load it."""

    __tablename__ = "media_bytes"

    media_id: Mapped[int] = mapped_column(ForeignKey("media.id"), primary_key=True)
    mime: Mapped[str]
    content: Mapped[bytes] = mapped_column(LargeBinary)


class MediaFile(Base, kw_only=True):
    """The file id under which a bot has sent it before, so that the bytes travel once per bot."""

    __tablename__ = "media_files"

    media_id: Mapped[int] = mapped_column(ForeignKey("media.id"), primary_key=True)
    bot_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    file_id: Mapped[str]


class AttachedTo(StrEnum):
    """To which part of a matter something belongs."""

    REPORT = "report"  # what the owner showed
    DETAIL = "detail"  # added later
    RESULT = "result"  # the work done (R026)
    CARD = "card"  # the reminder card on the door (R070)
    FILE = "file"  # a document of a unit's file (R104)
    SLIP = "slip"  # a signed paper: the slip with which a found thing went back (R206), a form of the survey (R151)
    CHART = "chart"  # drawn by the office itself for a report (R157)


class Attachment(Base, kw_only=True):
    """What was sent, and the subject (such as "ticket:17" or "unit:3") to which it belongs; append-only."""

    __tablename__ = "attachments"
    __table_args__ = (UniqueConstraint("subject", "media_id"), Index("ix_attachments_subject", "subject", "id"))

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"))
    subject: Mapped[str]
    media_id: Mapped[int] = mapped_column(ForeignKey("media.id"))
    part: Mapped[AttachedTo]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime] = mapped_column(UtcTime)
