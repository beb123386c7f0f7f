"""Times that are proposed for an order and wait for an answer; complaints about a paid order."""

import sqlalchemy as sa
from alembic import op

from models.base import UtcTime

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "time_proposals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("order_id", sa.Integer(), nullable=False),
        sa.Column("starts", UtcTime(), nullable=False),
        sa.Column("ends", UtcTime(), nullable=False),
        sa.Column("hold_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", UtcTime(), nullable=False),
        sa.Column(
            "state",
            sa.Enum("open", "accepted", "declined", "replaced", name="proposalstate", native_enum=False, length=32),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(["by_id"], ["staff.person_id"], name=op.f("fk_time_proposals_by_id")),
        sa.ForeignKeyConstraint(["hold_id"], ["holds.id"], name=op.f("fk_time_proposals_hold_id")),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_time_proposals_order_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_time_proposals")),
    )
    with op.batch_alter_table("time_proposals", schema=None) as batch_op:
        batch_op.create_index("ix_time_proposals_order", ["order_id", "state"], unique=False)

    with op.batch_alter_table("complaints", schema=None) as batch_op:
        batch_op.add_column(sa.Column("ticket_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(op.f("fk_complaints_ticket_id"), "tickets", ["ticket_id"], ["id"])


def downgrade() -> None:
    with op.batch_alter_table("complaints", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("fk_complaints_ticket_id"), type_="foreignkey")
        batch_op.drop_column("ticket_id")

    op.drop_table("time_proposals")
