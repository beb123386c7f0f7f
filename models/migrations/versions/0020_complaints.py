"""Complaints with their steps and measures; a telephone task may be about one."""

import sqlalchemy as sa
from alembic import op

from models.base import UtcTime

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "complaints",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("complaint", "criticism", "suggestion", "praise", name="kind", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("matter", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("wish", sa.String(), nullable=False),
        sa.Column("confidential", sa.Boolean(), nullable=False),
        sa.Column(
            "channel",
            sa.Enum(
                "bot",
                "phone",
                "collected",
                "head_office",
                "walk_in",
                "committee",
                "oral",
                "written",
                name="channel",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("reporter_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("about_staff_id", sa.Integer(), nullable=True),
        sa.Column("about_department_id", sa.Integer(), nullable=True),
        sa.Column("first_receiver_id", sa.Integer(), nullable=True),
        sa.Column("received_at", UtcTime(), nullable=False),
        sa.Column("due_at", UtcTime(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "recorded",
                "handled",
                "proposed",
                "agreed",
                "answered",
                "closed",
                "withdrawn",
                "passed_on",
                name="state",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column(
            "grade", sa.Enum("minor", "important", "major", name="grade", native_enum=False, length=32), nullable=True
        ),
        sa.Column("grade_reason", sa.String(), nullable=False),
        sa.Column("leader_id", sa.Integer(), nullable=True),
        sa.Column("assistant_id", sa.Integer(), nullable=True),
        sa.Column("rounds", sa.Integer(), nullable=False),
        sa.Column("appeals", sa.Integer(), nullable=False),
        sa.Column("solution", sa.String(), nullable=False),
        sa.Column("result", sa.String(), nullable=False),
        sa.Column("justified", sa.Boolean(), nullable=True),
        sa.Column("judged_because", sa.String(), nullable=False),
        sa.Column("content", sa.Boolean(), nullable=True),
        sa.Column("told_at", UtcTime(), nullable=True),
        sa.Column("answered_at", UtcTime(), nullable=True),
        sa.Column("ended_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["about_department_id"], ["departments.id"], name=op.f("fk_complaints_about_department_id")
        ),
        sa.ForeignKeyConstraint(["about_staff_id"], ["staff.person_id"], name=op.f("fk_complaints_about_staff_id")),
        sa.ForeignKeyConstraint(["assistant_id"], ["staff.person_id"], name=op.f("fk_complaints_assistant_id")),
        sa.ForeignKeyConstraint(
            ["first_receiver_id"], ["staff.person_id"], name=op.f("fk_complaints_first_receiver_id")
        ),
        sa.ForeignKeyConstraint(["leader_id"], ["staff.person_id"], name=op.f("fk_complaints_leader_id")),
        sa.ForeignKeyConstraint(["project_id"], ["projects.id"], name=op.f("fk_complaints_project_id")),
        sa.ForeignKeyConstraint(["reporter_id"], ["people.id"], name=op.f("fk_complaints_reporter_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_complaints_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaints")),
        sa.UniqueConstraint("project_id", "number", name=op.f("uq_complaints_project_id_number")),
    )
    with op.batch_alter_table("complaints", schema=None) as batch_op:
        batch_op.create_index("ix_complaints_matter", ["project_id", "matter", "unit_id"], unique=False)
        batch_op.create_index("ix_complaints_reporter", ["reporter_id", "id"], unique=False)
        batch_op.create_index("ix_complaints_state", ["project_id", "state"], unique=False)

    op.create_table(
        "complaint_measures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("complaint_id", sa.Integer(), nullable=False),
        sa.Column("cause", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("due_at", UtcTime(), nullable=False),
        sa.Column("set_by_id", sa.Integer(), nullable=False),
        sa.Column("set_at", UtcTime(), nullable=False),
        sa.Column("verified_at", UtcTime(), nullable=True),
        sa.Column("verified_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["complaint_id"], ["complaints.id"], name=op.f("fk_complaint_measures_complaint_id")),
        sa.ForeignKeyConstraint(["set_by_id"], ["staff.person_id"], name=op.f("fk_complaint_measures_set_by_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.person_id"], name=op.f("fk_complaint_measures_staff_id")),
        sa.ForeignKeyConstraint(
            ["verified_by_id"], ["staff.person_id"], name=op.f("fk_complaint_measures_verified_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint_measures")),
    )
    with op.batch_alter_table("complaint_measures", schema=None) as batch_op:
        batch_op.create_index("ix_complaint_measures_complaint", ["complaint_id"], unique=False)

    op.create_table(
        "complaint_steps",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("complaint_id", sa.Integer(), nullable=False),
        sa.Column("move", sa.String(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("until", UtcTime(), nullable=True),
        sa.Column("to_owner", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_complaint_steps_by_id")),
        sa.ForeignKeyConstraint(["complaint_id"], ["complaints.id"], name=op.f("fk_complaint_steps_complaint_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint_steps")),
    )
    with op.batch_alter_table("complaint_steps", schema=None) as batch_op:
        batch_op.create_index("ix_complaint_steps_complaint", ["complaint_id", "id"], unique=False)

    with op.batch_alter_table("calls", schema=None) as batch_op:
        batch_op.add_column(sa.Column("complaint_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(batch_op.f("fk_calls_complaint_id"), "complaints", ["complaint_id"], ["id"])


def downgrade() -> None:
    with op.batch_alter_table("calls", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_calls_complaint_id"), type_="foreignkey")
        batch_op.drop_column("complaint_id")

    with op.batch_alter_table("complaint_steps", schema=None) as batch_op:
        batch_op.drop_index("ix_complaint_steps_complaint")

    op.drop_table("complaint_steps")
    with op.batch_alter_table("complaint_measures", schema=None) as batch_op:
        batch_op.drop_index("ix_complaint_measures_complaint")

    op.drop_table("complaint_measures")
    with op.batch_alter_table("complaints", schema=None) as batch_op:
        batch_op.drop_index("ix_complaints_state")
        batch_op.drop_index("ix_complaints_reporter")
        batch_op.drop_index("ix_complaints_matter")

    op.drop_table("complaints")
