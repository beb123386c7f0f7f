"""The opinion survey: rounds, what was done with each, forms that were issued, and what came back."""

import sqlalchemy as sa
from alembic import op

from models.base import UtcTime

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "survey_rounds",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("period", sa.String(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("planned_on", sa.Date(), nullable=False),
        sa.Column("prepared_at", UtcTime(), nullable=False),
        sa.Column(
            "state",
            sa.Enum("draft", "open", "closed", "called_off", name="state", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("cursor", sa.Integer(), nullable=False),
        sa.Column("opened_at", UtcTime(), nullable=True),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.Column("closed_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(["project_id"], ["projects.id"], name=op.f("fk_survey_rounds_project_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_rounds")),
        sa.UniqueConstraint("project_id", "period", name=op.f("uq_survey_rounds_project_id_period")),
    )
    op.create_index("ix_survey_rounds_state", "survey_rounds", ["project_id", "state"])
    op.create_table(
        "survey_steps",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("move", sa.String(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["staff.person_id"], name=op.f("fk_survey_steps_by_id")),
        sa.ForeignKeyConstraint(["round_id"], ["survey_rounds.id"], name=op.f("fk_survey_steps_round_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_steps")),
    )
    op.create_index("ix_survey_steps_round", "survey_steps", ["round_id", "id"])
    op.create_table(
        "survey_forms",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("by_bot", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["project_id"], ["projects.id"], name=op.f("fk_survey_forms_project_id")),
        sa.ForeignKeyConstraint(["round_id"], ["survey_rounds.id"], name=op.f("fk_survey_forms_round_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_survey_forms_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_forms")),
        sa.UniqueConstraint("round_id", "unit_id", "role", name=op.f("uq_survey_forms_round_id_unit_id_role")),
    )
    op.create_index("ix_survey_forms_unit", "survey_forms", ["unit_id", "role"])
    op.create_table(
        "survey_answers",
        sa.Column("form_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("grades", sa.JSON(), nullable=False),
        sa.Column("answered_at", UtcTime(), nullable=False),
        sa.Column("comment", sa.String(), nullable=False),
        sa.Column("on_paper", sa.Boolean(), nullable=False),
        sa.Column("signed_by", sa.String(), nullable=False),
        sa.Column("returned_on", sa.Date(), nullable=True),
        sa.Column("entered_by_id", sa.Integer(), nullable=True),
        sa.Column("no_photo", sa.String(), nullable=False),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("complaint_id", sa.Integer(), nullable=True),
        sa.Column("reply", sa.String(), nullable=False),
        sa.Column("replied_by_id", sa.Integer(), nullable=True),
        sa.Column("replied_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_survey_answers_by_id")),
        sa.ForeignKeyConstraint(["complaint_id"], ["complaints.id"], name=op.f("fk_survey_answers_complaint_id")),
        sa.ForeignKeyConstraint(["entered_by_id"], ["staff.person_id"], name=op.f("fk_survey_answers_entered_by_id")),
        sa.ForeignKeyConstraint(["form_id"], ["survey_forms.id"], name=op.f("fk_survey_answers_form_id")),
        sa.ForeignKeyConstraint(["replied_by_id"], ["staff.person_id"], name=op.f("fk_survey_answers_replied_by_id")),
        sa.PrimaryKeyConstraint("form_id", name=op.f("pk_survey_answers")),
    )


def downgrade() -> None:
    for table in ("survey_answers", "survey_forms", "survey_steps", "survey_rounds"):
        op.drop_table(table)
