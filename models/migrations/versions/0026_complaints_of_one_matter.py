"""Complaints of one matter go on together; whom one is about in its owner's words, and when the branch company got it."""

import sqlalchemy as sa
from alembic import op

from models.base import UtcTime

revision = "0026"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("complaints", schema=None) as batch_op:
        batch_op.add_column(sa.Column("leading_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("whom", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("passed_at", UtcTime(), nullable=True))
        batch_op.create_foreign_key(batch_op.f("fk_complaints_leading_id"), "complaints", ["leading_id"], ["id"])
        batch_op.create_index("ix_complaints_leading", ["leading_id"])


def downgrade() -> None:
    with op.batch_alter_table("complaints", schema=None) as batch_op:
        batch_op.drop_index("ix_complaints_leading")
        batch_op.drop_constraint(batch_op.f("fk_complaints_leading_id"), type_="foreignkey")
        for column in ("passed_at", "whom", "leading_id"):
            batch_op.drop_column(column)
