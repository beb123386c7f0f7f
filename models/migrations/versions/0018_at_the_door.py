"""Whom to ask for on the spot, where it is not the one who reported it."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("tickets", schema=None) as batch_op:
        batch_op.add_column(sa.Column("door_name", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("door_phone", sa.String(), nullable=False, server_default=""))


def downgrade() -> None:
    with op.batch_alter_table("tickets", schema=None) as batch_op:
        batch_op.drop_column("door_phone")
        batch_op.drop_column("door_name")
