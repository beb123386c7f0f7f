"""The records of enquiries, and of every step of them (R037)."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, UtcTime
from models.enquiries.lifecycle import State
from models.knowledge.tables import Edition
from models.people import Person, Staff


class Enquiry(Base, kw_only=True):
    """What somebody asked, in their words, and the edition of the knowledge base that was shown (R034, R037).

    `receiver` is the first of the office who got it, and never changes (R022); `keeper` who looks after it now.
    """

    __tablename__ = "enquiries"
    __table_args__ = (
        Index("ix_enquiries_person", "person_id", "id"),
        Index("ix_enquiries_state", "project_id", "state"),
        Index("ix_enquiries_ended", "project_id", "ended_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    number: Mapped[str] = mapped_column(default="")  # drawn last, see `next_number`
    words: Mapped[str] = mapped_column(default="")  # empty for who chose a question of the list
    state: Mapped[State]
    asked_at: Mapped[datetime] = mapped_column(UtcTime)
    edition_id: Mapped[int | None] = mapped_column(ForeignKey("knowledge_editions.id"), default=None)
    receiver_id: Mapped[int | None] = mapped_column(ForeignKey("staff.person_id"), default=None)
    keeper_id: Mapped[int | None] = mapped_column(ForeignKey("staff.person_id"), default=None)
    passed_at: Mapped[datetime | None] = mapped_column(UtcTime, default=None)  # when a person was asked for
    answered_at: Mapped[datetime | None] = mapped_column(UtcTime, default=None)  # the first answer, of whichever kind
    answer: Mapped[str] = mapped_column(default="")  # a person's last one
    ended_at: Mapped[datetime | None] = mapped_column(UtcTime, default=None)
    version: Mapped[int] = mapped_column(default=1)
    person: Mapped[Person] = relationship(init=False)
    edition: Mapped[Edition | None] = relationship(init=False)
    receiver: Mapped[Staff | None] = relationship(init=False, foreign_keys=[receiver_id])
    keeper: Mapped[Staff | None] = relationship(init=False, foreign_keys=[keeper_id])

    @property
    def subject(self) -> str:
        """The enquiry's own name in events, notices and cards."""
        return f"enquiry:{self.id}"


class EnquiryStep(Base, kw_only=True):
    """What was done with an enquiry, by whom and in which words; append-only. None is the office's clock."""

    __tablename__ = "enquiry_steps"
    __table_args__ = (Index("ix_enquiry_steps_enquiry", "enquiry_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    enquiry_id: Mapped[int] = mapped_column(ForeignKey("enquiries.id"))
    move: Mapped[str]
    state: Mapped[State]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime] = mapped_column(UtcTime)
    words: Mapped[str] = mapped_column(default="")
    by: Mapped[Person | None] = relationship(init=False)
