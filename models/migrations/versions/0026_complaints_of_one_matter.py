"""Complaints about one matter go on together."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("complaints", schema=None) as batch_op:
        batch_op.add_column(sa.Column("leading_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(batch_op.f("fk_complaints_leading_id"), "complaints", ["leading_id"], ["id"])
        batch_op.create_index("ix_complaints_leading", ["leading_id"])


def downgrade() -> None:
    with op.batch_alter_table("complaints", schema=None) as batch_op:
        batch_op.drop_index("ix_complaints_leading")
        batch_op.drop_constraint(batch_op.f("fk_complaints_leading_id"), type_="foreignkey")
        batch_op.drop_column("leading_id")
