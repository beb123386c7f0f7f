"""Weekly and monthly reports, plans, and the quality sample."""

import sqlalchemy as sa
from alembic import op

from models.base import UtcTime

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None

KIND = sa.Enum("week", "month", name="periodkind", native_enum=False, length=32)


def upgrade() -> None:
    op.create_table(
        "reports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("kind", KIND, nullable=False),
        sa.Column("code", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum("draft", "submitted", "replaced", name="state", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("made_at", UtcTime(), nullable=False),
        sa.Column("sections", sa.JSON(), nullable=True),
        sa.Column("counted_at", UtcTime(), nullable=True),
        sa.Column("pictures", sa.JSON(), nullable=False),
        sa.Column("problems", sa.String(), nullable=False),
        sa.Column("proposals", sa.String(), nullable=False),
        sa.Column("next_plan", sa.String(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("written_by_id", sa.Integer(), nullable=True),
        sa.Column("submitted_by_id", sa.Integer(), nullable=True),
        sa.Column("submitted_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(["project_id"], ["projects.id"], name=op.f("fk_reports_project_id")),
        sa.ForeignKeyConstraint(["submitted_by_id"], ["staff.person_id"], name=op.f("fk_reports_submitted_by_id")),
        sa.ForeignKeyConstraint(["written_by_id"], ["staff.person_id"], name=op.f("fk_reports_written_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reports")),
        sa.UniqueConstraint(
            "project_id", "kind", "code", "number", name=op.f("uq_reports_project_id_kind_code_number")
        ),
    )
    with op.batch_alter_table("reports", schema=None) as batch_op:
        batch_op.create_index("ix_reports_state", ["project_id", "state"], unique=False)

    op.create_table(
        "plan_items",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("kind", KIND, nullable=False),
        sa.Column("code", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("done_at", UtcTime(), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["staff.person_id"], name=op.f("fk_plan_items_by_id")),
        sa.ForeignKeyConstraint(["project_id"], ["projects.id"], name=op.f("fk_plan_items_project_id")),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name=op.f("fk_plan_items_ticket_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_items")),
        sa.UniqueConstraint(
            "project_id", "kind", "code", "number", name=op.f("uq_plan_items_project_id_kind_code_number")
        ),
    )
    with op.batch_alter_table("plan_items", schema=None) as batch_op:
        batch_op.create_index("ix_plan_items_open", ["project_id", "kind", "code", "done_at"], unique=False)

    op.create_table(
        "quality_samples",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.Integer(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=False),
        sa.Column("drawn_at", UtcTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("verdict", sa.Enum("good", "improve", name="verdict", native_enum=False, length=32), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("judged_at", UtcTime(), nullable=True),
        sa.Column("judged_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["judged_by_id"], ["staff.person_id"], name=op.f("fk_quality_samples_judged_by_id")),
        sa.ForeignKeyConstraint(["project_id"], ["projects.id"], name=op.f("fk_quality_samples_project_id")),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name=op.f("fk_quality_samples_ticket_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quality_samples")),
        sa.UniqueConstraint("ticket_id", "code", name=op.f("uq_quality_samples_ticket_id_code")),
    )
    with op.batch_alter_table("quality_samples", schema=None) as batch_op:
        batch_op.create_index(op.f("ix_quality_samples_project_id"), ["project_id"], unique=False)


def downgrade() -> None:
    op.drop_table("quality_samples")
    op.drop_table("plan_items")
    op.drop_table("reports")
