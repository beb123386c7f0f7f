"""The records of complaints: the matter itself, every step of it, and what is done so that it does not happen again."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, UtcTime
from models.complaints.lifecycle import Grade, Kind, State
from models.estate import Department, Project, Unit
from models.people import Person, Staff
from models.tickets.tables import Channel, Ticket


class Complaint(Base, kw_only=True):
    """What one owner has told the office about itself (R080, R081).

    `about_staff_id` and `about_department_id` say whom it concerns: they and their team never see it (R082). `level` is how high
    it is led: 0 customer service, 1 the supervisor, 2 the manager. `leading_id` is the complaint with which it is one matter.
    """

    __tablename__ = "complaints"
    __table_args__ = (
        UniqueConstraint("project_id", "number"),
        Index("ix_complaints_reporter", "reporter_id", "id"),
        Index("ix_complaints_state", "project_id", "state"),
        Index("ix_complaints_matter", "project_id", "matter", "unit_id"),
        Index("ix_complaints_leading", "leading_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"))
    number: Mapped[str] = mapped_column(default="", init=False)
    kind: Mapped[Kind]
    matter: Mapped[str]
    words: Mapped[str]
    wish: Mapped[str] = mapped_column(default="")
    confidential: Mapped[bool] = mapped_column(default=False)
    channel: Mapped[Channel] = mapped_column(default=Channel.BOT)
    reporter_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"))
    ticket_id: Mapped[int | None] = mapped_column(ForeignKey("tickets.id"), default=None)  # the paid order it is about
    about_staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.person_id"), default=None)
    about_department_id: Mapped[int | None] = mapped_column(ForeignKey("departments.id"), default=None)
    whom: Mapped[str] = mapped_column(default="")  # whom it is about, in the owner's words
    first_receiver_id: Mapped[int | None] = mapped_column(ForeignKey("staff.person_id"), default=None)
    received_at: Mapped[datetime] = mapped_column(UtcTime)
    due_at: Mapped[datetime] = mapped_column(UtcTime)  # the answer that was promised
    state: Mapped[State] = mapped_column(default=State.RECORDED)
    version: Mapped[int] = mapped_column(default=1, init=False)
    level: Mapped[int] = mapped_column(default=0)
    grade: Mapped[Grade | None] = mapped_column(default=None)
    grade_reason: Mapped[str] = mapped_column(default="")
    leader_id: Mapped[int | None] = mapped_column(ForeignKey("staff.person_id"), default=None)
    assistant_id: Mapped[int | None] = mapped_column(ForeignKey("staff.person_id"), default=None)
    leading_id: Mapped[int | None] = mapped_column(ForeignKey("complaints.id"), default=None)
    rounds: Mapped[int] = mapped_column(default=1)  # how often it was taken up
    appeals: Mapped[int] = mapped_column(default=0)
    solution: Mapped[str] = mapped_column(default="")
    result: Mapped[str] = mapped_column(default="")
    justified: Mapped[bool | None] = mapped_column(default=None)
    judged_because: Mapped[str] = mapped_column(default="")
    content: Mapped[bool | None] = mapped_column(default=None)  # what the owner says of the result
    told_at: Mapped[datetime | None] = mapped_column(UtcTime, default=None)  # the last word to the owner (R090)
    passed_at: Mapped[datetime | None] = mapped_column(UtcTime, default=None)  # when the branch company got it
    answered_at: Mapped[datetime | None] = mapped_column(UtcTime, default=None)
    ended_at: Mapped[datetime | None] = mapped_column(UtcTime, default=None)

    project: Mapped[Project] = relationship(init=False)
    reporter: Mapped[Person] = relationship(init=False)
    unit: Mapped[Unit | None] = relationship(init=False)
    ticket: Mapped[Ticket | None] = relationship(init=False)
    about_staff: Mapped[Staff | None] = relationship(init=False, foreign_keys=[about_staff_id])
    about_department: Mapped[Department | None] = relationship(init=False)
    leading: Mapped["Complaint | None"] = relationship(
        init=False, foreign_keys=[leading_id], remote_side="Complaint.id"
    )
    leader: Mapped[Staff | None] = relationship(init=False, foreign_keys=[leader_id])
    assistant: Mapped[Staff | None] = relationship(init=False, foreign_keys=[assistant_id])

    @property
    def subject(self) -> str:
        """Its own name in events, notices and cards."""
        return f"complaint:{self.id}"


class ComplaintStep(Base, kw_only=True):
    """What was done with a complaint, by whom and in which words; append-only. `to_owner` says that the owner has read them."""

    __tablename__ = "complaint_steps"
    __table_args__ = (Index("ix_complaint_steps_complaint", "complaint_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaints.id"))
    move: Mapped[str]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime] = mapped_column(UtcTime)
    words: Mapped[str] = mapped_column(default="")
    until: Mapped[datetime | None] = mapped_column(UtcTime, default=None)
    to_owner: Mapped[bool] = mapped_column(default=False)
    by: Mapped[Person | None] = relationship(init=False)


class Measure(Base, kw_only=True):
    """A corrective action after a justified complaint: cause, measure, person, date, and whether it has held (R094)."""

    __tablename__ = "complaint_measures"
    __table_args__ = (Index("ix_complaint_measures_complaint", "complaint_id"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaints.id"))
    cause: Mapped[str]
    words: Mapped[str]
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.person_id"))
    due_at: Mapped[datetime] = mapped_column(UtcTime)
    set_by_id: Mapped[int] = mapped_column(ForeignKey("staff.person_id"))
    set_at: Mapped[datetime] = mapped_column(UtcTime)
    verified_at: Mapped[datetime | None] = mapped_column(UtcTime, default=None)
    verified_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.person_id"), default=None)
    staff: Mapped[Staff] = relationship(init=False, foreign_keys=[staff_id])


class Suggestion(Base, kw_only=True):
    """What those in charge suggest after a month's complaints and enquiries (R039); append-only. `month` is 202509 for September."""

    __tablename__ = "complaint_suggestions"
    __table_args__ = (Index("ix_complaint_suggestions_month", "project_id", "month"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"))
    month: Mapped[int]
    by_id: Mapped[int] = mapped_column(ForeignKey("staff.person_id"))
    at: Mapped[datetime] = mapped_column(UtcTime)
    words: Mapped[str]
    by: Mapped[Staff] = relationship(init=False)
