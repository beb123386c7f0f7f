"""Imports of the register from a workbook."""

import sqlalchemy as sa
from alembic import op

from models.base import UtcTime

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "import_runs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("media_id", sa.Integer(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "checking",
                "checked",
                "unreadable",
                "applying",
                "done",
                "cancelled",
                "expired",
                name="importstate",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("found", sa.JSON(), nullable=False),
        sa.Column("done", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_import_runs_by_id")),
        sa.ForeignKeyConstraint(["media_id"], ["media.id"], name=op.f("fk_import_runs_media_id")),
        sa.ForeignKeyConstraint(["project_id"], ["projects.id"], name=op.f("fk_import_runs_project_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_runs")),
    )
    op.create_index("ix_import_runs_by", "import_runs", ["by_id", "state"])
    op.create_table(
        "import_pieces",
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("steps", sa.JSON(), nullable=False),
        sa.Column("done_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(["run_id"], ["import_runs.id"], name=op.f("fk_import_pieces_run_id")),
        sa.PrimaryKeyConstraint("run_id", "number", name=op.f("pk_import_pieces")),
    )


def downgrade() -> None:
    op.drop_table("import_pieces")
    op.drop_table("import_runs")
