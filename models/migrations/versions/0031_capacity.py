"""Times that are held while somebody thinks, and booked."""

import sqlalchemy as sa
from alembic import op

from models.base import UtcTime

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "holds",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("department_id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("trade", sa.String(), nullable=False),
        sa.Column("starts", UtcTime(), nullable=False),
        sa.Column("ends", UtcTime(), nullable=False),
        sa.Column("made_at", UtcTime(), nullable=False),
        sa.Column("held_until", UtcTime(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("ticket_id", sa.Integer(), nullable=True),
        sa.Column("tentative", sa.Boolean(), nullable=False),
        sa.Column(
            "state",
            sa.Enum("held", "booked", "released", name="holdstate", native_enum=False, length=32),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(["department_id"], ["departments.id"], name=op.f("fk_holds_department_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_holds_person_id")),
        sa.ForeignKeyConstraint(["project_id"], ["projects.id"], name=op.f("fk_holds_project_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.person_id"], name=op.f("fk_holds_staff_id")),
        sa.ForeignKeyConstraint(["ticket_id"], ["tickets.id"], name=op.f("fk_holds_ticket_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_holds")),
    )
    with op.batch_alter_table("holds", schema=None) as batch_op:
        batch_op.create_index("ix_holds_staff", ["staff_id", "ends"], unique=False)
        batch_op.create_index("ix_holds_subject", ["subject", "state"], unique=False)
        batch_op.create_index("ix_holds_person", ["person_id", "state"], unique=False)
        batch_op.create_index("ix_holds_state", ["project_id", "state", "ends"], unique=False)


def downgrade() -> None:
    op.drop_table("holds")
