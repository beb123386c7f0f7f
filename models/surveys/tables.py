"""The records of the survey: its rounds, what was done with each, the forms that were issued, and what came back (R151)."""

from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.base import Base, UtcTime, append_only
from models.complaints.tables import Complaint
from models.estate import Unit
from models.people import Person, Staff
from models.surveys.areas import Area
from models.surveys.lifecycle import State


class SurveyRound(Base, kw_only=True):
    """One round, named by its month such as "2025-11"; `cursor` is the last form whose people were told.

    `days` is how long it lasts, `last_day` the last one on which an answer counts as in time.
    """

    __tablename__ = "survey_rounds"
    __table_args__ = (UniqueConstraint("project_id", "period"), Index("ix_survey_rounds_state", "project_id", "state"))

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"))
    period: Mapped[str]
    days: Mapped[int]
    planned_on: Mapped[date]
    prepared_at: Mapped[datetime] = mapped_column(UtcTime)
    state: Mapped[State] = mapped_column(default=State.DRAFT)
    version: Mapped[int] = mapped_column(default=1)
    cursor: Mapped[int] = mapped_column(default=0)
    opened_at: Mapped[datetime | None] = mapped_column(UtcTime, default=None)
    last_day: Mapped[date | None] = mapped_column(default=None)
    closed_at: Mapped[datetime | None] = mapped_column(UtcTime, default=None)

    @property
    def subject(self) -> str:
        """The round's own name in events, notices and cards."""
        return f"survey:{self.id}"


class SurveyStep(Base, kw_only=True):
    """What was done with a round, by whom and why; append-only. By nobody: the clock."""

    __tablename__ = "survey_steps"
    __table_args__ = (Index("ix_survey_steps_round", "round_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    round_id: Mapped[int] = mapped_column(ForeignKey("survey_rounds.id"))
    move: Mapped[str]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.person_id"))
    at: Mapped[datetime] = mapped_column(UtcTime)
    words: Mapped[str] = mapped_column(default="")
    by: Mapped[Staff | None] = relationship(init=False)


class SurveyForm(Base, kw_only=True):
    """A form that was issued: one per unit and contact role; without a role for a unit of which nobody is in the register.

    `by_bot` says whether somebody was on the bot when it was issued; else it went out on paper.
    """

    __tablename__ = "survey_forms"
    __table_args__ = (
        UniqueConstraint("round_id", "unit_id", "role"),
        Index("ix_survey_forms_unit", "unit_id", "role"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    project_id: Mapped[int] = mapped_column(ForeignKey("projects.id"))
    round_id: Mapped[int] = mapped_column(ForeignKey("survey_rounds.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    role: Mapped[str]
    by_bot: Mapped[bool]
    round: Mapped[SurveyRound] = relationship(init=False)
    unit: Mapped[Unit] = relationship(init=False)

    @property
    def subject(self) -> str:
        """The form's own name in events, notices and cards."""
        return f"survey_form:{self.id}"


class SurveyAnswer(Base, kw_only=True):
    """What came back on a form: grades from 1 to 5 by area, perhaps a comment; the account is the signature.

    On paper `signed_by` says who signed, `returned_on` when it came back, and `no_photo` why no picture of it is here. `late` ones
    came back after the last day. A comment is a complaint or a suggestion; of somebody unknown it is answered by `reply`.
    """

    __tablename__ = "survey_answers"

    form_id: Mapped[int] = mapped_column(ForeignKey("survey_forms.id"), primary_key=True)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    grades: Mapped[dict[Area, int]] = mapped_column(JSON)
    answered_at: Mapped[datetime] = mapped_column(UtcTime)
    comment: Mapped[str] = mapped_column(default="")
    on_paper: Mapped[bool] = mapped_column(default=False)
    signed_by: Mapped[str] = mapped_column(default="")
    returned_on: Mapped[date | None] = mapped_column(default=None)
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.person_id"), default=None)
    no_photo: Mapped[str] = mapped_column(default="")
    late: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(default=1)
    complaint_id: Mapped[int | None] = mapped_column(ForeignKey("complaints.id"), default=None)
    reply: Mapped[str] = mapped_column(default="")
    replied_by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.person_id"), default=None)
    replied_at: Mapped[datetime | None] = mapped_column(UtcTime, default=None)
    form: Mapped[SurveyForm] = relationship(init=False)
    by: Mapped[Person | None] = relationship(init=False)
    entered_by: Mapped[Staff | None] = relationship(init=False, foreign_keys=[entered_by_id])
    replied_by: Mapped[Staff | None] = relationship(init=False, foreign_keys=[replied_by_id])
    complaint: Mapped[Complaint | None] = relationship(init=False)

    @property
    def signature(self) -> str:
        """Who answered: the name on the paper, or the account's."""
        return self.signed_by or (self.by.called.zh if self.by else "")


append_only(SurveyStep)
