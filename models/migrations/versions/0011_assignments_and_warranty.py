"""Tasks given to colleagues, and the register of warranties."""

import sqlalchemy as sa
from alembic import op

from models.base import UtcTime

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

STATES = sa.Enum("open", "done", "called_off", name="state", native_enum=False, length=32)


def upgrade() -> None:
    op.create_table(
        "assignments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("giver_id", sa.Integer(), nullable=True),
        sa.Column("assignee_id", sa.Integer(), nullable=True),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("occasion", sa.String(), nullable=True),
        sa.Column("given_at", UtcTime(), nullable=False),
        sa.Column("due_at", UtcTime(), nullable=False),
        sa.Column("wished_at", UtcTime(), nullable=True),
        sa.Column("state", STATES, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("ended_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(["assignee_id"], ["staff.person_id"], name=op.f("fk_assignments_assignee_id")),
        sa.ForeignKeyConstraint(["giver_id"], ["staff.person_id"], name=op.f("fk_assignments_giver_id")),
        sa.ForeignKeyConstraint(["project_id"], ["projects.id"], name=op.f("fk_assignments_project_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignments")),
        sa.UniqueConstraint("project_id", "occasion", name=op.f("uq_assignments_project_id_occasion")),
    )
    op.create_index("ix_assignments_assignee", "assignments", ["assignee_id", "state"])
    op.create_index("ix_assignments_giver", "assignments", ["giver_id", "state"])
    op.create_index("ix_assignments_due", "assignments", ["project_id", "state", "due_at"])
    op.create_table(
        "assignment_steps",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assignment_id", sa.Integer(), nullable=False),
        sa.Column("move", sa.String(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("until", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(["assignment_id"], ["assignments.id"], name=op.f("fk_assignment_steps_assignment_id")),
        sa.ForeignKeyConstraint(["by_id"], ["staff.person_id"], name=op.f("fk_assignment_steps_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignment_steps")),
    )
    op.create_index("ix_assignment_steps_assignment", "assignment_steps", ["assignment_id", "id"])
    op.create_table(
        "warranties",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("system", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("firm", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("starts", sa.Date(), nullable=False),
        sa.Column("ends", sa.Date(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("ended_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(["project_id"], ["projects.id"], name=op.f("fk_warranties_project_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_warranties_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_warranties")),
    )
    op.create_index("ix_warranties_ends", "warranties", ["project_id", "ends"])
    op.create_index("ix_warranties_unit", "warranties", ["unit_id"])


def downgrade() -> None:
    op.drop_table("warranties")
    op.drop_table("assignment_steps")
    op.drop_table("assignments")
