"""The records of the knowledge base: entries, their editions, and every step of an edition (R119)."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import JSON, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, UtcTime
from models.estate import Both
from models.knowledge.lifecycle import State
from models.people import Person


class Topic(StrEnum):
    """The classes of questions, in the order in which owners see them (DOMAIN 4.10)."""

    REPAIR = "repair"
    PAID = "paid"
    FEES = "fees"
    AIRCON = "aircon"
    MOVING = "moving"
    FIT_OUT = "fit_out"
    MOVE_IN = "move_in"
    MOVE_OUT = "move_out"
    PARKING = "parking"
    COMPLAINT = "complaint"
    SAFETY = "safety"
    SERVICE = "service"


class Entry(Base, kw_only=True):
    """One question of the office's hundred, under its code; what it says stands in its editions."""

    __tablename__ = "knowledge_entries"
    __table_args__ = (UniqueConstraint("project_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"))
    code: Mapped[str]
    topic: Mapped[Topic]


class Edition(Base, kw_only=True):
    """One version (版本) of an entry in both languages; `number` counts the editions, `version` the moves of this one.

    `phrases` is what people may write who mean it, `source` the subject from which it was learnt, such as "ticket:7" (R226).
    """

    __tablename__ = "knowledge_editions"
    __table_args__ = (UniqueConstraint("entry_id", "number"), Index("ix_knowledge_editions_state", "state"))

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    entry_id: Mapped[int] = mapped_column(ForeignKey("knowledge_entries.id"))
    number: Mapped[int]
    question_zh: Mapped[str]
    question_en: Mapped[str] = mapped_column(default="")
    phrases: Mapped[list[str]] = mapped_column(JSON, default_factory=list)
    answer_zh: Mapped[str] = mapped_column(default="")
    answer_en: Mapped[str] = mapped_column(default="")
    source: Mapped[str] = mapped_column(default="")
    state: Mapped[State] = mapped_column(default=State.DRAFT)
    version: Mapped[int] = mapped_column(default=1)
    published_at: Mapped[datetime | None] = mapped_column(UtcTime, default=None)
    review_by: Mapped[date | None] = mapped_column(default=None)
    entry: Mapped[Entry] = relationship(init=False, lazy="joined", innerjoin=True)

    @property
    def subject(self) -> str:
        """The edition's own name in events, notices and cards."""
        return f"edition:{self.id}"

    @property
    def question(self) -> Both:
        """What is asked; in Chinese only, as long as nobody has put it into English."""
        return Both(self.question_zh, self.question_en or self.question_zh)

    @property
    def is_complete(self) -> bool:
        """Whether it has all that a published edition needs."""
        return all((self.question_zh, self.question_en, self.phrases, self.answer_zh, self.answer_en))


class EditionStep(Base, kw_only=True):
    """What was done with an edition, by whom and in which words; append-only. `state` is where it stood before."""

    __tablename__ = "knowledge_steps"
    __table_args__ = (Index("ix_knowledge_steps_edition", "edition_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    edition_id: Mapped[int] = mapped_column(ForeignKey("knowledge_editions.id"))
    move: Mapped[str]
    state: Mapped[State]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime] = mapped_column(UtcTime)
    words: Mapped[str] = mapped_column(default="")
    by: Mapped[Person | None] = relationship(init=False)
