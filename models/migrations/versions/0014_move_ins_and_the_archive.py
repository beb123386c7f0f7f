"""The archive of units, and move-ins."""

import sqlalchemy as sa
from alembic import op

from models.base import UtcTime

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "archive_papers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "contract",
                "licence",
                "handover",
                "undertaking",
                "inspection",
                "meters",
                "other",
                name="paperkind",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["staff.person_id"], name=op.f("fk_archive_papers_by_id")),
        sa.ForeignKeyConstraint(["project_id"], ["projects.id"], name=op.f("fk_archive_papers_project_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_archive_papers_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_archive_papers")),
    )
    op.create_index("ix_archive_papers_about", "archive_papers", ["about"])
    op.create_index("ix_archive_papers_unit", "archive_papers", ["unit_id", "id"])

    op.create_table(
        "move_ins",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("occupier", sa.String(), nullable=False),
        sa.Column("keeper_id", sa.Integer(), nullable=False),
        sa.Column("opened_at", UtcTime(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "register",
                "contract",
                "compute",
                "take",
                "confirm",
                "keys",
                "meters",
                "inspect",
                "done",
                "called_off",
                name="state",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("ended_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(["keeper_id"], ["staff.person_id"], name=op.f("fk_move_ins_keeper_id")),
        sa.ForeignKeyConstraint(["project_id"], ["projects.id"], name=op.f("fk_move_ins_project_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_move_ins_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_move_ins")),
    )
    op.create_index("ix_move_ins_state", "move_ins", ["project_id", "state"])
    op.create_index("ix_move_ins_unit", "move_ins", ["unit_id", "id"])

    op.create_table(
        "archive_versions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("paper_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("move", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["staff.person_id"], name=op.f("fk_archive_versions_by_id")),
        sa.ForeignKeyConstraint(["paper_id"], ["archive_papers.id"], name=op.f("fk_archive_versions_paper_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_archive_versions")),
    )
    op.create_index("ix_archive_versions_paper", "archive_versions", ["paper_id", "id"])

    op.create_table(
        "move_in_steps",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("move_in_id", sa.Integer(), nullable=False),
        sa.Column("move", sa.String(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "register",
                "contract",
                "compute",
                "take",
                "confirm",
                "keys",
                "meters",
                "inspect",
                "done",
                "called_off",
                name="state",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("amount_fen", sa.BigInteger(), nullable=True),
        sa.Column("companion_id", sa.Integer(), nullable=True),
        sa.Column("day", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["staff.person_id"], name=op.f("fk_move_in_steps_by_id")),
        sa.ForeignKeyConstraint(["companion_id"], ["staff.person_id"], name=op.f("fk_move_in_steps_companion_id")),
        sa.ForeignKeyConstraint(["move_in_id"], ["move_ins.id"], name=op.f("fk_move_in_steps_move_in_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_move_in_steps")),
    )
    op.create_index("ix_move_in_steps_case", "move_in_steps", ["move_in_id", "id"])


def downgrade() -> None:

    op.drop_table("move_in_steps")

    op.drop_table("archive_versions")

    op.drop_table("move_ins")

    op.drop_table("archive_papers")
