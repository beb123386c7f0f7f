"""What the machine keeps: updates, conversations, drafts, cards, leases and runs of duties."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, UtcTime
from models.people import Side


class BotAccount(Base, kw_only=True):
    """One bot of one office; the number is Telegram's."""

    __tablename__ = "bot_accounts"

    id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"))
    side: Mapped[Side]
    username: Mapped[str]
    currency: Mapped[str] = mapped_column(default="")  # in which it can be paid here; empty without a payment provider


class Charge(Base, kw_only=True):
    """Money that Telegram says was taken from somebody: each charge is handed to the office once, and never forgotten."""

    __tablename__ = "charges"

    telegram_charge_id: Mapped[str] = mapped_column(primary_key=True)
    provider_charge_id: Mapped[str]
    bot_id: Mapped[int] = mapped_column(ForeignKey("bot_accounts.id"))
    payer: Mapped[int] = mapped_column(BigInteger)  # the Telegram id
    payload: Mapped[str]
    currency: Mapped[str]
    amount_fen: Mapped[int] = mapped_column(BigInteger)
    at: Mapped[datetime] = mapped_column(UtcTime)


class InboxState(StrEnum):
    """How far an update has come."""

    STORED = "stored"
    COMMITTED = "committed"  # done, but perhaps not shown
    SHOWN = "shown"
    DEAD = "dead"


class Inbox(Base, kw_only=True):
    """An update from Telegram, kept before it is confirmed, and what it is to show."""

    __tablename__ = "inbox"
    __table_args__ = (Index("ix_inbox_state", "state", "claimed_until"),)

    bot_id: Mapped[int] = mapped_column(ForeignKey("bot_accounts.id"), primary_key=True)
    update_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    chat_id: Mapped[int] = mapped_column(BigInteger)
    payload: Mapped[dict[str, Any]] = mapped_column(JSON)
    received_at: Mapped[datetime] = mapped_column(UtcTime)
    claimed_until: Mapped[datetime] = mapped_column(UtcTime)
    state: Mapped[InboxState] = mapped_column(default=InboxState.STORED)
    attempts: Mapped[int] = mapped_column(default=0)
    effects: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default_factory=list)
    error: Mapped[str] = mapped_column(default="")


class Conversation(Base, kw_only=True):
    """One person's dialogue with one bot: the open form, and how many moves have been made."""

    __tablename__ = "conversations"
    __table_args__ = (UniqueConstraint("bot_id", "chat_id"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    bot_id: Mapped[int] = mapped_column(ForeignKey("bot_accounts.id"))
    chat_id: Mapped[int] = mapped_column(BigInteger)
    language: Mapped[str]
    moves: Mapped[int] = mapped_column(default=0)
    form: Mapped[str | None] = mapped_column(default=None)
    live_message: Mapped[int | None] = mapped_column(BigInteger, default=None)
    active_at: Mapped[datetime | None] = mapped_column(UtcTime, default=None)
    album: Mapped[str] = mapped_column(default="")  # the album that came last, and how many of its pieces were handled
    pieces: Mapped[int] = mapped_column(default=0)
    burst_at: Mapped[datetime | None] = mapped_column(UtcTime, default=None)  # how many messages came since (R220)
    burst: Mapped[int] = mapped_column(default=0)


class Gathered(Base, kw_only=True):
    """A message of somebody who has written very much in a short time, until all are handed over together (R220)."""

    __tablename__ = "gathered"
    __table_args__ = (Index("ix_gathered_conversation", "conversation_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversations.id"))
    words: Mapped[str]
    media_id: Mapped[int | None] = mapped_column(ForeignKey("media.id"), default=None)
    at: Mapped[datetime] = mapped_column(UtcTime)


class Draft(Base, kw_only=True):
    """The answers given so far in one form; they survive restarts, releases and weeks."""

    __tablename__ = "drafts"

    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversations.id"), primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    answers: Mapped[dict[str, Any]] = mapped_column(JSON, default_factory=dict)
    messages: Mapped[dict[str, int]] = mapped_column(JSON, default_factory=dict)
    changing: Mapped[str | None] = mapped_column(default=None)
    notes: Mapped[dict[str, str]] = mapped_column(JSON, default_factory=dict)  # what is known of the answers
    updated_at: Mapped[datetime] = mapped_column(UtcTime)


class Card(Base, kw_only=True):
    """Which message in which chat shows a subject now, and what it looked like when it was drawn."""

    __tablename__ = "cards"
    __table_args__ = (Index("ix_cards_subject", "subject"), Index("ix_cards_stale", "bot_id", "stale"))

    bot_id: Mapped[int] = mapped_column(ForeignKey("bot_accounts.id"), primary_key=True)
    chat_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    subject: Mapped[str] = mapped_column(primary_key=True)
    message_id: Mapped[int] = mapped_column(BigInteger)
    drawn: Mapped[str]
    short: Mapped[str] = mapped_column(default="")  # what its message shrinks to when another one replaces it
    stale: Mapped[bool] = mapped_column(default=False)
    heading: Mapped[str] = mapped_column(default="")  # what the notice said that posted it, until the reader acts
    state: Mapped[str] = mapped_column(default="")  # how far the matter was then


class Lease(Base, kw_only=True):
    """A right that one process has for a while, such as polling or sending; the token fences out a late one."""

    __tablename__ = "leases"

    name: Mapped[str] = mapped_column(primary_key=True)
    holder: Mapped[str]
    token: Mapped[int]
    until: Mapped[datetime] = mapped_column(UtcTime)


class RunState(StrEnum):
    """How far a run of a duty has come."""

    RUNNING = "running"
    DONE = "done"
    DROPPED = "dropped"
    FAILED = "failed"


class DutyRun(Base, kw_only=True):
    """One slot of one duty, and what was done in it, or why nothing was (J01-J35)."""

    __tablename__ = "duty_runs"
    __table_args__ = (Index("ix_duty_runs_slot", "slot"),)

    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"), primary_key=True)
    duty: Mapped[str] = mapped_column(primary_key=True)
    slot: Mapped[datetime] = mapped_column(UtcTime, primary_key=True)
    state: Mapped[RunState]
    lease_until: Mapped[datetime] = mapped_column(UtcTime)
    cursor: Mapped[int] = mapped_column(default=0)
    attempts: Mapped[int] = mapped_column(default=0)
    facts: Mapped[dict[str, Any]] = mapped_column(JSON, default_factory=dict)


class DocumentState(StrEnum):
    """How far a document has come."""

    ASKED = "asked"
    READY = "ready"
    FAILED = "failed"


class Document(Base, kw_only=True):
    """A document that somebody asked for; made by the worker process, delivered by the outbox."""

    __tablename__ = "papers"
    __table_args__ = (Index("ix_papers_state", "state", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    kind: Mapped[str]
    asked_at: Mapped[datetime] = mapped_column(UtcTime)
    facts: Mapped[dict[str, Any]] = mapped_column(JSON, default_factory=dict)
    state: Mapped[DocumentState] = mapped_column(default=DocumentState.ASKED)
    claimed_until: Mapped[datetime | None] = mapped_column(UtcTime, default=None)
    name: Mapped[str] = mapped_column(default="")
    content: Mapped[bytes | None] = mapped_column(LargeBinary, default=None, deferred=True)
    side: Mapped[Side] = mapped_column(default=Side.STAFF)  # the bot on which it was asked for
    secret: Mapped[bool] = mapped_column(default=False)  # holds codes: forgotten as soon as it has been delivered

    @property
    def subject(self) -> str:
        """Its name among notices."""
        return f"document:{self.id}"
